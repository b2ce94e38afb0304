/** A program at a pseudo-terminal, with a terminal emulator for its output. */

import xterm from "npm:@xterm/headless@5.5.0";
import { Changes } from "./changes.ts";

const ROOT = new URL("../..", import.meta.url);

/** Defines a test at a pseudo-terminal. Needs `script` of Linux. */
export function testAtTerminal(name: string, run: () => Promise<void>): void {
  if (Deno.build.os === "linux") Deno.test(name, run);
}

/** Options of a terminal. */
export interface PtyOptions {
  columns?: number;
  rows?: number;
  env?: Record<string, string>;
}

/** A terminal that runs one command. */
export class Pty implements AsyncDisposable {
  /** The raw output of the command. */
  raw = "";
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #process: Deno.ChildProcess;
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reading: Promise<void>;
  readonly #changes = new Changes();
  #device = "";
  #resizing = Promise.resolve();

  /** Runs a shell command in a terminal of 80 by 24. */
  constructor(command: string, { columns = 80, rows = 24, env = {} }: PtyOptions = {}) {
    this.#screen = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 20_000,
      allowProposedApi: true,
    });
    // Sets the size before the command starts; `tty` prints the device for `resize()`.
    const shell = `tty; stty cols ${columns} rows ${rows}; ${command}; echo "code $?"; stty -a`;
    this.#process = new Deno.Command("script", {
      args: ["--quiet", "--flush", "--command", shell, "/dev/null"],
      cwd: ROOT,
      env: { TERM: "xterm-256color", NO_COLOR: "", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#keyboard = this.#process.stdin.getWriter();
    this.#screen.onData((answer: string) => this.type(answer)); // Replies to queries of the command.
    this.#reading = this.#read();
  }

  /** The rows of the screen, without the blank ones at its end. */
  get rows(): string[] {
    const { baseY } = this.#screen.buffer.active;
    return this.#lines(baseY, baseY + this.#screen.rows);
  }

  /** All rows, with the scrollback. */
  get all(): string[] {
    return this.#lines(0, this.#screen.buffer.active.length);
  }

  /** The cursor position on the screen. */
  get cursor(): { x: number; y: number } {
    const { cursorX: x, cursorY: y } = this.#screen.buffer.active;
    return { x, y };
  }

  /** Sends key input. */
  async type(keys: string): Promise<void> {
    await this.#keyboard.write(new TextEncoder().encode(keys));
  }

  /** Waits until a condition on the rows is true. */
  async until(isTrue: (rows: string[]) => boolean, what: string): Promise<void> {
    await this.#changes.until(
      () => isTrue(this.rows),
      () => `${what}, on screen:\n${this.rows.join("\n")}`,
    );
  }

  /** Waits until a row contains this text. */
  async shows(text: string): Promise<void> {
    await this.until((rows) => rows.some((row) => row.includes(text)), `“${text}”`);
  }

  /** Resizes the window. */
  async resize(columns: number, rows: number): Promise<void> {
    // Output written meanwhile is held until the emulator has the new size.
    const resized = Promise.withResolvers<void>();
    this.#resizing = resized.promise;
    await new Deno.Command("stty", {
      args: ["-F", this.#device, "cols", `${columns}`, "rows", `${rows}`],
    }).output();
    this.#screen.resize(columns, rows);
    resized.resolve();
  }

  /** Waits for the command to end; returns its exit code, and whether it restored the terminal. */
  async ends(): Promise<{ code: number; isRestored: boolean }> {
    await this.#reading;
    const [, code] = /code (\d+)\s/.exec(this.raw)!;
    const settings = this.raw.slice(this.raw.lastIndexOf("code "));
    const isCooked = / icanon/.test(settings) && / echo /.test(settings);
    const isOff = (mode: number) =>
      this.raw.lastIndexOf(`\x1b[?${mode}l`) >= this.raw.lastIndexOf(`\x1b[?${mode}h`);
    const isUnmarked = isOff(2004) && isOff(1004);
    const isVisible = this.raw.lastIndexOf("\x1b[?25h") >= this.raw.lastIndexOf("\x1b[?25l");
    return { code: Number(code), isRestored: isCooked && isUnmarked && isVisible };
  }

  /** Closes the terminal, as the X of a window does: the command goes on if nothing tells it. */
  async close(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.status;
  }

  /** Kills the command. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
    await this.#process.status;
    await this.#reading;
    await this.#keyboard.close().catch(() => {}); // Its reader is gone.
    this.#screen.dispose();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#process.stdout) {
      let text = decoder.decode(bytes, { stream: true });
      this.raw += text;
      if (this.#device === "") {
        // The first line is the device, not the command's output.
        const [, device, rest = ""] = /^(\/\S+)\r\n([^]*)$/.exec(this.raw) ?? [];
        if (device === undefined) continue;
        this.#device = device;
        this.raw = text = rest;
      }
      await this.#resizing;
      await new Promise<void>((resolve) => this.#screen.write(text, resolve));
      this.#changes.notify();
    }
    this.#changes.notify();
  }

  #lines(from: number, to: number): string[] {
    const lines: string[] = [];
    for (let y = from; y < to; y++) {
      lines.push(this.#screen.buffer.active.getLine(y)?.translateToString(true) ?? "");
    }
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }
}
