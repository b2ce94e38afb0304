/** A `Room` with a fake clock, and connections to it in memory. */

import type { Hub } from "../../lib/chat/hub.ts";
import type { ReadonlyHub } from "../../lib/chat/replica.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { formatted } from "../../lib/operator/console.ts";
import type { ConsoleEvent } from "../../lib/serve/console_burst.ts";
import { Room, type RoomOptions } from "../../lib/serve/room.ts";
import { Changes } from "./changes.ts";
import { FakeClock } from "./fake_clock.ts";
import { MemoryConn, type MemoryOptions } from "./memory_conn.ts";
import { Peer } from "./peer.ts";

/** After so many turns of the event loop, everything that was ready has run. */
const SETTLING_TURNS = 70;

/** A connection in memory. */
export interface TestConnection {
  /** The room's end. */
  server: MemoryConn;
  /** The client's end. */
  client: MemoryConn;
  /** Resolves when the room has closed it. */
  closed: Promise<void>;
  /** Whether the room has closed it. */
  isClosed: () => boolean;
}

/** How a peer connects. */
export type ConnectOptions = MemoryOptions & {
  /** Whether the room takes the connection for one inside TLS. @default {false} */
  isEncrypted?: boolean;
};

/** A connection in memory with a peer, which reads all input. */
export type PeerConnection = Omit<TestConnection, "client"> & { peer: Peer };

/** A room that is open until it is disposed. */
export class TestRoom implements AsyncDisposable {
  readonly clock: FakeClock;
  /** The room under test. */
  readonly room: Room;
  /** The console's lines. */
  readonly printed: string[] = [];
  /** When each line was printed. */
  readonly printedAt: number[] = [];
  /** What happened to connections, also if it was only counted. */
  readonly events: ConsoleEvent[] = [];
  readonly #changes = new Changes();
  #port = 50_000;

  /** Opens a room at a date, in ms since 1970. Other options have default values. */
  constructor({ date, ...options }: Partial<RoomOptions> & { date?: number } = {}) {
    this.clock = new FakeClock(date);
    this.room = new Room({
      hidePrivate: false,
      maxPeople: 10,
      rate: 0,
      maxPerAddress: 0,
      recent: 0,
      graceMs: 30_000,
      clock: this.clock,
      texts: textsOf("pt-BR"),
      print: (text) => {
        const texts = formatted(text);
        this.printed.push(...texts);
        this.printedAt.push(...texts.map(() => this.clock.now()));
        this.#changes.notify();
      },
      ...options,
    });
    const printEvent = this.room.printEvent.bind(this.room);
    this.room.printEvent = (event) => {
      this.events.push(event);
      printEvent(event);
    };
  }

  /** The room's hub. */
  get hub(): ReadonlyHub {
    return this.room.hub;
  }

  /** All names in order; those of people who are away in brackets. */
  get names(): string[] {
    return this.hub.people().map(({ name, away }) => away ? `(${name})` : name);
  }

  /** The unexpected errors on the console. */
  get unexpected(): string[] {
    return this.printed.filter((text) => text.startsWith("Erro inesperado"));
  }

  /** Connects without a peer: the test reads and writes the client's end. */
  openRaw({ isEncrypted, ...options }: ConnectOptions = {}): TestConnection {
    const now = this.clock.now;
    const [server, client] = MemoryConn.pair({ port: ++this.#port, now, ...options });
    if (isEncrypted) Object.assign(server, { isEncrypted });
    let isClosed = false;
    const closed = this.room.accept(server).then(() => {
      isClosed = true;
    });
    return { server, client, closed, isClosed: () => isClosed };
  }

  /** Connects a peer, which reads all input. */
  connect(options: ConnectOptions = {}): PeerConnection {
    const { client, ...rest } = this.openRaw(options);
    return { ...rest, peer: new Peer(client) };
  }

  /** Connects a line client, and waits for its join. */
  async line(name: string, options: MemoryOptions = {}): Promise<PeerConnection> {
    const connected = this.connect(options);
    await connected.peer.send(`${name}\n`);
    await connected.peer.receives(`${name} entrou no chat.\n`);
    return connected;
  }

  /** Connects an unframed client (the old program), and waits for its join. */
  async unframed(name: string, options: MemoryOptions = {}): Promise<PeerConnection> {
    const connected = this.connect(options);
    await connected.peer.send(name);
    await this.advance(300);
    await connected.peer.receives(`${name} entrou no chat.`);
    return connected;
  }

  /** Connects a JSON client, with further fields in its hello, and waits for its welcome. */
  async structured(
    name: string,
    fields: Record<string, unknown> = {},
    options: MemoryOptions = {},
  ): Promise<PeerConnection> {
    const connected = this.connect(options);
    await connected.peer.sendJson({ type: "hello", version: 1, name, ...fields });
    await connected.peer.receivesEvent("welcome");
    return connected;
  }

  /** Connects many line clients at once, and waits until each has read everything. */
  async lines(count: number): Promise<PeerConnection[]> {
    const people = await Promise.all(Array.from({ length: count }, (_, at) => this.line(`p${at}`)));
    this.notice("Todos aqui.");
    for (const { peer } of people) await peer.receives("Todos aqui.\n");
    await this.settle();
    return people;
  }

  /** Connects a client that sends a text, and reads only when the test does. */
  async stalled(text: string, options: MemoryOptions = { capacity: 16 }): Promise<TestConnection> {
    const opened = this.openRaw(options);
    await sendAll(opened.client, text);
    await this.settle();
    return opened;
  }

  /** Broadcasts a notice. */
  notice(text: string): void {
    this.room.notice(text);
  }

  /** Kicks a person, as the operator does. */
  kick(name: string, why?: string): void {
    this.room.moderation.kick(name, why);
  }

  /** Closes the room; the test has to advance the clock meanwhile. */
  close(): Promise<void> {
    return this.room.close();
  }

  /** Makes everything that this person says or changes throw. */
  breakFor(name: string): void {
    const hub = this.hub as Hub;
    const act = hub.act.bind(hub);
    hub.act = (session, command, now) => {
      if (session.name === name) throw new Error("quebrou");
      return act(session, command, now);
    };
    const sayRun = hub.sayRun.bind(hub);
    hub.sayRun = (session, run, now) => {
      if (session.name === name) throw new Error("quebrou");
      return sayRun(session, run, now);
    };
  }

  /** Makes every read of the log for this person throw. */
  breakReadingFor(name: string): void {
    const { id } = this.hub.find(name)!;
    for (const feed of this.room.broadcaster.feeds.values()) {
      const read = feed.read.bind(feed);
      feed.read = (reader, cursor, options) => {
        if (reader.id === id) throw new Error("ilegível");
        return read(reader, cursor, options);
      };
    }
  }

  /** Makes `hasFallenBehind()` of the structured feed throw. */
  breakStructured(): void {
    this.room.broadcaster.feeds.get("structured")!.hasFallenBehind = () => {
      throw new Error("perdido");
    };
  }

  /** Makes the next encoding of new entries throw. */
  breakFlushOnce(): void {
    const plain = this.room.broadcaster.feeds.get("plain")!;
    const catchUp = plain.encodeNew.bind(plain);
    plain.encodeNew = () => {
      plain.encodeNew = catchUp;
      throw new Error("sem fita");
    };
  }

  /** Waits for a line on the console. */
  async prints(text: string | RegExp): Promise<void> {
    const matches = (one: string) => typeof text === "string" ? one === text : text.test(one);
    await this.#changes.until(
      () => this.printed.some(matches),
      () => `${text}, the console shows ${this.printed.join("\n")}`,
    );
  }

  /** Advances the clock. */
  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Runs everything that is ready, without advancing the clock. */
  async settle(): Promise<void> {
    const { log } = this.room.broadcaster;
    for (let at = 0; at < SETTLING_TURNS; at++) await this.clock.advance(0);
    // On a busy machine entries are published later; where nothing can be recorded, never.
    if (log.head === log.last) return;
    for (let at = 0; at < 10 * SETTLING_TURNS && log.head < log.last; at++) {
      await this.clock.advance(0);
    }
    for (let at = 0; at < SETTLING_TURNS; at++) await this.clock.advance(0);
  }

  /** Closes the room. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.room.close();
    await this.clock.advance(1_000);
    await closed;
  }
}

/** Sends a text from the client's end of a connection. */
export async function sendAll(conn: MemoryConn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
}
