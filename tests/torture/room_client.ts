/**
 * A client of a room on several servers, for the schedules of faults. It knows one server, learns of
 * the others, and goes on at another one when its own is gone, sends it away, or is silent while a
 * message is pending. It writes down everything that it is told.
 */

import { Route } from "../../lib/net/route.ts";
import {
  type Entry,
  type Event,
  isNameRefusal,
  type Refused,
  type Response,
  type Say,
  type Whisper,
} from "../../lib/protocol.ts";
import { Changes } from "../support/changes.ts";
import type { Journal, Sent } from "./journal.ts";
import { JsonConnection } from "./json_connection.ts";

/** A server that is silent for so long is asked whether it is there; after that it is left. */
const ASK_MS = 1_000;
const SILENCE_MS = 3_000;
const CHECK_MS = 200;
/** The longest wait before the next server is tried. */
const RETRY_MS = 300;
/** How long after a message was rejected as `not-recorded` it is sent again. */
const NOT_RECORDED_MS = 1_000;

/** The fields of a message that its author chooses. */
export type Draft = { text: string; to?: string };

/** A person in the room, until `leave()` or `close()`. */
export class RoomClient {
  readonly #journal: Journal;
  readonly #route: Route;
  readonly #random: () => number;
  readonly #changes = new Changes();
  readonly #closing = new AbortController();
  readonly #done: Promise<void>;
  #pending: ((Say | Whisper) & { id: number })[] = [];
  #connection?: JsonConnection | undefined;
  #isIn = false;
  #isLeaving = false;
  /** Whether a `hello` has no answer yet. */
  #hasAsked = false;
  #token?: string;
  #seen = 0;
  #lastId = 0;
  #heardAt = 0;
  /** The newest answer of each kind to a question. */
  readonly #answers = new Map<"people" | "past", Response>();

  /**
   * Joins, however long that takes.
   *
   * @param name The name; with a number behind it when another person has it.
   * @param port The server that it knows.
   * @param random Decides how long it waits.
   */
  constructor(name: string, port: number, random: () => number) {
    this.#journal = { name, since: 0, entries: [], recent: [], sent: [], problems: [], trace: [] };
    this.#route = new Route({ host: "127.0.0.1", port });
    this.#random = random;
    this.#done = this.#run();
  }

  /** What it was told, and said. */
  get journal(): Journal {
    return this.#journal;
  }

  /** How many messages were neither said nor rejected, as far as it knows. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whether the server has let it in over the connection it has now. */
  get isIn(): boolean {
    return this.#isIn;
  }

  /** Whether it has left. */
  get hasEnded(): boolean {
    return this.#closing.signal.aborted;
  }

  /** The port of the server where it is, or is about to go on. */
  get port(): number {
    return this.#route.current.port;
  }

  /** Says a message, to everybody or to one person; sends it again until that is known. */
  post({ text, to }: Draft): void {
    const id = ++this.#lastId;
    const message = to === undefined
      ? { type: "say" as const, id, text }
      : { type: "whisper" as const, id, to, text };
    this.#pending.push(message);
    const sent: Sent = to === undefined ? { id, text } : { id, text, to };
    this.#journal.sent.push(sent);
    if (this.#isIn) this.#connection!.send(message);
  }

  /** Asks a question, and waits for its answer; fails when the connection is lost meanwhile. */
  async ask<T extends "people" | "past">(
    type: T,
    before?: number,
  ): Promise<Response & { type: T }> {
    this.#answers.delete(type);
    const page = { type: "past" as const, count: 100, ...(before === undefined ? {} : { before }) };
    this.#connection?.send(type === "past" ? page : { type: "who" });
    await this.until(() => this.#answers.has(type), () => `to be told "${type}"`);
    return this.#answers.get(type)! as Response & { type: T };
  }

  /** Waits until a condition is true. */
  async until(isTrue: () => boolean, what: () => string, timeoutMs = 30_000): Promise<void> {
    const { name } = this.#journal;
    await this.#changes.until(isTrue, () => `${name}: ${what()}`, timeoutMs);
  }

  /** Leaves the room for good, however long that takes: until `hasEnded`. */
  leave(): void {
    this.#isLeaving = true;
    if (this.#isIn) this.#connection!.send({ type: "leave" });
  }

  /** Ends without a word. */
  async close(): Promise<void> {
    this.#end();
    await this.#done;
  }

  #end(): void {
    this.#closing.abort();
    this.#connection?.close();
  }

  async #run(): Promise<void> {
    const watch = setInterval(() => this.#checkSilence(), CHECK_MS);
    while (!this.#closing.signal.aborted) {
      try {
        await this.#visit();
      } catch (error) {
        this.#note(`cannot connect: ${error}`);
      }
      if (this.#hasAsked) this.#journal.isGhost = true;
      this.#isIn = this.#hasAsked = false;
      this.#connection = undefined;
      this.#changes.notify();
      if (!this.#closing.signal.aborted && !this.#route.goOn()) await this.#pause();
    }
    clearInterval(watch);
  }

  /** One connection, from its beginning to its end. */
  async #visit(): Promise<void> {
    const connection = await JsonConnection.open(this.port);
    this.#connection = connection;
    if (this.#closing.signal.aborted) return connection.close();
    this.#heardAt = performance.now();
    this.#sayHello();
    for await (const event of connection.events()) {
      if (this.#closing.signal.aborted) return;
      this.#heardAt = performance.now();
      this.#onEvent(event);
      this.#changes.notify();
    }
    this.#note("the connection ended");
  }

  #sayHello(): void {
    if (this.#isLeaving && this.#token !== undefined) this.#journal.isGhost = true;
    const resume = this.#token === undefined
      ? {}
      : { resume: { token: this.#token, seen: this.#seen } };
    const { name } = this.#journal;
    this.#note(`hello ${JSON.stringify(resume)}`);
    this.#hasAsked = true;
    this.#connection!.send({ type: "hello", version: 1, name, lang: "en", ...resume });
  }

  #onEvent(event: Event): void {
    if ("seq" in event && event.type !== "welcome") return this.#onEntry(event);
    switch (event.type) {
      case "welcome":
        return this.#onWelcome(event);
      case "servers":
        this.#note(`servers ${event.servers}`);
        return this.#route.learn(event.servers);
      case "ping":
        return this.#connection!.send({ type: "pong" });
      case "people":
      case "past":
        this.#answers.set(event.type, event);
        return;
      case "rejected":
        return this.#onRejected(event);
      case "refused":
        return this.#onRefused(event);
      case "missed":
        return this.#complain(`missed ${event.count} entries`);
    }
  }

  #onWelcome({ token, seq, servers = [] }: Response & { type: "welcome" }): void {
    this.#hasAsked = false;
    this.#note(`welcome ${JSON.stringify({ token: token.slice(0, 8), seq, servers })}`);
    const isNew = token !== this.#token;
    if (isNew && this.#token !== undefined && !this.#isLeaving) {
      this.#complain("is another session");
    }
    if (!isNew && seq !== this.#seen) this.#complain(`resumed at ${seq} instead of ${this.#seen}`);
    if (isNew) this.#journal.since = this.#seen = seq;
    this.#token = token;
    this.#route.learn(servers);
    this.#route.arrive();
    this.#isIn = true;
    for (const message of this.#pending) this.#connection!.send(message);
    if (this.#isLeaving) this.#connection!.send({ type: "leave" });
  }

  #onEntry(entry: Entry): void {
    const { since, entries, recent, name } = this.#journal;
    // A guest who is sure to have left may have joined anew.
    if (entry.seq <= since && (entries.length === 0 || this.#isLeaving)) {
      recent.push(entry);
      return;
    }
    if (entry.seq <= this.#seen) this.#complain(`told ${entry.seq} behind ${this.#seen}`);
    this.#seen = Math.max(this.#seen, entry.seq);
    entries.push(entry);
    const isMine = (entry.type === "said" || entry.type === "whispered") && entry.from === name;
    if (!isMine) return;
    // A whisper may have been rejected at a server that could not tell it any more.
    const first = this.#pending.find(({ id, type }) => id === entry.id || type === "say");
    if (first?.id !== entry.id) this.#complain(`told its message ${entry.id} before ${first?.id}`);
    this.#pending = this.#pending.filter(({ id }) => id !== entry.id);
  }

  #onRejected({ id, code, value }: Response & { type: "rejected" }): void {
    this.#note(`rejected ${id} ${code} ${value}`);
    if (code === "not-recorded") {
      this.#sendAgainLater();
      return;
    }
    const message = this.#journal.sent.find((sent) => sent.id === id);
    this.#pending = this.#pending.filter((pending) => pending.id !== id);
    if (message && code === "no-such-person") message.rejection = code;
    else this.#complain(`message ${id} was rejected: ${code}`);
  }

  async #sendAgainLater(): Promise<void> {
    const connection = this.#connection;
    await new Promise((resolve) => setTimeout(resolve, NOT_RECORDED_MS));
    if (connection !== this.#connection || !this.#isIn) return;
    for (const message of this.#pending) connection?.send(message);
  }

  #onRefused({ code, value }: Refused): void {
    this.#note(`refused ${code} ${value ?? ""}`);
    if (code === "left" || isNameRefusal(code)) this.#hasAsked = false;
    if (code === "left") return this.#end();
    if (!isNameRefusal(code)) {
      if (!["server-closing", "replaced"].includes(code)) this.#complain(`refused: ${code}`);
      return this.#connection!.close();
    }
    if (this.#isLeaving) return this.#end(); // The name may be our own, of a `hello` without an answer.
    // A server was killed after it had let us in, and before it could tell the token.
    if (this.#token !== undefined) this.#complain(`its name was refused: ${code}`);
    this.#journal.name += "x";
    this.#sayHello();
  }

  /** A server that does not answer is left: for lack of a welcome, or with something pending. */
  #checkSilence(): void {
    if (!this.#connection || this.#isIn && this.#pending.length === 0 && !this.#isLeaving) return;
    const silentMs = performance.now() - this.#heardAt;
    if (silentMs > SILENCE_MS) {
      this.#note("the server is silent");
      this.#connection.close();
    } else if (silentMs > ASK_MS) this.#connection.send({ type: "ping" });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, RETRY_MS * this.#random()));
  }

  #complain(problem: string): void {
    if (this.#isLeaving) return; // It is over for us, whether we were told so or not.
    this.#note(`PROBLEM ${problem}`);
    this.#journal.problems.push(`${this.#journal.name}: ${problem}`);
  }

  #note(what: string): void {
    const time = new Date().toISOString().slice(11, 23);
    this.#journal.trace.push(`${time} ${this.#journal.name}@${this.port} ${what}`);
  }
}
