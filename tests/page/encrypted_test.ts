/** The page by https. */

import { assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { joinPage, pageServer, say, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

testInBrowser("the page by https does what it does by http, through TLS", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio", { isEncrypted: true });
  await using plain = await joinPage(browser, server.port, "Bia");
  await say(page, "olá do navegador");
  await ana.receives("Caio: olá do navegador\n");
  await shows(plain, "Caio: olá do navegador");
  await ana.send("@Caio em segredo\n");
  await shows(page, "Ana (privado): em segredo");
  await page.reload();
  await shows(page, "Ana (privado): em segredo");
  await say(page, "de volta");
  await ana.receives("Caio: de volta\n");
  await shows(page, "✓ de volta");
  assertEquals(await page.evaluate("isSecureContext"), true);
});
