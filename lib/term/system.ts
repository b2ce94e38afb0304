/** The operating system, as far as a terminal needs it: its streams, its window, its signal. [edge] */

import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { setImmediate } from "node:timers";
import type { Size } from "./paint.ts";

/** What a terminal needs of the operating system. */
export interface System {
  /** Whether this is Windows, whose consoles differ. */
  readonly isWindows: boolean;
  /** The standard input, as a stream of Node. */
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown };
  /** The standard output, as a stream of Node. It emits `resize`. */
  readonly stdout: Writable;
  /** Whether the standard output is a terminal. */
  readonly isOutputTerminal: boolean;
  /**
   * The size of the window.
   *
   * @throws When there is no window.
   */
  windowSize(): Size;
  /** Writes some of the bytes to the standard output, and tells how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** The same, without giving way to anything else. */
  writeNow(bytes: Uint8Array): number;
  /** Calls at every Ctrl+C that the system makes a signal of. */
  addInterruptListener(listener: () => void): void;
  /** Calls no more. */
  removeInterruptListener(listener: () => void): void;
  /** Resolves when this turn of the event loop is over. */
  endOfTurn(): Promise<void>;
}

/** The system this program runs on. Touches nothing until it is asked to. */
export const realSystem: System = {
  isWindows: Deno.build.os === "windows",
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get isOutputTerminal() {
    return Deno.stdout.isTerminal();
  },
  windowSize: () => Deno.consoleSize(),
  write: (bytes) => Deno.stdout.write(bytes),
  writeNow: (bytes) => Deno.stdout.writeSync(bytes),
  addInterruptListener: (listener) => Deno.addSignalListener("SIGINT", listener),
  removeInterruptListener: (listener) => Deno.removeSignalListener("SIGINT", listener),
  endOfTurn: () => new Promise((resolve) => setImmediate(resolve)),
};
