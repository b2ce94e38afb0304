/**
 * A copy of the project in a temporary folder, in which tests are run while a file of it is changed.
 * Every run is bounded in time, memory and the size of a file, and leaves no process behind.
 */

/** What is not copied: what git or a tool made. */
const LEFT_OUT = [".git", "node_modules", "coverage", "dist"];

/**
 * What a test process may use, in KiB of data and in blocks of 512 bytes in one file: 4 GiB and
 * 1 GiB. The limit is on data, for V8 reserves 48 GiB of addresses (`ulimit -v`) at its start.
 */
const LIMITS = "ulimit -d 4194304 2>/dev/null; ulimit -f 2097152 2>/dev/null; ";

/** The bound of the JavaScript heap, in MiB. */
const HEAP_FLAG = "--v8-flags=--max-old-space-size=2048";

/** How much of a run's output is kept, in UTF-16 units: the end has the failures. */
const KEPT_OUTPUT = 50_000;

/** How a run of tests ended. */
export interface Outcome {
  type: "passed" | "failed" | "timed-out";
  /** How long it took. */
  ms: number;
  /** The end of what was printed. */
  output: string;
}

/** What a run is told. */
export interface RunOptions {
  /** After this the processes are killed. */
  timeoutMs: number;
  /** Kills the processes; the run then throws the signal's reason. */
  signal?: AbortSignal;
}

/** A copy of a project; removed when disposed of. */
export class Copy implements AsyncDisposable {
  readonly #folder: string;
  readonly #testCommand: string[];

  private constructor(folder: string, testCommand: string[]) {
    this.#folder = folder;
    this.#testCommand = testCommand;
  }

  /**
   * Copies a project.
   *
   * @param testCommand The arguments of `deno` that run tests; file names are added.
   */
  static async make(root: string, testCommand: string[]): Promise<Copy> {
    const folder = await Deno.makeTempDir({ prefix: "mutants-" });
    await Deno.mkdir(`${folder}/tmp`);
    for await (const path of filesBelow(root)) {
      const to = `${folder}/project/${path}`;
      await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
      await Deno.copyFile(`${root}/${path}`, to);
    }
    return new Copy(folder, testCommand);
  }

  /** Replaces a file's text. */
  async write(path: string, text: string): Promise<void> {
    await Deno.writeTextFile(`${this.#folder}/project/${path}`, text);
  }

  /** Runs test files one after another, in this order, until the first failure. */
  async run(tests: string[], { timeoutMs, signal }: RunOptions): Promise<Outcome> {
    signal?.throwIfAborted();
    const args = [...this.#testCommand, "--no-check", "--fail-fast", HEAP_FLAG, ...tests];
    const isWindows = Deno.build.os === "windows";
    // When this runs in a measured test, the coverage of a copy would be of files that are gone.
    const { DENO_COVERAGE_DIR: _, ...env } = Deno.env.toObject();
    const began = performance.now();
    const child = new Deno.Command(isWindows ? Deno.execPath() : "sh", {
      args: isWindows ? args : ["-c", `${LIMITS}exec "$@"`, "sh", Deno.execPath(), ...args],
      cwd: `${this.#folder}/project`,
      clearEnv: true,
      env: { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", TMPDIR: `${this.#folder}/tmp` },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
    const readings = [new TailReader(child.stdout), new TailReader(child.stderr)];
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      killGroup(child.pid);
    }, timeoutMs);
    const abort = () => killGroup(child.pid);
    signal?.addEventListener("abort", abort);
    const { success } = await child.status;
    const ms = performance.now() - began;
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    // Processes that a failed test left behind.
    killGroup(child.pid);
    const output = (await Promise.all(readings.map((reading) => reading.finish()))).join("\n");
    signal?.throwIfAborted();
    return { type: success ? "passed" : isLate ? "timed-out" : "failed", ms, output };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** Every file of a project, by its path from the project's folder. */
export async function* filesBelow(root: string, folder = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory, isFile } of Deno.readDir(`${root}/${folder}`)) {
    if (LEFT_OUT.includes(name)) continue;
    if (isDirectory) yield* filesBelow(root, `${folder}${name}/`);
    else if (isFile) yield `${folder}${name}`;
  }
}

/** Reads a stream to its end, and keeps the end of it. */
class TailReader {
  #tail = "";
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    this.#done = this.#read();
  }

  /** What was read; does not wait long for processes that outlive the one that was started. */
  async finish(): Promise<string> {
    const timer = setTimeout(() => this.#reader.cancel(), 2000);
    await this.#done;
    clearTimeout(timer);
    return this.#tail;
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return;
      this.#tail = (this.#tail + value).slice(-KEPT_OUTPUT);
    }
  }
}

/** Kills a process that was started `detached`, and all that it started. */
function killGroup(pid: number): void {
  try {
    Deno.kill(Deno.build.os === "windows" ? pid : -pid, "SIGKILL");
  } catch (error) {
    // They have ended: a group is not found; on Windows the one process has no handle any more.
    if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
  }
}
