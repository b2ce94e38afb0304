/** A real server in this process, on a free port; the test is its operator. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { formatted, type Printed } from "../../lib/operator/console.ts";
import { LineConsole } from "../../lib/operator/line_console.ts";
import type { Room } from "../../lib/serve/room.ts";
import { makeCertificate } from "../../lib/tls/certificate.ts";
import { serve, type ServeOptions, type ServeOutcome } from "../../server.ts";
import { Changes } from "./changes.ts";

/** The certificate of every server of a test file. */
export const CERTIFICATE = await makeCertificate(["127.0.0.1", "::1"], Date.now());

/** A server that runs until it is disposed. */
export class TestServer implements AsyncDisposable {
  /** The lines of the console. */
  readonly console: string[] = [];
  /** Resolves when the server ends. */
  readonly outcome: Promise<ServeOutcome>;
  #room?: Room;
  readonly #stop = new AbortController();
  readonly #typed: string[] = [];
  readonly #changes = new Changes();

  /** Starts a server. Other options have default values. */
  constructor(options: Partial<ServeOptions> | { certificate: undefined } = {}) {
    const terminal = {
      print: (text: Printed) => {
        this.console.push(...formatted(text).flatMap((one) => one.split("\n")));
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
      maxPerAddress: 0,
      recent: 20,
      graceMs: 30_000,
      texts: textsOf("pt-BR"),
      invitation: () => ({ greeting: () => [], again: () => "" }),
      hints: [],
      certificate: CERTIFICATE,
    };
    const openConsole = (room: Room) => {
      this.#room = room;
      return new LineConsole(terminal, textsOf("pt-BR"));
    };
    this.outcome = serve({ ...defaults, ...options }, openConsole, this.#stop.signal);
  }

  /** The room. */
  get room(): Room {
    return this.#room!;
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

  /** Stops the server, as Ctrl+C does. */
  async stop(): Promise<ServeOutcome> {
    this.#stop.abort();
    this.#changes.notify();
    return await this.outcome;
  }

  /** Stops the server. */
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
