/** The operating system as `Terminal` uses it: standard streams, window size, SIGINT. [edge] */

import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { setImmediate } from "node:timers";
import type { Size } from "./paint.ts";

/** The part of the operating system that `Terminal` depends on. Tests replace it. */
export interface System {
  /** Whether this is Windows. Its consoles decode keys and draw differently. */
  readonly isWindows: boolean;
  /** The standard input, as a Node stream. */
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown };
  /** The standard output, as a Node stream. It emits `resize`. */
  readonly stdout: Writable;
  /** Whether the standard output is a terminal. */
  readonly isOutputTerminal: boolean;
  /**
   * The size of the window.
   *
   * @throws {Error} If the process has no window.
   */
  windowSize(): Size;
  /** Writes some of the bytes to the standard output. Resolves with how many it wrote. */
  write(bytes: Uint8Array): Promise<number>;
  /** Writes some of the bytes to the standard output synchronously. Returns how many it wrote. */
  writeSync(bytes: Uint8Array): number;
  /** Calls `listener` at every Ctrl+C that arrives as a signal (SIGINT) and not as a key. */
  addInterruptListener(listener: () => void): void;
  /** Removes a listener that `addInterruptListener` added. */
  removeInterruptListener(listener: () => void): void;
  /** Calls `listener` when the program goes on after a stop (SIGCONT). Windows has no such stop. */
  addContinueListener(listener: () => void): void;
  /** Removes a listener that `addContinueListener` added. */
  removeContinueListener(listener: () => void): void;
  /** Resolves at the end of this turn of the event loop. */
  endOfTurn(): Promise<void>;
}

const isWindows = Deno.build.os === "windows";

/** The system this process runs on. Accesses nothing before a member is used. */
export const realSystem: System = {
  isWindows,
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
  writeSync: (bytes) => Deno.stdout.writeSync(bytes),
  addInterruptListener: (listener) => Deno.addSignalListener("SIGINT", listener),
  removeInterruptListener: (listener) => Deno.removeSignalListener("SIGINT", listener),
  addContinueListener: (listener) => isWindows || Deno.addSignalListener("SIGCONT", listener),
  removeContinueListener: (listener) => isWindows || Deno.removeSignalListener("SIGCONT", listener),
  endOfTurn: () => new Promise((resolve) => setImmediate(resolve)),
};
