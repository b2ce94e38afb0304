/** A real browser, Chromium, as a process of its own with a new profile. */

import { assert } from "@std/assert";
import { statSync } from "node:fs";
import { join } from "node:path";
import { Changes } from "./changes.ts";
import { Clipboard } from "./clipboard.ts";
import { DevTools } from "./devtools.ts";
import { Page, type PageOptions } from "./page.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage", // A container's /dev/shm may be too small.
  "--remote-debugging-port=0",
];
const END_TIMEOUT_MS = 10_000;

/**
 * The path of a browser: the value of CHAT_TEST_BROWSER, or the first one in PATH. Undefined if
 * there is none; tests that need one say `ignore: BROWSER === undefined`.
 */
export const BROWSER: string | undefined = findBrowser();

/** Defines a test with a browser of its own. It is ignored where there is none. */
export function testInBrowser(
  name: string,
  run: (browser: Browser) => Promise<void>,
  { isPossible = true } = {},
): void {
  Deno.test(name, { ignore: BROWSER === undefined || !isPossible }, async () => {
    await using browser = await Browser.launch();
    await run(browser);
  });
}

/** Options of a browser. */
export interface BrowserOptions {
  /** The path of the program. @default {BROWSER} */
  path?: string;
  /** More flags for its command line, such as `--host-resolver-rules=…`. @default {[]} */
  flags?: string[];
}

/** A browser process, which ends with the test. */
export class Browser implements AsyncDisposable {
  /** What the process wrote to standard error. */
  err = "";
  /** The folder of its profile, removed at the end. */
  readonly folder: string;
  readonly #process: Deno.ChildProcess;
  readonly #reading: Promise<void>;
  readonly #changes = new Changes();
  #isReading = true;
  #devTools: DevTools | undefined;
  #clipboard: Clipboard | undefined;
  #closing: Promise<void> | undefined;

  private constructor(path: string, folder: string, flags: string[]) {
    this.folder = folder;
    this.#process = new Deno.Command(path, {
      args: [...FLAGS, `--user-data-dir=${folder}`, ...flags, "about:blank"],
      env: { TMPDIR: folder }, // Its other temporary files are removed with the profile.
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.#reading = this.#read();
  }

  /** Starts a browser, and waits until it can be driven. */
  static async launch({ path = BROWSER, flags = [] }: BrowserOptions = {}): Promise<Browser> {
    if (path === undefined) throw new Error("There is no browser: set CHAT_TEST_BROWSER to one");
    const folder = await Deno.makeTempDir({ prefix: "cb-" });
    let browser: Browser | undefined;
    try {
      browser = new Browser(path, folder, flags);
      browser.#devTools = await DevTools.connect(await browser.#address());
      browser.#clipboard = new Clipboard(browser.#devTools);
      return browser;
    } catch (error) {
      if (browser === undefined) await Deno.remove(folder, { recursive: true });
      await browser?.close();
      throw error;
    }
  }

  /** Opens a page with nothing in it. */
  async newPage(options: PageOptions = {}): Promise<Page> {
    return await Page.open(this.#devTools!, this.#clipboard!, options);
  }

  /** Ends the process, and removes its profile. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#end());
  }

  /** Ends the process, and removes its profile. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #address(): Promise<string> {
    const address = () => /DevTools listening on (ws:\S+)\s/.exec(this.err)?.[1];
    await this.#changes.until(
      () => address() !== undefined || !this.#isReading,
      () => `the address of the browser, got ${JSON.stringify(this.err)}`,
    );
    assert(address() !== undefined, `The browser has ended: ${this.err}`);
    return address()!;
  }

  async #end(): Promise<void> {
    const timer = setTimeout(() => this.#kill(), END_TIMEOUT_MS);
    try {
      if (this.#devTools === undefined) this.#kill();
      else await this.#devTools.browser.call("Browser.close").catch(() => this.#kill());
      await this.#process.status;
      await this.#reading; // Its children hold standard error open until they have ended.
      await this.#devTools?.closed;
    } finally {
      clearTimeout(timer);
    }
    await Deno.remove(this.folder, { recursive: true });
  }

  #kill(): void {
    try {
      this.#process.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#process.stderr) {
      this.err += decoder.decode(bytes, { stream: true });
      this.#changes.notify();
    }
    this.#isReading = false;
    this.#changes.notify();
  }
}

function findBrowser(): string | undefined {
  const chosen = Deno.env.get("CHAT_TEST_BROWSER");
  if (chosen !== undefined) return chosen || undefined;
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
