/** The sound of the page. */

import { assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { joinPage, pageServer, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

testInBrowser(
  "a private message sounds once in ten seconds, unless the sound is off",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    for (const isOn of [true, false]) {
      await using page = await joinPage(browser, server.port, "Caio");
      await page.evaluate(`(() => {
      window.tones = 0;
      const { start } = AudioScheduledSourceNode.prototype;
      AudioScheduledSourceNode.prototype.start = function (...when) {
        if (this.context.state === "running") window.tones++;
        else this.context.addEventListener("statechange", () => window.tones++, { once: true });
        start.apply(this, when);
      };
    })()`);
      await page.click(".menu summary");
      if (!isOn) await page.click(".menu [aria-pressed]");
      await ana.send("a todos\n");
      await shows(page, "Ana: a todos");
      assertEquals(await page.evaluate("window.tones"), 0);
      for (const text of ["um", "dois"]) {
        await ana.send(`@Caio ${text}\n`);
        await shows(page, `Ana (privado): ${text}`);
      }
      if (isOn) await page.waitFor("window.tones === 1");
      assertEquals(await page.evaluate("window.tones"), isOn ? 1 : 0);
      await page.click("#message");
      await page.type("/sair");
      await page.press("Enter");
      await ana.receives("Caio saiu do chat.\n");
    }
  },
);
