/** One server of a room on several, as a process that can be killed, stopped, frozen and restarted. */

import config from "../../deno.json" with { type: "json" };
import { Changes } from "../support/changes.ts";
import { ROOT } from "../support/program.ts";

/** How long a server may take from a signal to its end. */
const STOP_MS = 10_000;

/** What a server prints when it takes part in the room. */
const LISTENING = "está aguardando conexões";

/** A server on a port of its own. */
export class ChatServer {
  /** Where people connect to. */
  readonly port: number;
  /** What it printed, of all its starts. */
  out = "";
  /** What no server may do, such as to end by itself. */
  readonly problems: string[] = [];
  readonly #args: string[];
  readonly #changes = new Changes();
  #process?: Deno.ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #isListening = false;
  #isAskedToEnd = false;

  /**
   * Is not started yet.
   *
   * @param port Its port.
   * @param options The further options of `chat serve`.
   */
  constructor(port: number, options: string[]) {
    const at = `127.0.0.1:${port}`;
    const limits = ["--rate", "0", "--max-per-address", "0", "--no-page", "--no-qr"];
    this.port = port;
    this.#args = ["--host", "127.0.0.1", "--port", `${port}`, "--at", at, ...limits, ...options];
  }

  /** Starts it, or starts it again. */
  start(): void {
    const [, ...words] = config.tasks.serve.command.split(" ");
    const process = new Deno.Command(Deno.execPath(), {
      args: [...words, ...this.#args],
      cwd: ROOT,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#process = process;
    this.#isListening = this.#isAskedToEnd = false;
    this.#note(`--- started as ${process.pid}`);
    this.#ended = this.#watch(process);
  }

  /** Sends a signal. One that ends it: resolves when it has ended. */
  async signal(signal: Deno.Signal): Promise<void> {
    if (signal !== "SIGSTOP" && signal !== "SIGCONT") this.#isAskedToEnd = true;
    this.#note(`--- ${signal}`);
    try {
      this.#process?.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended by itself.
    }
    if (!this.#isAskedToEnd) return;
    const late = setTimeout(() => this.#killLate(signal), STOP_MS);
    await this.#ended;
    clearTimeout(late);
  }

  /** Waits until it takes part in the room. */
  async listens(timeoutMs: number): Promise<void> {
    const state = () => `${this.port} to listen: ${this.out.slice(-1000)}`;
    await this.#changes.until(() => this.#isListening, state, timeoutMs);
  }

  /** Ends it, whatever state it is in. */
  async kill(): Promise<void> {
    if (this.#process) await this.signal("SIGKILL");
  }

  #killLate(signal: Deno.Signal): void {
    this.problems.push(`server ${this.port} did not end ${STOP_MS} ms after ${signal}`);
    this.#process?.kill("SIGKILL");
  }

  async #watch(process: Deno.ChildProcess): Promise<void> {
    const [{ code }] = await Promise.all([
      process.status,
      this.#read(process.stdout),
      this.#read(process.stderr),
    ]);
    this.#process = undefined;
    this.#note(`--- ended with ${code}`);
    const last = this.out.trimEnd().split("\n").slice(-6).join("\n");
    if (!this.#isAskedToEnd) this.problems.push(`server ${this.port} ended by itself:\n${last}`);
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = text.replaceAll(/^(?=.)/gm, `${time()} `);
      this.out += lines;
      if (text.includes(LISTENING)) this.#isListening = true;
      this.#changes.notify();
    }
  }

  #note(what: string): void {
    this.out += `${time()} ${what}\n`;
  }
}

function time(): string {
  return new Date().toISOString().slice(11, 23);
}
