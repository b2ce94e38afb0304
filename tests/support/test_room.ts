/** A room in this process whose clock the test turns, and connections in memory into it. */

import type { Hub } from "../../lib/chat/hub.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { Socket } from "../../lib/net/socket.ts";
import { Room, type RoomOptions } from "../../lib/serve/room.ts";
import { Changes } from "./changes.ts";
import { FakeClock } from "./fake_clock.ts";
import { MemoryConn, type MemoryOptions } from "./memory_conn.ts";
import { Peer } from "./peer.ts";

/** In so many turns of the event loop, whatever waits for its turn has had it. */
const SETTLING_TURNS = 70;

/** A connection in memory. */
export interface Opened {
  /** The room's end. */
  server: MemoryConn;
  /** The test's end. */
  client: MemoryConn;
  /** Resolves when the room is done with it. */
  attended: Promise<void>;
  /** Whether the room is done with it. */
  isOver: () => boolean;
}

/** A connection in memory with a peer, which reads all the time. */
export type Connected = Omit<Opened, "client"> & { peer: Peer };

/** A room that is open until it is disposed of. */
export class TestRoom implements AsyncDisposable {
  readonly clock = new FakeClock();
  /** The room. */
  readonly room: Room;
  /** What its console shows. */
  readonly printed: string[] = [];
  /** When each text was shown. */
  readonly printedAt: number[] = [];
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
        this.printedAt.push(this.clock.now());
        this.#changes.notify();
      },
      ...options,
    });
  }

  /** Who is here. */
  get hub(): Hub {
    return this.room.hub;
  }

  /** The names of everybody, in their order; of those who are away in brackets. */
  get names(): string[] {
    return this.hub.people().map(({ name, away }) => away ? `(${name})` : name);
  }

  /** What the console shows of errors that have no sentence. */
  get unexpected(): string[] {
    return this.printed.filter((text) => text.startsWith("Erro inesperado"));
  }

  /** Connects a socket. */
  open(options: MemoryOptions = {}): Opened {
    const now = this.clock.now;
    const [server, client] = MemoryConn.pair({ port: ++this.#port, now, ...options });
    let isOver = false;
    const attended = this.room.accept(new Socket(server, this.clock)).then(() => {
      isOver = true;
    });
    return { server, client, attended, isOver: () => isOver };
  }

  /** Connects a peer, which reads all the time. */
  connect(options: MemoryOptions = {}): Connected {
    const { client, ...rest } = this.open(options);
    return { ...rest, peer: new Peer(client) };
  }

  /** Connects a peer that says a name as a line client does, and waits until it is in. */
  async line(name: string, options: MemoryOptions = {}): Promise<Connected> {
    const connected = this.connect(options);
    await connected.peer.say(`${name}\n`);
    await connected.peer.hears(`${name} entrou no chat.\n`);
    return connected;
  }

  /** Connects a peer that says a name as the old program does, and waits until it is in. */
  async unframed(name: string, options: MemoryOptions = {}): Promise<Connected> {
    const connected = this.connect(options);
    await connected.peer.say(name);
    await this.pass(300);
    await connected.peer.hears(`${name} entrou no chat.`);
    return connected;
  }

  /** Connects a peer that says hello in JSON, with more fields, and waits for its welcome. */
  async structured(name: string, fields: Record<string, unknown> = {}): Promise<Connected> {
    const connected = this.connect();
    await connected.peer.tell({ type: "hello", version: 1, name, ...fields });
    await connected.peer.told("welcome");
    return connected;
  }

  /** Connects so many line clients at once, and waits until each has read what happened so far. */
  async crowd(count: number): Promise<Connected[]> {
    const people = await Promise.all(Array.from({ length: count }, (_, at) => this.line(`p${at}`)));
    this.notice("Todos aqui.");
    for (const { peer } of people) await peer.hears("Todos aqui.\n");
    await this.settle();
    return people;
  }

  /** Connects one who says this, and reads only what the test takes. */
  async deaf(words: string, options: MemoryOptions = { capacity: 16 }): Promise<Opened> {
    const opened = this.open(options);
    await say(opened.client, words);
    await this.settle();
    return opened;
  }

  /** The server says something to everybody. */
  notice(text: string): void {
    this.room.notice(text);
  }

  /** The operator takes somebody out. */
  kick(name: string): void {
    this.room.kick(name);
  }

  /** Closes the room; time has to pass meanwhile. */
  close(): Promise<void> {
    return this.room.close();
  }

  /** Whatever is done for the person of this name fails from now on. */
  breakFor(name: string): void {
    const { hub } = this;
    const perform = hub.perform.bind(hub);
    hub.perform = (session, command, now) => {
      if (session.name === name) throw new Error("quebrou");
      return perform(session, command, now);
    };
  }

  /** Reading the log fails from now on for the person of this name. */
  breakReadingFor(name: string): void {
    const { id } = this.hub.find(name)!;
    for (const feed of Object.values(this.room.broadcaster.feeds)) {
      const read = feed.read.bind(feed);
      feed.read = (reader, cursor, options) => {
        if (reader.id === id) throw new Error("ilegível");
        return read(reader, cursor, options);
      };
    }
  }

  /** Finding out what structured clients have lost fails from now on. */
  breakStructured(): void {
    this.room.broadcaster.feeds.structured.hasFallenBehind = () => {
      throw new Error("perdido");
    };
  }

  /** Encoding what happened fails once. */
  breakFlushOnce(): void {
    const { plain } = this.room.broadcaster.feeds;
    const catchUp = plain.encodeNew.bind(plain);
    plain.encodeNew = () => {
      plain.encodeNew = catchUp;
      throw new Error("sem fita");
    };
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

  /** Lets everything happen that is ready, while no time passes. */
  async settle(): Promise<void> {
    for (let at = 0; at < SETTLING_TURNS; at++) await this.clock.pass(0);
  }

  /** Closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.room.close();
    await this.clock.pass(1_000);
    await closed;
  }
}

/** Sends a text from an end that nobody reads at. */
export async function say(conn: MemoryConn, words: string): Promise<void> {
  const bytes = new TextEncoder().encode(words);
  for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
}
