/** A room in this process whose clock the test turns, and a way for sockets into it. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { Socket } from "../../lib/net/socket.ts";
import { Room } from "../../lib/serve/room.ts";
import { Peer } from "./peer.ts";

/** A room that is open until it is disposed of. */
export class TestRoom implements AsyncDisposable {
  /** The room. */
  readonly room: Room;
  /** What its console shows. */
  readonly printed: string[] = [];
  #now = 0;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });

  /** Opens it. */
  constructor() {
    this.room = new Room({
      hidePrivate: false,
      maxPeople: 10,
      rate: 0,
      recent: 0,
      graceMs: 30_000,
      now: () => this.#now,
      texts: textsOf("pt-BR"),
      print: (text) => this.printed.push(text),
    });
  }

  /** Connects somebody; `attended` resolves when the room is done with them. */
  async connect(): Promise<{ peer: Peer; attended: Promise<void> }> {
    const accepted = this.#listener.accept();
    const peer = await Peer.connect(this.#listener.addr.port);
    return { peer, attended: this.room.attend(new Socket(await accepted)) };
  }

  /** Lets time pass as it does while the machine is awake. */
  pass(ms: number): void {
    for (const end = this.#now + ms; this.#now < end; this.room.sweep()) this.#now += 250;
  }

  /** Lets time pass while the machine sleeps. */
  sleep(ms: number): void {
    this.#now += ms;
    this.room.sweep();
  }

  /** Closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.room.close();
    this.#listener.close();
  }
}
