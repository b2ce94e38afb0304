/** A real client in this process, with redirected input and output. */

import { join, type JoinOptions, type JoinOutcome } from "../../client.ts";
import { joinOptions } from "./join_options.ts";
import { Changes } from "./changes.ts";

/** How a client joins. */
export type TestClientOptions = Partial<JoinOptions> & {
  /** Whether its input and output are a terminal. @default {false} */
  isInteractive?: boolean;
  /** What the person answers unseen, one after the other. @default {nothing} */
  secrets?: string[];
};

/** A client that runs until it is disposed. */
export class TestClient implements AsyncDisposable {
  /** Everything it printed. */
  shown = "";
  /** Resolves when the client ends. */
  readonly outcome: Promise<JoinOutcome>;
  readonly #stop = new AbortController();
  readonly #outputGone = new AbortController();
  readonly #typed: string[] = [];
  #hasEnded = false;
  readonly #changes = new Changes();

  /** Starts a client. Other options have default values; the input is not a terminal. */
  constructor(port: number, options: TestClientOptions = {}) {
    const { isInteractive = false, secrets = [], ...rest } = options;
    const terminal = {
      isInteractive,
      write: (text: string) => {
        this.shown += text;
        this.#changes.notify();
      },
      lines: () => this.#lines(),
      askSecret: (question: string) => {
        this.shown += question;
        this.#changes.notify();
        return Promise.resolve(secrets.shift());
      },
      size: { columns: 80, rows: 24 },
      idle: () => Promise.resolve(),
      flushed: () => Promise.resolve(),
      listen: () => {},
      isSynchronized: true,
      isBasic: false,
      requestCursor: () => {},
      restore: () => {},
      outputGone: this.#outputGone.signal,
    };
    this.outcome = join(joinOptions(port, rest), terminal, this.#stop.signal);
  }

  /** Types a line. */
  type(line: string): void {
    this.#typed.push(line);
    this.#changes.notify();
  }

  /** Nobody reads its output any more. */
  closeOutput(): void {
    this.#outputGone.abort();
  }

  /** Ends the input, as Ctrl+D does. */
  endInput(): void {
    this.#hasEnded = true;
    this.#changes.notify();
  }

  /** Interrupts it, as Ctrl+C does. */
  interrupt(): void {
    this.#stop.abort();
  }

  /** Waits until it has printed a text. */
  async shows(text: string): Promise<void> {
    await this.#changes.until(
      () => this.shown.includes(text),
      () => `“${text}”, the client shows ${JSON.stringify(this.shown)}`,
    );
  }

  /** Interrupts it, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.interrupt();
    await this.outcome;
  }

  async *#lines(): AsyncGenerator<string> {
    for (;;) {
      const line = this.#typed.shift();
      if (line !== undefined) yield line;
      else if (this.#hasEnded) return;
      else await this.#changes.next;
    }
  }
}
