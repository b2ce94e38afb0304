/**
 * A crowd's row says how many messages somebody missed: the counter must not miss or invent one.
 */

import { assertEquals } from "@std/assert";
import { textOf } from "./dialect.ts";
import { MessageCounter, type OwnDialect } from "./message_counter.ts";
import { bytesOf } from "../support/bytes.ts";

const TIME = 1790000000000;

/** The shortest message of each dialect, and the longest other entries. */
const RECEIVED: Record<OwnDialect, { message: (text: string) => string; others: string[] }> = {
  line: {
    message: (text) => `s0: ${text}\n`,
    others: ["r999 entrou no chat.\n", "s999 saiu do chat.\n", "\n"],
  },
  structured: {
    message: (text) =>
      `{"type":"said","seq":1,"time":${TIME},"from":"s0","id":1,"text":"${text}"}\n`,
    others: [
      `{"type":"left","seq":1234567,"time":${TIME},"name":"r999","reason":"slow"}\n`,
      `{"type":"joined","seq":1234567,"time":${TIME},"name":"r999"}\n`,
      '{"type":"ping"}\n',
    ],
  },
};

for (const [name, { message, others }] of Object.entries(RECEIVED)) {
  const dialect = name as OwnDialect;
  for (const textBytes of [64, 4096]) {
    Deno.test(
      `MessageCounter.read() counts ${name} messages of ${textBytes} bytes and nothing else`,
      {
        permissions: "none",
      },
      () => {
        const one = message(textOf(600, 1, textBytes));
        const all = bytesOf(others.join("") + one + others.join("") + one + one.slice(0, -1));
        for (const pieceBytes of [1, 7, 64, 5000]) {
          const counter = new MessageCounter(dialect, textBytes);
          for (let from = 0; from < all.length; from += pieceBytes) {
            counter.read(all.subarray(from, from + pieceBytes), 0);
          }
          assertEquals([counter.messages, counter.bytes], [2, 2 * (one.length - 1)]);
          counter.read(bytesOf("\n"), 0);
          assertEquals(counter.messages, 3);
        }
      },
    );
  }
}

Deno.test("MessageCounter.longestGapMs is the longest time between two reads after start()", {
  permissions: "none",
}, () => {
  const counter = new MessageCounter("line");
  counter.start(100);
  for (const now of [150, 400, 410]) counter.read(bytesOf("x"), now);
  assertEquals([counter.longestGapMs, counter.receivedAt], [250, 410]);
});
