/** A room in this process whose clock the test turns, and connections in memory into it. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { Socket } from "../../lib/net/socket.ts";
import { Room, type RoomOptions } from "../../lib/serve/room.ts";
import { Changes } from "./changes.ts";
import { FakeClock } from "./fake_clock.ts";
import { MemoryConn, type MemoryOptions } from "./memory_conn.ts";
import { Peer } from "./peer.ts";

/** A room that is open until it is disposed of. */
export class TestRoom implements AsyncDisposable {
  readonly clock = new FakeClock();
  /** The room. */
  readonly room: Room;
  /** What its console shows. */
  readonly printed: string[] = [];
  readonly #changes = new Changes();
  #port = 50_000;

  /** Opens it; everything that is not said is as it is by default. */
  constructor(options: Partial<RoomOptions> = {}) {
    this.room = new Room({
      hidePrivate: false,
      maxPeople: 10,
      rate: 0,
      recent: 0,
      graceMs: 30_000,
      clock: this.clock,
      texts: textsOf("pt-BR"),
      print: (text) => {
        this.printed.push(text);
        this.#changes.notify();
      },
      ...options,
    });
  }

  /** Connects a socket; `attended` resolves when the room is done with it. */
  open(options: MemoryOptions = {}): {
    server: MemoryConn;
    client: MemoryConn;
    attended: Promise<void>;
  } {
    const [server, client] = MemoryConn.pair({ port: ++this.#port, ...options });
    return { server, client, attended: this.room.accept(new Socket(server, this.clock)) };
  }

  /** Connects a peer, which reads all the time. */
  connect(
    options: MemoryOptions = {},
  ): { peer: Peer; server: MemoryConn; attended: Promise<void> } {
    const { server, client, attended } = this.open(options);
    return { peer: new Peer(client), server, attended };
  }

  /** Waits for a text on the console. */
  async prints(text: string | RegExp): Promise<void> {
    const matches = (one: string) => typeof text === "string" ? one === text : text.test(one);
    await this.#changes.until(
      () => this.printed.some(matches),
      () => `${text}, the console shows ${this.printed.join("\n")}`,
    );
  }

  /** Lets time pass while the machine is awake. */
  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
  }

  /** Closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.room.close();
    await this.clock.pass(1_000);
    await closed;
  }
}
