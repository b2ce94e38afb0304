/** The page for everybody: phones, keyboards, screen readers, dark and small windows. */

import { assert, assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { assertAccessible } from "../support/page_access.ts";
import {
  isIn,
  joinPage,
  keepPicture,
  openPage,
  pageServer,
  say,
  shows,
} from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

const PHONE = { width: 320, height: 568, isMobile: true, touch: true };

for (
  const [name, options] of [
    ["a wide window", { width: 1280, height: 800 }],
    ["a dark phone", { ...PHONE, isDark: true }],
  ] as const
) {
  testInBrowser(`every state of the page is accessible in ${name}`, async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using bot = await Peer.structured(server.port, "Robô");
    await using page = await openPage(browser, server.port, options);
    const picture = name.replaceAll(" ", "-");
    await assertAccessible(page, "the question for a name");
    await keepPicture(page, `name-in-${picture}`);
    await say(page, "a b");
    await page.waitFor("document.querySelector('#refusal').textContent !== ''");
    await assertAccessible(page, "a refused name");
    await page.evaluate("document.querySelector('#name').select()");
    await say(page, "Caio");
    await isIn(page);
    await ana.send("oi, caio: https://example.com/uma/pagina/com/um/endereco/bem/longo/mesmo\n");
    await ana.send(`@Caio ${"palavra".repeat(40)}\n`);
    await bot.sendJson({ type: "say", action: true, text: "acena" });
    await say(page, "olá");
    await say(page, "@Ana psiu");
    await say(page, "/quem");
    await say(page, "/ajuda");
    server.type("/aviso Pausa.");
    await shows(page, "Aviso do servidor: Pausa.");
    await assertAccessible(page, "a conversation");
    await keepPicture(page, `conversation-in-${picture}`);
    await page.type("@an");
    await page.waitFor("document.querySelector('.suggestions button')");
    await assertAccessible(page, "suggestions");
    await page.type("x");
    await page.press("Enter");
    await page.waitFor("document.querySelector('#complaint').textContent !== ''");
    await assertAccessible(page, "a complaint");
    await page.click(".people summary");
    await page.waitFor("document.querySelector('.people button')");
    await assertAccessible(page, "the list of people");
    await page.click(".people summary");
    await page.click(".menu summary");
    await assertAccessible(page, "the menu");
    await page.click(".menu summary");
    await page.evaluate("document.querySelector('#message').select()");
    await server.stop();
    await page.waitFor("document.querySelector('.outage').textContent !== ''");
    await say(page, "a caminho");
    await page.waitFor("document.querySelector('.pending').textContent !== ''");
    await assertAccessible(page, "an outage");
    await keepPicture(page, `outage-in-${picture}`);
    await page.click("#message");
    await say(page, "/sair");
    await page.waitFor("document.querySelector('.end')");
    await assertAccessible(page, "the end");
  });
}

testInBrowser("everything on the page can be done with the keyboard alone", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio");
  const focused = () => page.evaluate<string>("document.activeElement.textContent");
  // Backwards from the field: the transcript, and the tools.
  const names: string[] = [];
  for (let at = 0; at < 8; at++) {
    await page.press("Shift+Tab");
    names.push(await focused());
  }
  const whole = names.join("|");
  for (
    const name of ["Mostrar mensagens mais antigas", "Menu", "Pessoas (2)"]
  ) {
    assert(whole.includes(name), `${name} is not in ${whole}`);
  }
  await page.evaluate("document.querySelector('.people summary').focus()");
  await page.press("Enter");
  await page.waitFor("document.querySelector('.people li button')");
  await page.press("Tab");
  assertEquals(await focused(), "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await page.waitFor("document.querySelector('.people [data-name=Bia]')");
  assertEquals(await focused(), "Ana");
  await page.press("Tab");
  assertEquals(await focused(), "Bia");
  await bia.send("/sair\n");
  await page.waitFor("document.activeElement.textContent === 'Pessoas (2)'");
  await page.press("Tab");
  assertEquals(await focused(), "Ana");
  await page.press("Enter");
  await page.waitFor("document.activeElement.id === 'message'");
  await say(page, "oi");
  await ana.receives("Caio (privado): oi\n");
});

testInBrowser(
  "a screen reader hears new lines alone, each with its name first",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await ana.send("história\n");
    await server.shows("Ana >> história");
    await using page = await openPage(browser, server.port);
    await page.evaluate(`new MutationObserver((changes) => {
    const { target } = changes[0];
    const log = document.querySelector("[role=log]");
    if (log) (window.live ??= []).push(log.getAttribute("aria-live") + ": " + log.textContent.includes("história"));
  }).observe(document.body, { childList: true, subtree: true })`);
    await say(page, "Caio");
    await isIn(page);
    const states = await page.evaluate<string[]>("window.live");
    assert(states.includes("off: true") && !states.includes("polite: false"), states.join());
    await ana.send("nova\n");
    await shows(page, "Ana: nova");
    const log = await page.evaluate(`(() => {
    const log = document.querySelector("[role=log]");
    const line = log.lastElementChild;
    return [log.getAttribute("aria-live"), line.textContent.startsWith("Ana: nova"), line.childElementCount];
  })()`);
    assertEquals(log, ["polite", true, 2]);
    const tree = await page.accessibilityTree();
    assert(tree.some(({ role, name }) => role === "log" && name === "Conversa"));
    assert(tree.some(({ role, name }) => role === "textbox" && name === "Mensagem"));
  },
);

testInBrowser(
  "a phone's keyboard does not cover the field, and nothing needs hovering",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using page = await openPage(browser, server.port, PHONE);
    await page.tap("#name");
    await page.type("Caio");
    await page.tap(".naming button");
    await isIn(page);
    for (let at = 0; at < 30; at++) await ana.send(`linha ${at}\n`);
    await shows(page, "Ana: linha 29");
    for (const height of [568, 300]) {
      await page.setViewport({ ...PHONE, height });
      await page.waitFor(
        "document.querySelector('#message').getBoundingClientRect().bottom <= innerHeight",
      );
      await page.waitFor(
        `(() => {
      const log = document.querySelector(".log");
      return log.scrollHeight - log.scrollTop - log.clientHeight < 2;
    })()`,
        "the newest line is seen",
      );
    }
    // A person's own font size enlarges all of it.
    const sizes = await page.evaluate<string[]>(`(() => {
      const { style } = document.documentElement;
      style.fontSize = "32px";
      const sizes = [".line", "#message", ".people summary"].map((selector) =>
        getComputedStyle(document.querySelector(selector)).fontSize
      );
      style.fontSize = "8px";
      sizes.push(getComputedStyle(document.querySelector("#message")).fontSize);
      style.fontSize = "";
      return sizes;
    })()`);
    assertEquals(sizes, ["32px", "32px", "32px", "16px"]);
    await page.tap(".people summary");
    await page.tap(".people [data-name=Ana]");
    await page.type("psiu");
    await page.tap(".composer [type=submit]");
    await ana.receives("Caio (privado): psiu\n");
  },
);
