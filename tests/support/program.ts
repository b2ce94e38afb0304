/** The program in its own process: a task of `deno.json`, or a compiled executable. */

import config from "../../deno.json" with { type: "json" };
import { Changes } from "./changes.ts";

/** The project folder. */
export const ROOT = new URL("../..", import.meta.url);

type TaskName = "serve" | "join" | "find" | "doctor";

/** A compiled program, and its working folder. */
export interface Executable {
  file: string;
  folder: string;
}

/** A task that is run under conditions. */
export interface LimitedTask {
  task: TaskName;
  descriptors?: number;
  namespace?: string;
}

/** A process of the program; tests can wait for its output. */
export class Program implements AsyncDisposable {
  out = "";
  err = "";
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reading: Promise<void[]>;
  readonly #changes = new Changes();

  /**
   * Starts it.
   *
   * @param what A task, optionally with a limit of file descriptors or on another machine, by its
   *   namespace; or an executable.
   */
  constructor(
    what: TaskName | LimitedTask | Executable,
    ...args: string[]
  ) {
    const [program, words] = commandOf(what);
    const command = new Deno.Command(program, {
      args: [...words, ...args],
      cwd: typeof what === "object" && "folder" in what ? what.folder : ROOT,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    });
    this.#process = command.spawn();
    this.#input = this.#process.stdin.getWriter();
    this.#reading = Promise.all([
      this.#read(this.#process.stdout, (text) => this.out += text),
      this.#read(this.#process.stderr, (text) => this.err += text),
    ]);
  }

  /** Waits until the server listens; returns its port. */
  async port(): Promise<number> {
    await this.shows(" está aguardando conexões...\n");
    return Number(/:(\d+) está/.exec(this.out)![1]);
  }

  /** Types a text, or bytes in any encoding. */
  async type(text: string | Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#input.write(typeof text === "string" ? new TextEncoder().encode(text) : text);
  }

  /** Kills the process, as a crash does. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ends();
  }

  /** Sends a signal: SIGSTOP and SIGCONT, as a frozen machine. */
  signal(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Sends SIGINT; on Windows types `/sair` instead. */
  async interrupt(): Promise<void> {
    if (Deno.build.os === "windows") await this.type("/sair\n");
    else this.#process.kill("SIGINT");
  }

  /** Waits for the process to end; returns the exit code. */
  async ends(): Promise<number> {
    const { code } = await this.#process.status;
    await this.#reading;
    await this.#input.close().catch(() => {}); // Its reader may be gone.
    return code;
  }

  async shows(text: string): Promise<void> {
    await this.#changes.until(
      () => this.out.includes(text),
      () => `“${text}”, got ${JSON.stringify(this.out + this.err)}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
    await this.ends();
  }

  async #read(stream: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream() as never)) {
      take(text as unknown as string);
      this.#changes.notify();
    }
  }
}

/** The command that starts it. */
function commandOf(
  what: TaskName | LimitedTask | Executable,
): [program: string, text: string[]] {
  if (typeof what === "object" && "file" in what) return [what.file, []];
  const { task, descriptors, namespace } = typeof what === "string" ? { task: what } : what;
  // The command of the task, so that its permissions are tested too.
  const [, ...words] = config.tasks[task].command.split(" ");
  if (namespace !== undefined) {
    return ["ip", ["netns", "exec", namespace, Deno.execPath(), ...words]];
  }
  if (descriptors === undefined) return [Deno.execPath(), words];
  const limit = `ulimit -n ${descriptors}; exec "$@"`;
  return ["sh", ["-c", limit, "sh", Deno.execPath(), ...words]];
}
