/** The machines of a schedule: chat servers and nodes of NATS, which crash, are stopped, and freeze. */

import type { TestNats } from "../support/nats.ts";
import type { ChatServer } from "./chat_server.ts";

/** What can happen to a machine. */
export type Fault = "kill" | "stop" | "freeze";

/** What happened, line by line, to be read by a person. */
export type Trace = (what: string) => void;

/** What a machine does. */
interface Control {
  /** Its name. */
  name: string;
  /** Sends a signal. Resolves when a signal that ends it has ended it. */
  signal(signal: Deno.Signal): Promise<void>;
  /** Starts it again. Does not wait until it can be used. */
  start(): void;
}

/** One machine, which is there, is not, or is frozen. */
export class Machine {
  readonly #control: Control;
  readonly #trace: Trace;
  #fault?: Fault | undefined;
  #recoversAt = 0;

  private constructor(control: Control, trace: Trace) {
    this.#control = control;
    this.#trace = trace;
  }

  /** A node of NATS. */
  static ofNode(nats: TestNats, at: number, trace: Trace): Machine {
    const signal = (signal: Deno.Signal) => nats.signal(at, signal);
    return new Machine({ name: `node ${at}`, signal, start: () => nats.run(at) }, trace);
  }

  /** A chat server. */
  static ofServer(server: ChatServer, at: number, trace: Trace): Machine {
    const signal = (signal: Deno.Signal) => server.signal(signal);
    return new Machine({ name: `server ${at}`, signal, start: () => server.start() }, trace);
  }

  /** Whether nothing is wrong with it. */
  get isUp(): boolean {
    return this.#fault === undefined;
  }

  /**
   * Something happens to it.
   *
   * @param signal By which it is stopped.
   * @param forMs How long it lasts until `recoverIfDue` does something.
   */
  async suffer(fault: Fault, signal: "SIGTERM" | "SIGINT", forMs: number): Promise<void> {
    const { name } = this.#control;
    this.#trace(`${name}: ${fault} for ${Math.round(forMs)} ms`);
    this.#fault = fault;
    const signals = { kill: "SIGKILL", stop: signal, freeze: "SIGSTOP" } as const;
    await this.#control.signal(signals[fault]);
    this.#recoversAt = performance.now() + forMs;
  }

  /** Recovers when the time has come. */
  async recoverIfDue(): Promise<void> {
    if (performance.now() >= this.#recoversAt) await this.recover();
  }

  /** Is there again. */
  async recover(): Promise<void> {
    if (this.#fault === undefined) return;
    this.#trace(`${this.#control.name}: recovers from ${this.#fault}`);
    if (this.#fault === "freeze") await this.#control.signal("SIGCONT");
    else this.#control.start();
    this.#fault = undefined;
  }
}
