/** The signals that end the program, Ctrl+C the first of them, as what they stop. [edge] */

/** The terminal, as far as it decides what a signal does. */
export interface InterruptedTerminal {
  /** Whether Ctrl+C is delivered as a key. */
  readonly takesInterrupts: boolean;
  /** Makes every output appear without delay from now on. */
  printImmediately(): void;
}

/** Stops what runs at the first signal. The second, or one while nothing runs, ends the program. */
export class StopSignals {
  readonly #terminal: InterruptedTerminal;
  #running?: AbortController | undefined;
  #isListening = false;

  /**
   * Listens to nothing until `start`: the system ends the program.
   *
   * @param terminal The terminal.
   */
  constructor(terminal: InterruptedTerminal) {
    this.#terminal = terminal;
  }

  /** The signal that stops what runs from now on. */
  start(): AbortSignal {
    this.#running = new AbortController();
    if (!this.#isListening) this.#listen();
    this.#isListening = true;
    return this.#running.signal;
  }

  /** Nothing runs: a terminal that is closed now ends the program. */
  finish(): void {
    this.#running = undefined;
  }

  #listen(): void {
    Deno.addSignalListener("SIGINT", () => this.#terminal.takesInterrupts || this.#onSignal());
    // Windows ends a program at these by itself, and lets nobody listen to them.
    const others = ["SIGTERM", "SIGHUP", "SIGQUIT"] as const;
    if (Deno.build.os === "windows") return;
    for (const signal of others) Deno.addSignalListener(signal, () => this.#onSignal());
  }

  #onSignal(): void {
    if (!this.#running || this.#running.signal.aborted) Deno.exit(130);
    this.#terminal.printImmediately(); // npx passes one Ctrl+C on as two.
    this.#running.abort();
  }
}
