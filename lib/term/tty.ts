/**
 * The terminal: the only reader of the keyboard and the only writer of the screen. Input is lines or
 * keys, output is text. A write never blocks and its buffer is bounded: a console can stop taking
 * output (a selection in a Windows console does that), and the conversation must go on. The state of
 * the terminal is restored at the end. [edge]
 */

import { encodeUtf8 } from "../bytes.ts";
import { type Clock, systemClock } from "../clock.ts";
import { ownCopy } from "../own_copy.ts";
import { InputLines, type OnSkippedLine } from "./input_lines.ts";
import { Keyboard, type KeyListener } from "./keyboard.ts";
import type { Size } from "./paint.ts";
import type { Key } from "./keys.ts";
import type { Aside } from "./aside.ts";
import { askLine } from "./question.ts";
import { Secret } from "./secret.ts";
import { realSystem, type System } from "./system.ts";

/** The options of a terminal. */
export interface TerminalOptions {
  /** The sentence for the person about dropped lines of output. */
  droppedSentence: (lines: number) => string;
  /** Whether the terminal knows no more than a VT100 does. @default {false} */
  isBasic?: boolean;
  /** The streams, the window and the signal. @default {`realSystem`} */
  system?: System;
  /** The clock of the timers. @default {`systemClock`} */
  clock?: Clock;
}

const MAX_QUEUED_CHARACTERS = 1024 * 1024;
/**
 * Batches console lines: a separate thread writes, and competes for a core with the readers. At 50
 * messages a second, a timer and a write for each took 10 % of the server's time.
 */
const PRINT_DELAY_MS = 100;
/** The pause after a write that failed, would block or took nothing. */
const RETRY_MS = 50;
/** After so many writes in a row that took nothing, 1 s with the pauses, the text is dropped. */
const MAX_EMPTY_WRITES = 20;
/** The keyboard and the screen, or the files and pipes they are redirected to. */
export class Terminal {
  /** Whether the terminal knows no more than a VT100 does: neither titles nor deleted rows. */
  readonly isBasic: boolean;
  readonly #droppedSentence: TerminalOptions["droppedSentence"];
  readonly #system: System;
  readonly #clock: Clock;
  #queue: string[] = [];
  #queuedCharacters = 0;
  #printDelayMs = PRINT_DELAY_MS;
  #droppedLines = 0;
  #writing?: Promise<void>;
  #keyboard?: Keyboard | undefined;
  #isAskingSimply = false;
  readonly #outputGone = new AbortController();

  /**
   * Makes a terminal. The streams stay untouched until a method is called.
   *
   * @param options The sentence about dropped lines, and the system.
   */
  constructor(
    { droppedSentence, isBasic = false, system = realSystem, clock = systemClock }: TerminalOptions,
  ) {
    this.#droppedSentence = droppedSentence;
    this.isBasic = isBasic;
    this.#system = system;
    this.#clock = clock;
  }

  /** Whether both input and output are a terminal: neither is redirected. */
  get isInteractive(): boolean {
    return this.#system.stdin.isTTY === true && this.#system.isOutputTerminal;
  }

  /** Whether the output is a terminal, whatever the input is. */
  get isOutputTerminal(): boolean {
    return this.#system.isOutputTerminal;
  }

  /** Whether synchronized output may be requested. Consoles of Windows differ in its support. */
  get isSynchronized(): boolean {
    return !this.#system.isWindows && !this.isBasic;
  }

  /** Whether Ctrl+C is delivered as a key, also where the system sends SIGINT for it. */
  get takesInterrupts(): boolean {
    return this.#keyboard?.takesInterrupts ?? this.#isAskingSimply;
  }

  /** Aborts when nobody reads the output any more, as in `join | head -2`. */
  get outputGone(): AbortSignal {
    return this.#outputGone.signal;
  }

  /** The size of the window; 80 by 24 if the process has no window. */
  get size(): Size {
    try {
      const { columns, rows } = this.#system.windowSize();
      return columns > 0 && rows > 0 ? { columns, rows } : { columns: 80, rows: 24 };
    } catch {
      return { columns: 80, rows: 24 }; // Output is redirected, or the console has no window.
    }
  }

  /**
   * Writes a text and a newline, after a short delay: network output has priority.
   *
   * @param text The text, or what formats it, or several: not called while lines are dropped.
   * @param lines How many lines are dropped instead of calling it. @default {1}
   */
  print(text: string | (() => string | readonly string[]), lines = 1): void {
    if (typeof text === "string") this.#enqueue(`${text}\n`);
    else if (this.#droppedLines > 0) this.#droppedLines += lines;
    else this.#enqueue(`${[text()].flat().join("\n")}\n`);
    this.#writing ??= this.#writeAll(this.#printDelayMs);
  }

  /** Makes `print` write without delay from now on: the process may end at any moment. */
  printImmediately(): void {
    this.#printDelayMs = 0;
  }

  /** Writes a text as it is, without delay. */
  write(text: string): void {
    this.#enqueue(text);
    this.#writing ??= this.#writeAll();
  }

  #enqueue(text: string): void {
    if (this.#queuedCharacters + text.length > MAX_QUEUED_CHARACTERS) {
      this.#droppedLines += countLines(text);
      return;
    }
    this.#queue.push(ownCopy(text)); // Only its own characters are counted.
    this.#queuedCharacters += text.length;
  }

  /** Resolves when the whole queue is written. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /**
   * Resolves when the whole queue is written, or after a timeout: a screen that takes no output must
   * not keep the process from ending.
   *
   * @param maxMs The timeout.
   */
  async flushed(maxMs: number): Promise<void> {
    if (!this.#writing) return;
    const done = new AbortController();
    await Promise.race([this.idle(), this.#clock.sleep(maxMs, done.signal)]);
    done.abort();
  }

  /**
   * Yields the typed lines until the input ends. The last line needs no newline.
   *
   * @param onSkipped Called for each line of redirected input that is not UTF-8, which is skipped.
   * @throws {NotUtf8Error} At such a line, without `onSkipped`.
   */
  async *lines(onSkipped?: OnSkippedLine): AsyncGenerator<string> {
    const { stdin } = this.#system;
    const lines = new InputLines(stdin.isTTY !== true, onSkipped);
    for await (const chunk of stdin) yield* lines.receive(chunk);
    yield* lines.end();
  }

  /**
   * Shows a question and reads one line; `simple` without escape sequences. Always settles, also when
   * the terminal is closed.
   *
   * @param aside Has something to show meanwhile. @default {nobody has}
   * @returns The line, or the first 1000 characters of a longer one; undefined after Ctrl+C, Ctrl+D,
   * or at the end of the input.
   */
  async ask(
    question: string,
    { simple = false } = {},
    aside?: Aside,
  ): Promise<string | undefined> {
    await this.idle();
    this.#isAskingSimply = simple;
    const { line, isInRow } = await askLine(question, this.#system, simple, aside);
    this.#isAskingSimply = false;
    if (isInRow) this.write("\n");
    return line;
  }

  /**
   * Shows a question and reads one line of which nothing is shown.
   *
   * @returns The line; undefined after Ctrl+C, Ctrl+D, or at the end of the input.
   */
  async askSecret(question: string): Promise<string | undefined> {
    this.write(question);
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const secret = new Secret();
    const keys = (typed: Key[]) => {
      for (const key of typed) {
        const answer = secret.take(key);
        if (answer) return resolve(answer.type === "answer" ? answer.text : undefined);
      }
    };
    const ignored = () => {};
    this.listen({ keys, resized: ignored, resumed: ignored, ended: () => resolve(undefined) });
    const line = await promise;
    this.restore();
    this.write("\n");
    return line;
  }

  /** Takes the keyboard over and delivers every key, until `restore`. The terminal echoes none. */
  listen(listener: KeyListener): void {
    const options = { system: this.#system, clock: this.#clock, isBasic: this.isBasic };
    this.#keyboard = new Keyboard({ ...options, write: (text) => this.write(text) }, listener);
  }

  /** Requests a cursor position report (DSR 6). It arrives as a key of type `report`. */
  requestCursor(): void {
    this.write("\x1b[6n");
  }

  /** Restores the terminal synchronously. Does nothing if `listen` was not called. */
  restore(): void {
    this.#keyboard?.release();
    this.#keyboard = undefined;
  }

  async #writeAll(delayMs = 0): Promise<void> {
    // Batches everything that is written in this turn of the event loop.
    if (delayMs === 0) await this.#system.endOfTurn();
    else await this.#clock.sleep(delayMs);
    while (this.#queue.length > 0) {
      if (this.#droppedLines > 0) {
        this.#queue.push(`${this.#droppedSentence(this.#droppedLines)}\n`);
      }
      this.#droppedLines = 0;
      const text = this.#queue.join("");
      this.#queue = [];
      this.#queuedCharacters = 0;
      if (!await this.#writeBytes(encodeUtf8(text))) {
        this.#droppedLines += countLines(text);
        await this.#clock.sleep(RETRY_MS);
      }
    }
    this.#writing = undefined;
  }

  /**
   * Writes all bytes. False on an error, as when the disk is full or the pipe has no reader, and when
   * nothing is taken for a second.
   */
  async #writeBytes(bytes: Uint8Array): Promise<boolean> {
    let emptyWrites = 0;
    for (let done = 0; done < bytes.length;) {
      try {
        const count = await this.#system.write(bytes.subarray(done));
        done += count;
        emptyWrites = count > 0 ? 0 : emptyWrites + 1;
        if (emptyWrites === MAX_EMPTY_WRITES) return false;
        if (count === 0) await this.#clock.sleep(RETRY_MS);
      } catch (error) {
        // `WouldBlock`: a non-blocking pipe is full for now, so retry. Other errors drop the text: a
        // full disk does not end the conversation.
        if (error instanceof Deno.errors.BrokenPipe) this.#outputGone.abort();
        if (!(error instanceof Deno.errors.WouldBlock)) return false;
        await this.#clock.sleep(RETRY_MS);
      }
    }
    return true;
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines++;
  return lines;
}
