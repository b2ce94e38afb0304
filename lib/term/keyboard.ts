/**
 * The keyboard of a terminal in raw mode: delivers keys in bursts, and takes the terminal again when
 * the program goes on after a stop. [edge]
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Clock } from "../clock.ts";
import { joinBurst, type Key, KeyDecoder, mayGoOn } from "./keys.ts";
import type { System } from "./system.ts";

/** The callbacks for keyboard and window events. */
export interface KeyListener {
  /** Called with the keys of one burst. */
  keys: (keys: Key[]) => void;
  /** Called when the size of the window changed. */
  resized: () => void;
  /** Called when the program goes on after a stop: others have written to the terminal. */
  resumed: () => void;
  /** Called at the end of the input. */
  ended: () => void;
}

/** What a keyboard is made with. */
export interface KeyboardOptions {
  /** The streams and the signals. */
  system: System;
  /** The clock of the timers. */
  clock: Pick<Clock, "after">;
  /** Whether the terminal knows no more than a VT100 does. */
  isBasic: boolean;
  /** Writes a text as it is. */
  write: (text: string) => void;
}

/** A terminal without bracketed paste sends a paste as keys, in several bursts with short gaps. */
const BURST_MS = 10;
// Turns reports of the window's focus on, and off. Not on Windows, whose consoles differ.
const REPORT_FOCUS = "\x1b[?1004h";
const IGNORE_FOCUS = "\x1b[?1004l";
// Saves the title of the window (XTWINOPS 22).
const SAVE_TITLE = "\x1b[22;2t";
// Turns bracketed paste on.
const SET_UP = "\x1b[?2004h";
// Turns bracketed paste off, autowrap on, shows the cursor, resets colours, restores the title.
const RESTORE = "\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\x1b[23;2t";
// What a VT100 knows of that: autowrap and colours.
const RESTORE_BASIC = "\x1b[?7h\x1b[0m";

/** The keyboard, from its making until `release`. */
export class Keyboard {
  readonly #options: KeyboardOptions;
  readonly #listener: KeyListener;
  readonly #decoder: KeyDecoder;
  #takesInterrupts = true;
  #burst: Key[] = [];
  #cancelFlush = () => {};
  #cancelExpiry = () => {};

  /**
   * Switches the terminal to raw mode, in which it echoes no key.
   *
   * @param options The system.
   * @param listener What is called with the keys.
   */
  constructor(options: KeyboardOptions, listener: KeyListener) {
    this.#options = options;
    this.#listener = listener;
    const { system, write } = options;
    this.#decoder = new KeyDecoder({ isWindows: system.isWindows });
    system.addInterruptListener(this.#onInterrupt);
    system.addContinueListener(this.#onContinue);
    if (!options.isBasic) write(SAVE_TITLE);
    this.#take();
    const { stdin, stdout } = system;
    stdin.on("data", this.#onData);
    stdin.on("end", this.#onEnd);
    stdout.on("resize", listener.resized);
    stdin.resume();
  }

  /** Whether Ctrl+C is delivered as a key: until the end of the input. Nobody reads keys then. */
  get takesInterrupts(): boolean {
    return this.#takesInterrupts;
  }

  /** Restores the terminal synchronously. */
  release(): void {
    const { system, isBasic } = this.#options;
    const { stdin, stdout, isWindows } = system;
    const restore = isBasic ? RESTORE_BASIC : isWindows ? RESTORE : IGNORE_FOCUS + RESTORE;
    this.#cancelFlush();
    this.#cancelExpiry();
    system.removeInterruptListener(this.#onInterrupt);
    system.removeContinueListener(this.#onContinue);
    stdin.off("data", this.#onData);
    stdin.off("end", this.#onEnd);
    stdout.off("resize", this.#listener.resized);
    stdin.setRawMode?.(false);
    stdin.pause();
    try {
      system.writeSync(encodeUtf8(restore));
    } catch {
      // The output is closed or blocked: its state cannot be restored.
    }
  }

  #take(): void {
    const { system, isBasic, write } = this.#options;
    system.stdin.setRawMode?.(true);
    if (!isBasic) write(system.isWindows ? SET_UP : SET_UP + REPORT_FOCUS);
  }

  readonly #onEnd = () => {
    this.#takesInterrupts = false;
    const { system } = this.#options;
    system.removeInterruptListener(this.#onInterrupt);
    system.stdin.setRawMode?.(false); // Else a terminal makes no signal of it.
    this.#listener.ended();
  };

  readonly #onInterrupt = () => this.#listener.keys([{ type: "press", name: "ctrl+c" }]);

  /** After SIGTSTP and `fg` in a shell, which has set the terminal for itself meanwhile. */
  readonly #onContinue = () => {
    if (this.#takesInterrupts) this.#take();
    this.#listener.resumed();
  };

  readonly #onData = (bytes: Uint8Array) => {
    const { system, clock } = this.#options;
    this.#cancelFlush();
    this.#cancelExpiry();
    this.#burst.push(...this.#decoder.read(bytes));
    if (system.isWindows || mayGoOn(this.#burst)) {
      this.#cancelFlush = clock.after(BURST_MS, this.#flush);
    } else this.#flush();
    const { waitMs } = this.#decoder;
    if (waitMs === undefined) return;
    this.#cancelExpiry = clock.after(waitMs, () => {
      this.#burst.push(...this.#decoder.expire());
      this.#flush();
    });
  };

  readonly #flush = () => {
    const keys = this.#burst;
    this.#burst = [];
    if (keys.length > 0) this.#listener.keys(joinBurst(keys));
  };
}
