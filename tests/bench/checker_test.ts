/**
 * A figure of the benchmark counts only if every message arrived: the checker must notice losses.
 */

import { assertEquals, assertThrows } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { encodeText } from "../../lib/wire/websocket_frames.ts";
import { type Dialect, type DialectName, DIALECTS, textOf } from "./dialect.ts";
import { Checker } from "./checker.ts";
import { bytesOf } from "../support/bytes.ts";

const said = (text: string) =>
  `{"type":"said","seq":9,"time":1,"from":"Ana","id":2,"text":"${text}"}`;

/** A message as receivers get it, by dialect. */
const RECEIVED: Partial<Record<DialectName, (text: string) => string | Uint8Array>> = {
  line: (text) => `Ana: ${text}\n`,
  structured: (text) => `${said(text)}\n`,
  websocket: (text) => encodeText(said(text)),
  irc: (text) => `:ana!ana@127.0.0.1 PRIVMSG #c :${text}\r\n`,
  nats: (text) => `MSG c 1 64\r\n${text}\r\n`,
};

function check(
  dialect: Dialect,
  received: (string | Uint8Array)[],
  pieceBytes: number,
): number {
  const checker = new Checker(dialect, 2);
  const bytes = concat(received.map((one) => typeof one === "string" ? bytesOf(one) : one));
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    checker.read(bytes.subarray(from, from + pieceBytes));
  }
  return checker.messages;
}

for (const [name, messageOf] of Object.entries(RECEIVED)) {
  const dialect = DIALECTS[name as DialectName];
  Deno.test(`Checker.read() counts the messages of ${name} clients in reads of any size`, {
    permissions: "none",
  }, () => {
    const all = [[0, 1], [1, 1], [0, 2], [0, 3], [1, 2]] as const;
    const received = all.map(([sender, number]) => messageOf(textOf(sender, number)));
    for (const size of [1, 7, 64, 1000]) assertEquals(check(dialect, received, size), 5);
  });

  Deno.test(`Checker.read() fails when ${name} clients miss a message or receive it twice`, {
    permissions: "none",
  }, () => {
    for (const wrong of [[1, 3], [1, 1], [2, 1]]) {
      const received = wrong.map((number) => messageOf(textOf(0, number)));
      assertThrows(() => check(dialect, received, 50), Error, "of sender 0 came: ");
    }
  });
}

Deno.test("Checker.read() tells 600 senders with 4 KB texts apart", { permissions: "none" }, () => {
  const dialect = DIALECTS.line;
  const checker = new Checker(dialect, 600, 4096);
  for (const [sender, number] of [[599, 1], [59, 1], [599, 2], [9, 1]] as const) {
    checker.read(bytesOf(`Ana: ${textOf(sender, number, 4096)}\n`));
  }
  assertEquals([599, 59, 9, 5].map((sender) => checker.last(sender)), [2, 1, 1, 0]);
  const late = bytesOf(`Ana: ${textOf(599, 4, 4096)}\n`);
  assertThrows(() => checker.read(late), Error, "After 2 of sender 599 came: ");
});
