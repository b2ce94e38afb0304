/** What a tab keeps over a reload besides its session, and what a page never doubles. */

import { assert, assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import type { Page } from "../support/page.ts";
import {
  isIn,
  joinPage,
  linesOf,
  openPage,
  pageServer,
  say,
  shows,
} from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

/** Begins again at the end of a chat, where the name stands in its field. */
async function beginAgain(page: Page): Promise<void> {
  await page.waitFor("document.querySelector('.end button') === document.activeElement");
  await page.press("Enter");
  await page.waitFor("document.activeElement?.id === 'name'");
  assertEquals(await page.evaluate("document.activeElement.value"), "Caio");
  await page.press("Enter");
  await isIn(page);
}

const fieldOf = (page: Page) => page.evaluate<string>("document.querySelector('#message').value");

testInBrowser("a reload keeps what is typed, who is ignored, and the silence", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  await say(page, "/ignorar Ana");
  await page.click(".menu summary");
  await page.click(".menu [aria-pressed]");
  await page.click("#message");
  await page.type("ainda não");
  await page.reload();
  await isIn(page);
  assertEquals(await fieldOf(page), "ainda não");
  const pressed = "document.querySelector('.menu [aria-pressed]').getAttribute('aria-pressed')";
  assertEquals(await page.evaluate(pressed), "false");
  await ana.send("ninguém me lê\n");
  await page.press("Enter");
  await ana.receives("Caio: ainda não\n");
  await shows(page, "✓ ainda não");
  assertEquals((await linesOf(page)).some((line) => line.includes("ninguém")), false);
});

testInBrowser("what was cleared stays cleared after a reload", async (browser) => {
  await using server = pageServer();
  await using page = await joinPage(browser, server.port, "Caio");
  await say(page, "antes");
  await shows(page, "✓ antes");
  await say(page, "/limpar");
  await page.reload();
  await isIn(page);
  await say(page, "depois");
  await shows(page, "✓ depois");
  assertEquals((await linesOf(page)).some((line) => line.includes("antes")), false);
});

testInBrowser("a second press at the name says it to nobody", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await openPage(browser, server.port);
  await page.type("Caio");
  await page.evaluate(`(() => {
    const form = document.querySelector("form.naming");
    for (let at = 0; at < 5; at++) form.requestSubmit();
    window.wasDisabled = form.querySelector("button").disabled;
  })()`);
  assertEquals(await page.evaluate("window.wasDisabled"), true);
  await isIn(page);
  await say(page, "fim");
  await ana.receives("Caio: fim\n");
  assertEquals(ana.text, "Ana entrou no chat.\nCaio entrou no chat.\nCaio: fim\n");
});

testInBrowser("a name that the server refuses comes back into the field", async (browser) => {
  await using server = pageServer();
  await using _ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  await say(page, "/nome Ana");
  await page.waitFor("document.querySelector('#message').value === '/nome Ana'");
  await page.waitFor("document.querySelector('[role=log]').textContent.includes('já está em uso')");
});

testInBrowser("a reload in the background takes nothing for new that was seen", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  await ana.send("visto\n");
  await shows(page, "Ana: visto");
  await page.session.call("Page.addScriptToEvaluateOnNewDocument", {
    source: "document.hasFocus = () => false",
  });
  await page.reload();
  await isIn(page);
  await page.waitFor("document.title === 'Caio · 2 no chat · Chat'");
  await ana.send("novo\n");
  await shows(page, "Ana: novo");
  assertEquals(await page.evaluate("document.title"), "(1) Caio · 2 no chat · Chat");
  await page.evaluate("dispatchEvent(new Event('blur'))");
  assertEquals(await page.evaluate("document.title"), "(1) Caio · 2 no chat · Chat");
  const lines = await linesOf(page);
  assertEquals(lines.slice(-2), ["── novas mensagens ──", "Ana: novo"]);
  assertEquals(lines.filter((line) => line.includes("novas mensagens")).length, 1);
});

testInBrowser("a draft of several lines is as high after a reload", async (browser) => {
  await using server = pageServer();
  await using page = await joinPage(browser, server.port, "Caio");
  await page.paste("a\nb\nc\nd");
  const height = "document.querySelector('#message').offsetHeight";
  const before = await page.evaluate(height);
  await page.reload();
  await isIn(page);
  assertEquals(await page.evaluate(height), before);
  await page.setViewport({ width: 1000, height: 700 });
  await page.paste(` ${"palavra ".repeat(40)}`);
  const wide = Number(await page.evaluate(height));
  await page.setViewport({ width: 400, height: 700 });
  await page.waitFor(`${height} > ${wide}`, "the field is higher in a narrow window");
});

testInBrowser("who is put out finds the draft in the field again", async (browser) => {
  await using server = pageServer();
  await using page = await joinPage(browser, server.port, "Caio");
  await page.type("espere");
  server.type("/expulsar Caio");
  await beginAgain(page);
  assertEquals(await fieldOf(page), "espere");
});

testInBrowser(
  "a left chat offers the same name again, and nothing of the draft",
  async (browser) => {
    await using server = pageServer();
    await using page = await joinPage(browser, server.port, "Caio");
    await page.type("rascunho");
    await page.click(".menu summary");
    await page.click(".menu button:nth-of-type(3)");
    await beginAgain(page);
    assertEquals(await fieldOf(page), "");
  },
);

testInBrowser(
  "two tabs with one session end as two people, also when both load again",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using first = await browser.newPage({ isolated: false });
    await using second = await browser.newPage({ isolated: false });
    const address = `http://127.0.0.1:${server.port}/`;
    await first.goto(address);
    await first.waitFor("document.activeElement?.id === 'name'");
    await say(first, "Caio");
    await isIn(first);
    const storage = await first.evaluate<string>("JSON.stringify({ ...sessionStorage })");
    // A browser that opens its windows again gives both the same storage.
    await second.goto(`${address}icon.svg`);
    await second.evaluate(`Object.assign(sessionStorage, ${storage})`);
    await Promise.all([first.reload(), second.goto(address)]);
    const state = (page: Page) => page.evaluate<string>("document.activeElement?.id ?? ''");
    const deadline = Date.now() + 10_000;
    let states: string[] = [];
    while (states.toSorted().join() !== "message,name") {
      assert(Date.now() < deadline, states.join());
      states = await Promise.all([state(first), state(second)]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const [inside, outside] = states[0] === "message" ? [first, second] : [second, first];
    await say(outside, "Davi");
    await isIn(outside);
    for (const [page, name] of [[inside, "Caio"], [outside, "Davi"]] as const) {
      await say(page, "aqui");
      await ana.receives(`${name}: aqui\n`);
    }
  },
);
