/** The page goes on after everything that cuts it off: exactly once, in its place. */

import { assertEquals } from "@std/assert";
import { History } from "../../lib/store/history.ts";
import { testInBrowser } from "../support/browser.ts";
import { withHistoryPath } from "../support/history_path.ts";
import { isIn, joinPage, linesOf, pageServer, say, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";
import { FaultProxy } from "../torture/fault_proxy.ts";

/** How often a text is in the transcript. */
const countOf = (lines: string[], text: string) =>
  lines.filter((line) => line.includes(text)).length;

testInBrowser(
  "a reload leads back to the same place, and shows what was there",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using page = await joinPage(browser, server.port, "Caio");
    await say(page, "antes");
    await shows(page, "✓ antes");
    await ana.send("@Caio segredo\n");
    await shows(page, "Ana (privado): segredo");
    const before = await linesOf(page);
    await page.reload();
    await isIn(page);
    assertEquals(await linesOf(page), before);
    await ana.send("depois\n");
    await shows(page, "Ana: depois");
    await say(page, "@Ana ainda eu");
    await ana.receives("Caio (privado): ainda eu\n");
    assertEquals(ana.text.includes("saiu"), false);
    assertEquals(page.errors, []);
  },
);

testInBrowser("what is said while the page is loaded again comes once", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  for (let round = 0; round < 3; round++) {
    const reloaded = page.reload();
    for (let at = 0; at < 20; at++) await ana.send(`r${round}-${at}.\n`);
    await reloaded;
    await isIn(page);
    await shows(page, `Ana: r${round}-19.`);
  }
  const lines = await linesOf(page);
  const said = lines.filter((line) => line.startsWith("Ana: r"));
  assertEquals(said.length, 60);
  assertEquals(new Set(said).size, 60);
});

testInBrowser("two tabs are two people, also when one is a copy of the other", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using first = await joinPage(browser, server.port, "Caio");
  await using second = await browser.newPage({ isolated: false });
  await using third = await browser.newPage({ isolated: false });
  await second.goto(`http://127.0.0.1:${server.port}/`);
  await second.waitFor("document.activeElement?.id === 'name'");
  await say(second, "Davi");
  await isIn(second);
  // A browser that duplicates a tab copies its storage.
  const storage = await second.evaluate<string>("JSON.stringify({ ...sessionStorage })");
  await third.goto(`http://127.0.0.1:${server.port}/icon.svg`);
  await third.evaluate(`Object.assign(sessionStorage, ${storage})`);
  await third.goto(`http://127.0.0.1:${server.port}/`);
  await third.waitFor("document.activeElement?.id === 'name'", "the copy asks for a name");
  await say(third, "Eva");
  await isIn(third);
  for (const [page, name] of [[first, "Caio"], [second, "Davi"], [third, "Eva"]] as const) {
    await say(page, "aqui");
    await ana.receives(`${name}: aqui\n`);
  }
});

testInBrowser(
  "messages wait while the server is closed, and are said once afterwards",
  async (browser) => {
    await withHistoryPath(async (path) => {
      const history = History.open(path);
      const first = pageServer({ history });
      const { port } = first;
      await using page = await joinPage(browser, port, "Caio");
      await say(page, "antes");
      await shows(page, "✓ antes");
      await first[Symbol.asyncDispose]();
      history.close();
      await page.waitFor("document.querySelector('.outage').textContent.includes('fechado')");
      await say(page, "enquanto isso");
      await page.waitFor(
        "document.querySelector('.pending').textContent.includes('enquanto isso')",
      );
      using again = History.open(path);
      await using second = pageServer({ port, history: again });
      await using ana = await Peer.line(second.port, "Ana");
      await shows(page, "✓ enquanto isso");
      await say(page, "depois");
      await ana.receives("Caio: depois\n");
      await page.reload();
      await isIn(page);
      await shows(page, "✓ depois"); // Its echo may have been on its way.
      const lines = await linesOf(page);
      const counts = ["antes", "enquanto isso", "depois"].map((text) => countOf(lines, text));
      assertEquals(counts, [1, 1, 1], lines.join("\n"));
      assertEquals(ana.text.split("enquanto isso").length <= 2, true, ana.text);
    });
  },
);

testInBrowser("what the server did not take can be edited", async (browser) => {
  const first = pageServer();
  const { port } = first;
  const ana = await Peer.line(port, "Ana");
  await using page = await joinPage(browser, port, "Caio");
  await first[Symbol.asyncDispose]();
  await ana[Symbol.asyncDispose]();
  await page.waitFor("document.querySelector('.outage').textContent.includes('fechado')");
  await say(page, "@Ana espere por mim");
  await page.waitFor("document.querySelector('.pending').textContent.includes('espere')");
  await using _second = pageServer({ port });
  await page.click("[role=log] .edit");
  assertEquals(
    await page.evaluate("document.querySelector('#message').value"),
    "@Ana espere por mim",
  );
  assertEquals(await page.evaluate("document.activeElement.id"), "message");
});

testInBrowser(
  "a network that cuts, stands still and delays loses nothing, and doubles nothing",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using proxy = new FaultProxy(server.port);
    await using page = await joinPage(browser, proxy.port, "Caio");
    for (let round = 0; round < 4; round++) {
      proxy.inject(
        [{ cutAfterBytes: 150 }, { isFrozen: true }, { delayMs: 300, pieceBytes: 7 }, {
          cutAfterBytes: 0,
        }][round]!,
      );
      for (let at = 0; at < 5; at++) {
        await ana.send(`a${round}-${at}.\n`);
        await say(page, `c${round}-${at}.`);
      }
      if (round === 3) proxy.cut();
      proxy.heal();
      await page.evaluate("dispatchEvent(new Event('online'))");
      await shows(page, `Ana: a${round}-4.`);
      await shows(page, `✓ c${round}-4.`);
    }
    const lines = await linesOf(page);
    for (const start of ["Ana: a", "✓ c"]) {
      const said = lines.filter((line) => line.startsWith(start));
      assertEquals([said.length, new Set(said).size], [20, 20], start);
    }
    const heard = ana.text.split("\n").filter((line) => line.startsWith("Caio: c"));
    assertEquals([heard.length, new Set(heard).size], [20, 20]);
  },
);
