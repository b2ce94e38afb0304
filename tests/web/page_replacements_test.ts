import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/protocol.ts";
import { shortenBlanks } from "../../lib/web/page_blanks.ts";
import { encodeLine as encodePageLine } from "../../lib/web/page_lines.ts";
import { writeAll } from "../../lib/web/page_writes.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { bytesOf } from "../support/bytes.ts";

const pure = { permissions: "none" as const };

const COMMANDS: Command[] = [
  { type: "hello", version: 1, name: "Ana", lang: "pt-BR", resume: { token: "t", seen: 3 } },
  { type: "say", id: 1, action: true, text: 'olá "x" \\ 👩‍👩‍👧\n\ud800' },
  { type: "whisper", id: 2, to: "Bia", text: "psiu" },
  { type: "past", count: 50, before: 7 },
  { type: "leave" },
];

Deno.test("the page's encodeLine() writes what every client's does", pure, () => {
  assertEquals(COMMANDS.map(encodePageLine), COMMANDS.map(encodeLine));
});

Deno.test("the page's writeAll() writes all, once", pure, async () => {
  const written: Uint8Array[] = [];
  await writeAll(bytesOf("olá"), {
    write: (bytes) => {
      written.push(bytes);
      return Promise.resolve(bytes.length);
    },
  });
  assertEquals(written, [bytesOf("olá")]);
});

Deno.test("the page's shortenBlanks() leaves blanks to the browser", pure, () => {
  assertEquals(shortenBlanks(`a\t${" ".repeat(99)}b`), `a\t${" ".repeat(99)}b`);
});
