/** A page of a real browser: what a person does to it, and what is in it. */

import { assert } from "@std/assert";
import { graphemes } from "../../lib/graphemes.ts";
import { type AccessibleNode, readAccessibilityTree } from "./accessibility_tree.ts";
import { findViolations } from "./axe.ts";
import { Changes } from "./changes.ts";
import type { Clipboard } from "./clipboard.ts";
import type { DevTools, Session } from "./devtools.ts";
import { characterKey, type Keystroke, parseKey } from "./keystrokes.ts";
import {
  emulatePreferences,
  emulateViewport,
  type Preferences,
  type Viewport,
} from "./page_emulation.ts";
import { collectErrors } from "./page_errors.ts";
import { evaluateIn, EvaluationError } from "./page_evaluate.ts";
import { type Middle, middleExpression, type Point } from "./page_point.ts";

const TIMEOUT_MS = 10_000;
const POLL_MS = 20;

/** Options of a page. */
export interface PageOptions extends Viewport, Preferences {
  /** Whether other pages have other cookies and another storage. @default {true} */
  isolated?: boolean;
}

/** A page, in a window of its own. */
export class Page implements AsyncDisposable {
  /** Console errors, uncaught exceptions, failed requests and CSP violations, since it opened. */
  readonly errors: string[] = [];
  /** The texts of dialogs, such as `alert()`; all were accepted. */
  readonly dialogs: string[] = [];
  /** The DevTools session, for what has no method here. */
  readonly session: Session;
  readonly #clipboard: Clipboard;
  readonly #close: () => Promise<void>;
  /** The documents that have loaded, by their loaders. */
  readonly #loaded: string[] = [];
  readonly #changes = new Changes();
  #closing: Promise<void> | undefined;

  private constructor(session: Session, clipboard: Clipboard, close: () => Promise<void>) {
    this.session = session;
    this.#clipboard = clipboard;
    this.#close = close;
    collectErrors(session, this.errors);
    session.on("Page.javascriptDialogOpening", ({ message }) => {
      this.dialogs.push(message as string);
      session.call("Page.handleJavaScriptDialog", { accept: true }).catch(() => {}); // Closed.
    });
  }

  /** Opens an empty page; `Browser.newPage()` calls it. */
  static async open(
    devTools: DevTools,
    clipboard: Clipboard,
    { isolated = true, ...options }: PageOptions,
  ): Promise<Page> {
    const { browser } = devTools;
    const context = isolated ? await browser.call("Target.createBrowserContext") : {};
    const { targetId } = await browser.call<{ targetId: string }>(
      "Target.createTarget",
      { url: "about:blank", newWindow: true, ...context },
    );
    const session = await devTools.attach(targetId);
    const page = new Page(session, clipboard, async () => {
      await browser.call("Target.closeTarget", { targetId });
      if (isolated) await browser.call("Target.disposeBrowserContext", context);
    });
    session.on("Page.lifecycleEvent", ({ frameId, name, loaderId }) => {
      if (frameId !== targetId || name !== "load") return;
      page.#loaded.push(loaderId as string);
      page.#changes.notify();
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) {
      await session.call(`${domain}.enable`);
    }
    await session.call("Page.setLifecycleEventsEnabled", { enabled: true });
    await session.call("Emulation.setFocusEmulationEnabled", { enabled: true });
    const { userAgent } = await browser.call<{ userAgent: string }>("Browser.getVersion");
    await emulatePreferences(session, userAgent, options);
    await page.setViewport(options);
    return page;
  }

  /** Opens an address, and waits until it has loaded and its first frame is drawn. */
  async goto(url: string): Promise<void> {
    const { loaderId, errorText } = await this.session.call("Page.navigate", { url });
    if (errorText !== undefined) throw new Error(`Cannot open "${url}": ${errorText}`);
    if (loaderId === undefined) return; // Only the part after `#` is another.
    await this.#load(() => this.#loaded.includes(loaderId as string), url);
  }

  /** Loads the page again, and waits until it has loaded and its first frame is drawn. */
  async reload(): Promise<void> {
    const { length } = this.#loaded;
    await this.session.call("Page.reload");
    await this.#load(() => this.#loaded.length > length, "the page again");
  }

  /**
   * Evaluates an expression in the page, and waits for its promise.
   *
   * @returns Its value, as JSON carries it.
   * @throws {Error} With the text of the exception, if it throws or rejects.
   */
  async evaluate<T = unknown>(expression: string): Promise<T> {
    return await evaluateIn<T>(this.session, expression);
  }

  /**
   * Waits until an expression is true in the page. While it throws, it is not true.
   *
   * @param what The expectation, for the message. @default {expression}
   * @param timeoutMs The timeout in ms. @default {10_000}
   */
  async waitFor(expression: string, what = expression, timeoutMs = TIMEOUT_MS): Promise<void> {
    const isTrue = `(async () => Boolean(await (${expression})))()`;
    await this.#poll(isTrue, (value) => value === true, () => what, timeoutMs);
  }

  /** Types a text where the focus is; a newline presses Enter. */
  async type(text: string): Promise<void> {
    for (const grapheme of graphemes(text)) {
      const keystroke = grapheme === "\n" ? parseKey("Enter").keystroke : characterKey(grapheme);
      // Emoji come from no key of a keyboard.
      if (keystroke === undefined) await this.session.call("Input.insertText", { text: grapheme });
      else await this.#pressAlone(keystroke, 0);
    }
  }

  /** Presses a key, such as `Enter`, `a`, `Shift+Tab` or `Ctrl+Enter`. */
  async press(key: string): Promise<void> {
    const { modifiers, keystroke } = parseKey(key);
    let bits = 0;
    for (const modifier of modifiers) {
      bits |= modifier.bit;
      await this.#dispatchKey("rawKeyDown", modifier.keystroke, bits);
    }
    await this.#pressAlone(keystroke, bits);
    for (const modifier of modifiers.toReversed()) {
      bits &= ~modifier.bit;
      await this.#dispatchKey("keyUp", modifier.keystroke, bits);
    }
  }

  /** Pastes a text where the focus is, with Ctrl+V: the page gets a `paste` event. */
  async paste(text: string): Promise<void> {
    await this.#clipboard.lend(text, () => this.press("Ctrl+v"));
  }

  /**
   * Clicks in the middle of an element, as soon as a person could.
   *
   * @param timeoutMs The timeout in ms. @default {10_000}
   */
  async click(selector: string, timeoutMs = TIMEOUT_MS): Promise<void> {
    const at = { ...await this.#middleOf(selector, timeoutMs), button: "left", clickCount: 1 };
    for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) {
      await this.session.call("Input.dispatchMouseEvent", { ...at, type });
    }
  }

  /**
   * Taps with a finger in the middle of an element, as soon as a person could.
   *
   * @param timeoutMs The timeout in ms. @default {10_000}
   */
  async tap(selector: string, timeoutMs = TIMEOUT_MS): Promise<void> {
    const touchPoints = [await this.#middleOf(selector, timeoutMs)];
    await this.session.call("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await this.session.call("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  /**
   * Disconnects the page from the network, or connects it again. A WebSocket stays open meanwhile,
   * and what is sent through it is delayed.
   */
  async offline(isOffline: boolean): Promise<void> {
    await this.session.call("Network.emulateNetworkConditions", {
      offline: isOffline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  }

  /** Resizes the window. What is left out is as in a new page. */
  async setViewport(viewport: Viewport): Promise<void> {
    await emulateViewport(this.session, viewport);
  }

  /** Writes what the window shows to a file, as PNG. */
  async screenshot(path: string): Promise<void> {
    const { data } = await this.session.call<{ data: string }>("Page.captureScreenshot");
    await Deno.writeFile(path, Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0)));
  }

  /** Returns what assistive technology presents, in the order of the page. */
  async accessibilityTree(): Promise<AccessibleNode[]> {
    return await readAccessibilityTree(this.session);
  }

  /** Returns a line for each rule of accessibility that the page violates, by axe-core. */
  async axe(): Promise<string[]> {
    return await findViolations((expression) => this.evaluate(expression));
  }

  /** Closes the page, as the X of its window does. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#close());
  }

  /** Closes the page. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #load(isLoaded: () => boolean, what: string): Promise<void> {
    await this.#changes.until(isLoaded, () => `the load of ${what}`);
    await this.waitFor("new Promise(requestAnimationFrame)", "a frame"); // It gives the autofocus.
  }

  async #middleOf(selector: string, timeoutMs: number): Promise<Point> {
    let reason = "is not in the page";
    const middle = await this.#poll<Middle>(
      middleExpression(selector),
      (middle) => {
        if ("reason" in middle) reason = middle.reason;
        return "point" in middle;
      },
      () => `a place to click "${selector}", which ${reason}`,
      timeoutMs,
    );
    return (middle as { point: Point }).point;
  }

  async #pressAlone(keystroke: Keystroke, modifiers: number): Promise<void> {
    // With Ctrl, Alt or Meta a key types nothing.
    const text = (modifiers & 7) === 0 ? keystroke.text : undefined;
    const type = text === undefined ? "rawKeyDown" : "keyDown";
    await this.#dispatchKey(type, { ...keystroke, text }, modifiers);
    await this.#dispatchKey("keyUp", keystroke, modifiers);
  }

  async #dispatchKey(type: string, keystroke: Keystroke, modifiers: number): Promise<void> {
    const { text, ...key } = keystroke;
    const typed = type === "keyDown" ? { text } : {};
    await this.session.call("Input.dispatchKeyEvent", { type, modifiers, ...key, ...typed });
  }

  async #poll<T>(
    expression: string,
    isDone: (value: T) => boolean,
    what: () => string,
    timeoutMs: number,
  ): Promise<T> {
    const endAt = performance.now() + timeoutMs;
    for (;;) {
      let reason = "";
      try {
        const value = await this.evaluate<T>(expression);
        if (isDone(value)) return value;
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        reason = `\n${error.message}`;
      }
      if (performance.now() > endAt) {
        const text = await this.evaluate("document.body?.innerText");
        assert(false, `waited for ${what()}, on the page:\n${text}${reason}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
