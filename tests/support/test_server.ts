/** A real server in this process, on a free port, with an operator who is the test. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { serve, type ServeOptions, type ServeOutcome } from "../../server.ts";
import { Changes } from "./changes.ts";

/** A server that runs until it is disposed of. */
export class TestServer implements AsyncDisposable {
  /** What the console shows, line by line. */
  readonly console: string[] = [];
  /** Resolves when it is over. */
  readonly outcome: Promise<ServeOutcome>;
  readonly #stop = new AbortController();
  readonly #typed: string[] = [];
  readonly #changes = new Changes();

  /** Starts one; everything that is not said is as it is by default. */
  constructor(options: Partial<ServeOptions> = {}) {
    const terminal = {
      print: (text: string) => {
        this.console.push(...text.split("\n"));
        this.#changes.notify();
      },
      lines: () => this.#lines(),
    };
    const defaults: ServeOptions = {
      host: "127.0.0.1",
      port: 0,
      hidePrivate: false,
      maxPeople: 1024,
      rate: 0,
      recent: 20,
      graceMs: 30_000,
      texts: textsOf("pt-BR"),
      joinHints: () => [],
    };
    this.outcome = serve({ ...defaults, ...options }, terminal, this.#stop.signal);
  }

  /** The port it listens on. */
  get port(): number {
    return Number(/:(\d+) /.exec(this.console[0]!)![1]);
  }

  /** Types a line at the server's console. */
  type(line: string): void {
    this.#typed.push(line);
    this.#changes.notify();
  }

  /** Waits for a line on the console. */
  async shows(line: string | RegExp): Promise<void> {
    const matches = (one: string) => typeof line === "string" ? one === line : line.test(one);
    await this.#changes.until(
      () => this.console.some(matches),
      () => `${line}, the console shows ${this.console.join("\n")}`,
    );
  }

  /** Stops it as Ctrl+C does. */
  async stop(): Promise<ServeOutcome> {
    this.#stop.abort();
    this.#changes.notify();
    return await this.outcome;
  }

  /** Stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async *#lines(): AsyncGenerator<string> {
    while (!this.#stop.signal.aborted) {
      const line = this.#typed.shift();
      if (line === undefined) await this.#changes.next;
      else yield line;
    }
  }
}
