/**
 * Line requests of a prompt: who waits for the next line, and the lines that were submitted before
 * anybody did. Each line is parsed once, when it is taken.
 */

import type { Parse } from "./ui.ts";

/** What happens to queued lines that are taken and cannot be parsed. */
export type OnRejected = (complaint: string, lines: string[]) => void;

interface Request {
  label: string;
  isQuestion: boolean;
  /** Parses a line, or undefined at the end of the input; the complaint when it is not taken. */
  take: (line: string | undefined) => string | undefined;
}

/** The lines of one prompt. */
export class LineRequests {
  readonly #onRejected: OnRejected;
  #request?: Request | undefined;
  #queue: string[] = [];
  #hasEnded = false;

  /**
   * Begins with no request.
   *
   * @param onRejected Called with a queued line that cannot be parsed, and all lines after it.
   */
  constructor(onRejected: OnRejected) {
    this.#onRejected = onRejected;
  }

  /** What the prompt begins with; undefined when no line is requested. */
  get label(): string | undefined {
    return this.#request?.label;
  }

  /** Whether the next line answers a question. */
  get isQuestion(): boolean {
    return this.#request?.isQuestion ?? false;
  }

  /**
   * Requests the next line.
   *
   * @param label What the prompt begins with.
   * @param isQuestion Whether it answers a question.
   * @returns The line, parsed; undefined when there will be none.
   */
  request<T>(label: string, isQuestion: boolean, parse: Parse<T>): Promise<T | undefined> {
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const take = (line: string | undefined) => {
      if (line === undefined) resolve(undefined);
      else {
        const parsed = parse(line);
        if ("complaint" in parsed) return parsed.complaint;
        resolve(parsed.value);
      }
      this.#request = undefined;
      return undefined;
    };
    this.#request = { label, isQuestion, take };
    this.#takeQueued();
    return promise;
  }

  /**
   * Submits a line: it is taken at once, or queued while no line is requested.
   *
   * @returns What is wrong with the line, which is not taken then.
   */
  submit(line: string): string | undefined {
    if (this.#request) return this.#request.take(line);
    this.#queue.push(line);
    return undefined;
  }

  /** Takes back the queued lines. */
  takeBack(): string[] {
    return this.#queue.splice(0);
  }

  /** There will be no more lines after the queued ones. */
  end(): void {
    this.#hasEnded = true;
    this.#takeQueued();
  }

  #takeQueued(): void {
    while (this.#request && (this.#queue.length > 0 || this.#hasEnded)) {
      const line = this.#queue.shift();
      const complaint = this.#request.take(line);
      if (complaint !== undefined) this.#onRejected(complaint, [line!, ...this.takeBack()]);
    }
  }
}
