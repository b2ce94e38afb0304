/** The page goes on at another server of the room when its own is gone. */

import { assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import { hasNats, TestNats } from "../support/nats.ts";
import { joinPage, linesOf, say, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";
import { sharedProgram } from "../support/shared_program.ts";

testInBrowser("the page of a server that is killed goes on at another one", async (browser) => {
  await using nats = await TestNats.start();
  await using one = await sharedProgram(nats.urls);
  await using other = await sharedProgram(nats.urls);
  await using ana = await Peer.line(other.port, "Ana");
  await using page = await joinPage(browser, one.port, "Caio");
  await say(page, "antes");
  await ana.receives("Caio: antes\n");
  await one.program.kill();
  await say(page, "depois");
  await ana.receives("Caio: depois\n");
  await ana.send("ouvi\n");
  await shows(page, "Ana: ouvi");
  const lines = await linesOf(page);
  assertEquals(lines.filter((line) => line.includes("depois")).length, 1);
  assertEquals(ana.text.includes("saiu"), false);
}, { isPossible: hasNats });
