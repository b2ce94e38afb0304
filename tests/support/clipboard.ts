/** The clipboard of a browser, which all its pages share. */

import type { DevTools } from "./devtools.ts";
import { evaluateIn } from "./page_evaluate.ts";

/** Lets one page at a time paste. */
export class Clipboard {
  readonly #devTools: DevTools;
  #last: Promise<void> = Promise.resolve();

  /** The clipboard of the browser at the other end of a connection. */
  constructor(devTools: DevTools) {
    this.#devTools = devTools;
  }

  /**
   * Puts a text on the clipboard, for as long as a page pastes it.
   *
   * @param paste Presses the keys. No other page changes the clipboard meanwhile.
   */
  async lend(text: string, paste: () => Promise<void>): Promise<void> {
    const before = this.#last;
    const done = Promise.withResolvers<void>();
    this.#last = done.promise;
    try {
      await before;
      await this.#copy(text);
      await paste();
    } finally {
      done.resolve();
    }
  }

  /** Copies a text in a page of its own: the page under test may lack the permission. */
  async #copy(text: string): Promise<void> {
    const { browser } = this.#devTools;
    const { targetId } = await browser.call<{ targetId: string }>(
      "Target.createTarget",
      { url: "about:blank", newWindow: true },
    );
    const session = await this.#devTools.attach(targetId);
    await session.call("Emulation.setFocusEmulationEnabled", { enabled: true });
    await evaluateIn(
      session,
      `(() => {
        const field = document.body.appendChild(document.createElement("textarea"));
        field.value = ${JSON.stringify(text)};
        field.select();
        if (!document.execCommand("copy")) throw new Error("Cannot copy");
      })()`,
    );
    await browser.call("Target.closeTarget", { targetId });
  }
}
