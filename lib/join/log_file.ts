/**
 * The file that a conversation is appended to as text. It is opened while the program may still open
 * files; then it needs no right. What was appended is written at once and forced to the disk, so that
 * a crash loses at most what was said in the last second. [edge]
 */

import { encodeUtf8 } from "../bytes.ts";
import { type Clock, systemClock } from "../clock.ts";
import { systemErrorNumber } from "../errors.ts";
import type { ConversationLog } from "./logged_ui.ts";

/** How much text may wait for a disk that takes none. */
const MAX_QUEUED_CHARACTERS = 8 * 1024 * 1024;
/** How long the end waits for the disk. */
const CLOSE_TIMEOUT_MS = 1_000;

/** What a log needs of an open file. */
export type AppendOnlyFile = Pick<Deno.FsFile, "write" | "syncData" | "close">;

/** An open file. */
export class LogFile implements ConversationLog, AsyncDisposable {
  /** Called when text was lost, once until text is written again. */
  onFailure: () => void = () => {};
  readonly #file: AppendOnlyFile;
  #queue: string[] = [];
  #queuedCharacters = 0;
  #hasFailed = false;
  #writing?: Promise<void> | undefined;

  /**
   * Appends to an open file.
   *
   * @param file The file, which this closes.
   */
  constructor(file: AppendOnlyFile) {
    this.#file = file;
  }

  /**
   * Opens a file, or creates one that only this user may read.
   *
   * @returns Undefined when the system does not open it.
   */
  static tryOpen(path: string): LogFile | undefined {
    try {
      return new LogFile(Deno.openSync(path, { append: true, create: true, mode: 0o600 }));
    } catch (error) {
      if (isSystemError(error)) return undefined;
      throw error;
    }
  }

  append(text: string): void {
    if (this.#queuedCharacters + text.length > MAX_QUEUED_CHARACTERS) return this.#fail();
    this.#queue.push(text);
    this.#queuedCharacters += text.length;
    this.#writing ??= this.#writeAll();
  }

  /** Closes the file when everything is written, or after a second. */
  async close(clock: Pick<Clock, "sleep">): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.#writing, clock.sleep(CLOSE_TIMEOUT_MS, done.signal)]);
    done.abort();
    this.#file.close();
  }

  /** Closes the file as `close` does. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close(systemClock);
  }

  async #writeAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const bytes = encodeUtf8(this.#queue.join(""));
      this.#queue = [];
      this.#queuedCharacters = 0;
      try {
        for (let done = 0; done < bytes.length;) {
          done += await this.#file.write(bytes.subarray(done));
        }
        this.#hasFailed = false;
      } catch {
        this.#fail(); // The disk is full, or gone: the conversation goes on.
      }
      await this.#file.syncData().catch(() => {}); // Some network drives cannot.
    }
    this.#writing = undefined;
  }

  #fail(): void {
    if (!this.#hasFailed) this.onFailure();
    this.#hasFailed = true;
  }
}

/** Whether an error is one of the system. Those without a class of their own have a code or a number. */
function isSystemError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (systemErrorNumber(error) !== undefined) return true;
  return "code" in error || Object.values(Deno.errors).some((kind) => error instanceof kind);
}
