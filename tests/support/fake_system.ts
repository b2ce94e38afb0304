/** An operating system that a test stands in for: a keyboard, a window and an output that can fail. */

import { PassThrough } from "node:stream";
import type { Size } from "../../lib/term/paint.ts";
import type { System } from "../../lib/term/system.ts";
import { turn } from "./fake_clock.ts";

/** What a `Terminal` needs of the system; what it writes is kept. */
export class FakeSystem implements System {
  readonly isWindows: boolean;
  readonly stdin: PassThrough & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => void };
  readonly stdout = new PassThrough();
  isOutputTerminal = true;
  /** The size of the window; undefined where there is none. */
  size: Size | undefined = { columns: 100, rows: 30 };
  /** What the next writes do: take so many bytes, or fail. Those after them take everything. */
  readonly nextWrites: (number | Error)[] = [];
  /** The bytes of each write that took some. */
  readonly writes: Uint8Array[] = [];
  /** What was switched on and off, oldest first. */
  readonly switched: string[] = [];
  /** Called when the system makes a signal of Ctrl+C. */
  readonly interruptListeners = new Set<() => void>();
  #stall?: PromiseWithResolvers<void>;

  /** A terminal at both ends. */
  constructor({ isWindows = false } = {}) {
    this.isWindows = isWindows;
    this.stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (isRaw: boolean) => void this.switched.push(isRaw ? "raw" : "not raw"),
    });
  }

  /** Everything that was written. */
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

  endOfTurn(): Promise<void> {
    return turn();
  }

  /** No write takes anything from now on. */
  stallOutput(): void {
    this.#stall = Promise.withResolvers();
  }

  /** Writes go on. */
  resumeOutput(): void {
    this.#stall?.resolve();
    this.#stall = undefined;
  }

  /** The person presses Ctrl+C where the system makes a signal of it. */
  interrupt(): void {
    for (const listener of this.interruptListeners) listener();
  }

  /** The keyboard sends these characters at once. */
  async send(sequences: string): Promise<void> {
    this.stdin.write(sequences);
    await turn();
  }
}
