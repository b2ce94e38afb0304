/** A fake operating system: keyboard, window size, and an output that can fail. */

import { PassThrough } from "node:stream";
import type { Size } from "../../lib/term/paint.ts";
import type { System } from "../../lib/term/system.ts";
import { turn } from "./fake_clock.ts";

/** The system calls that `Terminal` needs; keeps what is written. */
export class FakeSystem implements System {
  readonly isWindows: boolean;
  readonly stdin: PassThrough & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => void };
  readonly stdout = new PassThrough();
  isOutputTerminal = true;
  /** The window size; undefined if there is no window. */
  size: Size | undefined = { columns: 100, rows: 30 };
  /**
   * The results of the next writes: a number of bytes, or an error. Later writes take all bytes.
   */
  readonly nextWrites: (number | Error)[] = [];
  /** The bytes that each write took. */
  readonly writes: Uint8Array[] = [];
  /** The changes of raw mode, oldest first. */
  readonly switched: string[] = [];
  /** The listeners for SIGINT. */
  readonly interruptListeners = new Set<() => void>();
  /** The listeners for SIGCONT. */
  readonly continueListeners = new Set<() => void>();
  #stall?: PromiseWithResolvers<void>;

  /** Input and output are terminals. */
  constructor({ isWindows = false } = {}) {
    this.isWindows = isWindows;
    this.stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (isRaw: boolean) => void this.switched.push(isRaw ? "raw" : "not raw"),
    });
  }

  /** Everything that was written, as text. */
  get shown(): string {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = this.writes.map((bytes) => decoder.decode(bytes, { stream: true })).join("");
    return text + decoder.decode();
  }

  windowSize(): Size {
    if (!this.size) throw new Deno.errors.BadResource("Cannot tell the size: no window");
    return this.size;
  }

  async write(bytes: Uint8Array): Promise<number> {
    await this.#stall?.promise;
    return this.writeSync(bytes);
  }

  writeSync(bytes: Uint8Array): number {
    const next = this.nextWrites.shift() ?? bytes.length;
    if (next instanceof Error) throw next;
    const taken = bytes.slice(0, next);
    this.writes.push(taken);
    return taken.length;
  }

  addInterruptListener(listener: () => void): void {
    this.interruptListeners.add(listener);
  }

  removeInterruptListener(listener: () => void): void {
    this.interruptListeners.delete(listener);
  }

  addContinueListener(listener: () => void): void {
    this.continueListeners.add(listener);
  }

  removeContinueListener(listener: () => void): void {
    this.continueListeners.delete(listener);
  }

  endOfTurn(): Promise<void> {
    return turn();
  }

  /** Blocks every write from now on. */
  stallOutput(): void {
    this.#stall = Promise.withResolvers();
  }

  /** Unblocks the writes. */
  resumeOutput(): void {
    this.#stall?.resolve();
    this.#stall = undefined;
  }

  /** Raises SIGINT. */
  interrupt(): void {
    for (const listener of this.interruptListeners) listener();
  }

  /** Sends keyboard input in one chunk. */
  async send(sequences: string): Promise<void> {
    this.stdin.write(sequences);
    await turn();
  }
}
