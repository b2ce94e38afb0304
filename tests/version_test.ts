/** Compatibility between program versions that use the same version of the dialect. */

import { assert, assertEquals } from "@std/assert";
import { JsonEventDecoder } from "../lib/wire/json_events.ts";
import { bytesOf } from "./support/bytes.ts";
import { Peer } from "./support/peer.ts";
import { CONVERSATION } from "./support/recorded_v1.ts";
import { TestServer } from "./support/test_server.ts";

/** A line without the values that vary. */
function masked(line: string): string {
  const fixed = line
    .replace(/"(time|since|clock)":\d+/g, '"$1":TIME')
    .replace(/,"certificate":"[^"]+"/, "") // It came later.
    .replace(/"token":"[^"]+"/g, '"token":"TOKEN"');
  if (!/^\{"type":"(refused|rejected)"/.test(fixed)) return fixed;
  return fixed.replace(/,"text":"(?:[^"\\]|\\.)*"\}$/, ',"text":TEXT}');
}

/** A line with sample values. */
function unmasked(line: string): string {
  return line.replace(/:TIME/g, ":1700000000000").replace(/:TEXT/g, ':"frase"');
}

/** The lines of one side, without their mark. */
function linesOf(mark: "<" | ">"): string[] {
  return CONVERSATION.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
}

/** A line with additional fields, as a later version may send it. */
function withNewFields(line: string): string {
  return line.replace(/\}$/, ',"novidade":{"a":[1]}}');
}

for (const later of [false, true]) {
  const whose = later ? "a later client" : "a client of this version";
  Deno.test(`the server reproduces the recorded conversation with ${whose}`, async () => {
    await using server = new TestServer();
    await using peer = await Peer.connect(server.port);
    const received = () =>
      peer.text.split("\n").slice(0, -1).map(masked).filter((line) => line !== '{"type":"ping"}');
    const expected: string[] = [];
    for (const line of CONVERSATION) {
      if (line.startsWith("<")) {
        expected.push(line.slice(2));
        continue;
      }
      await peer.until(() => received().length >= expected.length, expected.at(-1) ?? "");
      await peer.send(`${later ? withNewFields(line.slice(2)) : line.slice(2)}\n`);
    }
    await peer.ends();
    assertEquals(received(), expected);
  });
}

Deno.test("the client reads the recorded conversation, and ignores unknown fields", {
  permissions: "none",
}, () => {
  const lines = linesOf("<").map(unmasked);
  const understood = new JsonEventDecoder().receive(bytesOf(`${lines.join("\n")}\n`));
  assertEquals(
    understood.map((event) => JSON.parse(JSON.stringify(event))),
    lines.map((line) => JSON.parse(line)),
  );
  const server = new JsonEventDecoder();
  const later = ['{"type":"novidade","x":1}', ...lines.map(withNewFields)];
  assertEquals(server.receive(bytesOf(`${later.join("\n")}\n`)), understood);
  assert(!server.isForeign);
});
