/** The page under load, and against texts that want to be more than text. */

import { assert, assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import type { Page } from "../support/page.ts";
import { joinPage, linesOf, pageServer, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

/** Scrolls the transcript, and waits until the page has been drawn. */
async function scrollTo(page: Page, top: number): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    document.querySelector(".log").scrollTop = ${top};
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  })`);
}

testInBrowser("2,000 messages do not disturb a person who types", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  await page.type("Enquanto ");
  const sent = (async () => {
    for (let at = 0; at < 2000; at++) await ana.send(`m${at}.\n`);
  })();
  await page.type("chegam mensagens, eu escrevo ação e coração.");
  await sent;
  await shows(page, "Ana: m1999.");
  assertEquals(
    await page.evaluate("document.querySelector('#message').value"),
    "Enquanto chegam mensagens, eu escrevo ação e coração.",
  );
  await page.press("Enter");
  await ana.receives("Caio: Enquanto chegam mensagens, eu escrevo ação e coração.\n");
  await shows(page, "✓ Enquanto chegam mensagens, eu escrevo ação e coração.");
  const lines = (await linesOf(page)).filter((line) => line.startsWith("Ana: m"));
  assertEquals(lines.at(-1), "Ana: m1999.");
  assertEquals(new Set(lines).size, lines.length);
  assert(lines.length > 1900, `${lines.length} lines`);
  assertEquals(page.errors, []);
});

testInBrowser(
  "older messages come on scrolling up, in their place, until there are none",
  async (browser) => {
    await using server = pageServer({ recent: 20 });
    await using ana = await Peer.line(server.port, "Ana");
    for (let at = 0; at < 150; at++) await ana.send(`h${at}.\n`);
    await server.shows("Ana >> h149.");
    await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
    await shows(page, "Ana: h149.");
    for (let pages = 0; pages < 4; pages++) {
      await scrollTo(page, 0);
      const wanted = [`Ana: h80.`, "Ana: h30.", "Ana: h0.", undefined][pages];
      if (wanted !== undefined) await shows(page, wanted);
      await scrollTo(page, 200);
    }
    await page.waitFor("document.querySelector('.beginning')?.textContent.includes('começo')");
    const said = (await linesOf(page)).filter((line) => line.startsWith("Ana: h"));
    assertEquals(said, Array.from({ length: 150 }, (_, at) => `Ana: h${at}.`));
    const days = (await linesOf(page)).filter((line) => line.startsWith("──"));
    assertEquals(days.length, 1, days.join());
  },
);

testInBrowser("a person who scrolls up in a flood is not carried away", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  for (let at = 0; at < 100; at++) await ana.send(`a${at}.\n`);
  await shows(page, "Ana: a99.");
  // The scroll and the next lines come before the page is drawn, and before its scroll event.
  const top = await page.evaluate(`new Promise((resolve) => {
    const log = document.querySelector(".log");
    requestAnimationFrame(() => {
      log.scrollTop -= 700;
      const { scrollTop } = log;
      window.expected = scrollTop;
      resolve(scrollTop);
    });
  })`);
  await ana.send("b\n".repeat(300));
  await ana.send("fim.\n");
  await shows(page, "Ana: fim.");
  assertEquals(await page.evaluate("document.querySelector('.log').scrollTop"), top);
});

testInBrowser("who reads above is not moved, and is told of what is new", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  for (let at = 0; at < 60; at++) await ana.send(`a${at}.\n`);
  await shows(page, "Ana: a59.");
  await scrollTo(page, 300);
  await page.waitFor("!document.querySelector('.newest').hidden");
  const top = await page.evaluate("document.querySelector('.log').scrollTop");
  await ana.send("b1\nb2\n");
  await page.waitFor("document.querySelector('.newest').textContent === '2 mensagens novas'");
  assertEquals(await page.evaluate("document.querySelector('.log').scrollTop"), top);
  await page.click(".newest");
  await page.waitFor("document.querySelector('.newest').hidden");
});

testInBrowser("no name, text or link is ever markup or a script", async (browser) => {
  await using server = pageServer();
  await using bot = await Peer.structured(server.port, "Robô");
  await using page = await joinPage(browser, server.port, "Caio");
  const texts = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "javascript:alert(1) data:text/html,x vbscript:x",
    'https://example.com/"onmouseover="alert(1)',
    "https://example.com/<script>alert(1)</script>",
    "http://[::1 https:// http://user:pass@example.com/",
    "</div></main><h1>x</h1>",
    "`$" + "{alert(1)}` {{constructor.constructor('alert(1)')()}}",
  ];
  for (const text of texts) {
    await bot.sendJson({ type: "say", text });
    await shows(page, `Robô: ${text}`);
    await bot.sendJson({ type: "whisper", to: "Caio", text });
    await shows(page, `Robô (privado): ${text}`);
  }
  await page.paste(texts[0]!);
  await page.press("Enter");
  await shows(page, `✓ ${texts[0]}`);
  const found = await page.evaluate(`[
    document.querySelectorAll("img, script:not([src]), h1:not(.head h1), iframe").length,
    [...document.querySelectorAll("a")].every(({ protocol }) => /^https?:$/.test(protocol)),
    [...document.querySelectorAll("*")].some((one) => one.getAttributeNames().some((name) => name.startsWith("on"))),
  ]`);
  assertEquals(found, [0, true, false]);
  await bot.sendJson({ type: "hello", version: 1, name: "<b>x</b>" });
  await page.evaluate("location.hash = '<img src=x onerror=alert(1)>'");
  assertEquals(page.dialogs, []);
  assertEquals(page.errors, []);
});

testInBrowser(
  "a page of another origin cannot join through a visitor's browser",
  async (browser) => {
    await using server = pageServer();
    await using other = pageServer();
    await using page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${other.port}/icon.svg`);
    const outcome = await page.evaluate(`new Promise((resolve) => {
    const socket = new WebSocket("ws://127.0.0.1:${server.port}/chat");
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  })`);
    assertEquals(outcome, "refused");
  },
);
