/**
 * The only owner of the keyboard and the screen: lines or keys in, text out. Writing never waits
 * and never takes more than a bounded amount of memory, for a console can stop taking text (a
 * selection in a Windows console does that) while the conversation must go on. What it changes of
 * the terminal it gives back. [edge]
 */

import { emitKeypressEvents } from "node:readline";
import { createInterface } from "node:readline/promises";
import { encodeUtf8 } from "../bytes.ts";
import { type Clock, systemClock } from "../clock.ts";
import { joinBurst, joinText, type Key, KeyDecoder, type Keypress } from "./keys.ts";
import type { Size } from "./paint.ts";
import { realSystem, type System } from "./system.ts";

/** What a terminal is told when it is made. */
export interface TerminalOptions {
  /** The sentence for lines that could not be shown. */
  leftOut: (lines: number) => string;
  /** The streams, the window and the signal. @default {those of this process} */
  system?: System;
  /** What its timers run on. @default {systemClock} */
  clock?: Clock;
}

/** Who is told what happens at the keyboard. */
export interface KeyListener {
  /** These keys came together. */
  keys: (keys: Key[]) => void;
  /** The window has another size. */
  resized: () => void;
  /** No key will come any more. */
  ended: () => void;
}

const MAX_WAITING_CHARACTERS = 1024 * 1024;
/** Windows 10's console gives a paste as keys, in several pieces that follow each other closely. */
const BURST_MS = 10;
/** A thread of its own writes, and takes the time of a core when others are to read. */
const PRINT_DELAY_MS = 10;
/** How soon a screen that took nothing is tried again. */
const RETRY_MS = 50;
// The title is put aside; pastes are marked, where the terminal can.
const TAKE = "\x1b[22;2t\x1b[?2004h";
const GIVE_BACK = "\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\x1b[23;2t";

/** The keyboard and the screen, or what they were redirected to. */
export class Terminal {
  readonly #leftOutSentence: TerminalOptions["leftOut"];
  readonly #system: System;
  readonly #clock: Clock;
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #printDelayMs = PRINT_DELAY_MS;
  #leftOut = 0;
  #writing?: Promise<void>;
  #onInterrupt?: () => void;
  readonly #keys = new KeyDecoder();

  /**
   * Takes nothing over until something is written or asked for.
   *
   * @param options Its sentence, and what it stands on.
   */
  constructor({ leftOut, system = realSystem, clock = systemClock }: TerminalOptions) {
    this.#leftOutSentence = leftOut;
    this.#system = system;
    this.#clock = clock;
  }

  /** Whether a person sits at both ends: neither input nor output is redirected. */
  get isInteractive(): boolean {
    return this.#system.stdin.isTTY === true && this.#system.isOutputTerminal;
  }

  /** Whether it may be asked to show a drawing at once: consoles of Windows differ. */
  get isSynchronized(): boolean {
    return !this.#system.isWindows;
  }

  /** Whether Ctrl+C is a key like others, also where the system makes a signal of it. */
  get takesInterrupts(): boolean {
    return this.#onInterrupt !== undefined;
  }

  /** The size of the window; 80 by 24 where there is none. */
  get size(): Size {
    try {
      const { columns, rows } = this.#system.windowSize();
      return columns > 0 && rows > 0 ? { columns, rows } : { columns: 80, rows: 24 };
    } catch {
      return { columns: 80, rows: 24 }; // There is no window to have a size.
    }
  }

  /** Shows a text, and ends it with a newline: soon, for what goes over the network goes first. */
  print(text: string): void {
    this.#queue(`${text}\n`);
    this.#writing ??= this.#writeAll(this.#printDelayMs);
  }

  /** From now on what is printed is shown at once: the program may end at any moment. */
  printImmediately(): void {
    this.#printDelayMs = 0;
  }

  /** Shows a text as it is, at once. */
  write(text: string): void {
    this.#queue(text);
    this.#writing ??= this.#writeAll();
  }

  #queue(text: string): void {
    if (this.#waitingCharacters + text.length > MAX_WAITING_CHARACTERS) {
      this.#leftOut += text.split("\n").length - 1;
      return;
    }
    this.#waiting.push(text);
    this.#waitingCharacters += text.length;
  }

  /** Resolves when everything is shown. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /**
   * Resolves when everything is shown, or the time is up: a screen that takes no text must not
   * keep the program from ending.
   *
   * @param maxMs How long to wait at the most.
   */
  async flushed(maxMs: number): Promise<void> {
    if (!this.#writing) return;
    const done = new AbortController();
    await Promise.race([this.idle(), this.#clock.sleep(maxMs, done.signal)]);
    done.abort();
  }

  /** The lines that are typed, until the input ends. An end without a newline ends a line too. */
  async *lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    let unfinished = "";
    for await (const chunk of this.#system.stdin) {
      const lines = (unfinished + decoder.decode(chunk, { stream: true })).split("\n");
      unfinished = lines.pop()!;
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
    if (unfinished !== "") yield unfinished;
  }

  /** Asks for a line; nothing is read ahead of it. */
  async ask(question: string): Promise<string> {
    await this.idle();
    const { stdin: input, stdout: output } = this.#system;
    const reader = createInterface({ input, output });
    try {
      return await reader.question(question);
    } finally {
      reader.close();
    }
  }

  /** Takes the keyboard over: every key is told, and none is shown by itself. */
  listen({ keys: told, resized, ended }: KeyListener): void {
    const { isWindows, stdin, stdout } = this.#system;
    this.#onInterrupt = () => told([{ type: "press", name: "ctrl+c" }]);
    this.#system.addInterruptListener(this.#onInterrupt);
    stdin.setRawMode?.(true);
    this.write(TAKE);
    let burst: Key[] = [];
    let isFlushing = false;
    const flush = () => {
      const together = burst;
      burst = [];
      isFlushing = false;
      this.#keys.endBurst();
      if (together.length > 0) told(isWindows ? joinBurst(together) : joinText(together));
    };
    let pause = new AbortController();
    const flushAfterPause = async () => {
      pause.abort();
      pause = new AbortController();
      const { signal } = pause;
      await this.#clock.sleep(BURST_MS, signal);
      if (!signal.aborted) flush();
    };
    stdin.on("keypress", (text: string | undefined, keypress: Keypress) => {
      const key = this.#keys.read(text, keypress);
      if (key) burst.push(key);
      if (isWindows) flushAfterPause();
      else if (!isFlushing) queueMicrotask(flush);
      isFlushing = true;
    });
    stdin.on("end", ended);
    stdout.on("resize", resized);
    emitKeypressEvents(stdin);
    stdin.resume();
  }

  /** Asks the terminal where its cursor is; the answer comes as a key. */
  requestCursor(): void {
    this.write("\x1b[6n");
  }

  /** Gives the terminal back as it was, at once. Nothing happens when it was not taken. */
  restore(): void {
    if (!this.#onInterrupt) return;
    const { stdin } = this.#system;
    this.#system.removeInterruptListener(this.#onInterrupt);
    this.#onInterrupt = undefined;
    stdin.setRawMode?.(false);
    stdin.pause();
    try {
      this.#system.writeNow(encodeUtf8(GIVE_BACK));
    } catch {
      // A screen that takes nothing has nothing to be given back.
    }
  }

  async #writeAll(delayMs = 0): Promise<void> {
    // What else this turn brings goes out with it.
    if (delayMs === 0) await this.#system.endOfTurn();
    else await this.#clock.sleep(delayMs);
    while (this.#waiting.length > 0) {
      if (this.#leftOut > 0) this.#waiting.push(`${this.#leftOutSentence(this.#leftOut)}\n`);
      this.#leftOut = 0;
      const text = this.#waiting.join("");
      this.#waiting = [];
      this.#waitingCharacters = 0;
      if (!await this.#writeBytes(encodeUtf8(text))) {
        this.#leftOut += text.split("\n").length - 1;
        await this.#clock.sleep(RETRY_MS);
      }
    }
    this.#writing = undefined;
  }

  /** Writes to the screen; false when it takes nothing: a full disk, or a reader that is gone. */
  async #writeBytes(bytes: Uint8Array): Promise<boolean> {
    for (let done = 0; done < bytes.length;) {
      try {
        done += await this.#system.write(bytes.subarray(done));
      } catch (error) {
        // A pipe that its maker set not to block is full for now; nothing else is worth the end of
        // a conversation.
        if (!(error instanceof Deno.errors.WouldBlock)) return false;
        await this.#clock.sleep(RETRY_MS);
      }
    }
    return true;
  }
}
