/** Older messages on the page: asked for by scrolling, by the button, and by the command. */

import { assert, assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { joinPage, linesOf, pageServer, say, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

testInBrowser("/historico shows older messages above, and goes there", async (browser) => {
  await using server = pageServer({ recent: 30 });
  await using ana = await Peer.line(server.port, "Ana");
  for (let at = 0; at < 60; at++) await ana.send(`h${at}.\n`);
  await server.shows("Ana >> h59.");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  await shows(page, "Ana: h30.");
  await say(page, "/historico 10");
  await shows(page, "Ana: h20.");
  // At the top still older ones come, and what is read stays where it is.
  await shows(page, "Ana: h0.");
  const below = await page.evaluate(`(() => {
    const { top } = document.querySelector(".log").getBoundingClientRect();
    const line = [...document.querySelectorAll(".log .line")]
      .find((one) => one.textContent.startsWith("Ana: h20."));
    return line.getBoundingClientRect().top - top;
  })()`);
  assert(Number(below) >= 0 && Number(below) < 150, `${below} px below the top`);
  const said = (await linesOf(page)).filter((line) => line.startsWith("Ana: h"));
  assertEquals(said, Array.from({ length: 60 }, (_, at) => `Ana: h${at}.`));
});

testInBrowser("older messages of ignored people alone are passed over", async (browser) => {
  await using server = pageServer({ recent: 10, rate: 0 });
  await using bia = await Peer.line(server.port, "Bia");
  await using ana = await Peer.line(server.port, "Ana");
  for (let at = 0; at < 5; at++) await bia.send(`b${at}.\n`);
  await server.shows("Bia >> b4.");
  for (let at = 0; at < 120; at++) await ana.send(`a${at}.\n`);
  await server.shows("Ana >> a119.");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  await shows(page, "Ana: a119.");
  await say(page, "/ignorar Ana");
  await page.evaluate("document.querySelector('.older').click()");
  await shows(page, "Bia: b0.");
  await page.evaluate("document.querySelector('.older')?.click()");
  await page.waitFor("document.querySelector('.beginning')?.textContent.includes('começo')");
});

testInBrowser("a server that was opened anew has older messages of its own", async (browser) => {
  const first = pageServer();
  const { port } = first;
  await using page = await joinPage(browser, port, "Caio");
  await say(page, "ontem");
  await shows(page, "✓ ontem");
  await first[Symbol.asyncDispose]();
  await page.waitFor("document.querySelector('.outage').textContent !== ''");
  await using second = pageServer({ port });
  await using ana = await Peer.line(second.port, "Ana");
  await ana.send("hoje\n");
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.waitFor("document.querySelector('.outage').textContent === ''");
  await say(page, "voltei");
  await shows(page, "✓ voltei");
  const kinds = await page.evaluate<string[]>(
    `[...document.querySelector("[role=log]").children].map((one) => one.matches(".older") ? "older" :
      /ontem|voltei/.exec(one.textContent)?.[0] ?? "").filter((one) => one !== "")`,
  );
  assertEquals(kinds, ["ontem", "older", "voltei"]);
});
