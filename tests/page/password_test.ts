/** The page in a room with a password: from the plain address to the conversation. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { type Browser, testInBrowser } from "../support/browser.ts";
import { assertAccessible } from "../support/page_access.ts";
import type { Page, PageOptions } from "../support/page.ts";
import {
  answerWarning,
  isIn,
  keepPicture,
  pageServer,
  say,
  shows,
} from "../support/page_server.ts";
import { FaultProxy } from "../torture/fault_proxy.ts";

const { site: { password }, refusals } = textsOf("pt-BR");

/** Opens an address. The browser's warning is answered. */
async function open(browser: Browser, address: string, options?: PageOptions): Promise<Page> {
  const page = await browser.newPage(options);
  await answerWarning(page);
  await page.goto(address);
  return page;
}

/** Waits for the question for the password, with a text on the page. */
async function asksFor(page: Page, text: string): Promise<void> {
  await page.waitFor(
    `document.activeElement?.id === "password" &&
      document.body.innerText.includes(${JSON.stringify(text)})`,
    `the question for the password, with "${text}"`,
  );
}

/** Says the password, and joins under a name. */
async function join(page: Page, said: string, name: string): Promise<void> {
  await asksFor(page, password.label);
  await say(page, said);
  await page.waitFor("document.activeElement?.id === 'name'", "the question for a name");
  await say(page, name);
  await isIn(page);
}

testInBrowser(
  "the password is said before the page, and again when it is another",
  async (browser) => {
    await using server = pageServer({ verifier: await PasswordVerifier.of("ação-2 & mais") });
    await using page = await open(browser, `http://127.0.0.1:${server.port}/`);
    await page.click("a");
    await asksFor(page, password.label);
    assertEquals(await page.evaluate("location.href"), `https://127.0.0.1:${server.port}/`);
    await say(page, "acao-2");
    await asksFor(page, refusals["wrong-password"](""));
    await join(page, "ação-2 & mais", "Caio");
    assertEquals(
      await page.evaluate("[location.pathname + location.search, document.cookie]"),
      ["/", ""],
    );
    await say(page, "olá");
    await shows(page, "✓ olá");
    await page.reload();
    await isIn(page);
    await shows(page, "✓ olá");
    server.room.password.verifier = await PasswordVerifier.of("outra-3");
    await say(page, "ainda aqui");
    await shows(page, "✓ ainda aqui");
    await page.reload();
    await asksFor(page, password.label);
    await say(page, "outra-3");
    await isIn(page); // The place of its tab is kept.
    await shows(page, "✓ ainda aqui");
    assertEquals(server.console.filter((line) => /ação-2|acao-2|outra-3/.test(line)), []);
  },
);

testInBrowser("a page whose ticket is void comes back after an outage", async (browser) => {
  await using server = pageServer({ verifier: await PasswordVerifier.of("uma") });
  await using proxy = new FaultProxy(server.port);
  await using page = await open(browser, `https://127.0.0.1:${proxy.port}/`);
  await join(page, "uma", "Caio");
  server.room.password.verifier = await PasswordVerifier.of("outra");
  proxy.cut();
  await say(page, "de volta");
  await shows(page, "✓ de volta");
});

const PHONE = { width: 320, height: 568, isMobile: true, touch: true };

for (
  const [name, options] of [
    ["a wide window", { width: 1280, height: 800 }],
    ["a dark phone", { ...PHONE, isDark: true }],
  ] as const
) {
  testInBrowser(`the pages before the page are accessible in ${name}`, async (browser) => {
    await using server = pageServer({ verifier: await PasswordVerifier.of("certa") });
    const picture = name.replaceAll(" ", "-");
    await using page = await open(browser, `http://127.0.0.1:${server.port}/`, options);
    await assertAccessible(page, "the way to the encrypted address");
    await keepPicture(page, `encrypted-address-in-${picture}`);
    await page.click("a");
    await asksFor(page, password.label);
    await assertAccessible(page, "the question for the password");
    await keepPicture(page, `password-in-${picture}`);
    await say(page, "errada");
    await asksFor(page, refusals["wrong-password"](""));
    await assertAccessible(page, "a wrong password");
    await keepPicture(page, `wrong-password-in-${picture}`);
    const tree = await page.accessibilityTree();
    assertEquals(
      tree.filter(({ role }) => role === "textbox" || role === "button").map(({ name }) => name),
      [password.label, password.enter],
    );
    // Nothing was blocked: what failed are the answers that refuse.
    assertEquals(page.errors.filter((error) => !error.includes("403")), []);
  });
}
