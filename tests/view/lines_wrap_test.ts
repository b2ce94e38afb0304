import { assert, assertEquals } from "@std/assert";
import { columns } from "../../lib/term/cells.ts";
import { eventLines } from "../../lib/view/lines.ts";
import {
  ANA,
  ANSWERS,
  assertLines,
  ENTRIES,
  entry,
  plain,
  said,
  whispered,
} from "../support/rendered_lines.ts";

const pure = { permissions: "none" } as const;

Deno.test("eventLines() breaks rows between words, by the columns they take", pure, () => {
  assertLines(
    [
      [said("Bia", "um dois três"), ["7 Bia: um", "  dois três"]],
      [said("Bia", "cinco"), ["7 Bia: cinco"]],
      [said("Bia", "cincos"), ["7 Bia:", "  cincos"]],
      [said("Bia", "天地 玄黄宇宙 洪"), ["7 Bia: 天地", "  玄黄宇宙", "  洪"]],
      // A wider word is left to the terminal.
      [said("Bia", "天地玄黄宇宙洪"), ["7 Bia: 天地玄黄宇宙洪"]],
      [said("Bia", "e\u0301e\u0301e\u0301e\u0301e\u0301"), [
        "7 Bia: e\u0301e\u0301e\u0301e\u0301e\u0301",
      ]],
      [said("Bia", "👍👍👍"), ["7 Bia:", "  👍👍👍"]],
      [said("Ana", "palavracomprida"), ["7 ✓ palavracomprida"]],
      [said("Ana", "um dois três\nquatro"), ["7 ✓ um dois", "  três", "  quatro"]],
      [entry({ type: "joined", name: "Bia" }), ["7 Bia entrou", "  no chat."]],
    ],
    plain,
    12,
  );
  assertLines([[whispered("Bia", "Ana", "oi"), ["7 Bia", "  (privado):", "  oi"]]], plain, 13);
});

Deno.test("eventLines() keeps every row within the width, and every word", pure, () => {
  const words = (lines: string[]) => lines.join("\n").split(/\s+/);
  for (const event of [...ENTRIES, ...ANSWERS]) {
    for (let width = 20; width <= 60; width++) {
      const lines = eventLines(event, ANA, plain, width);
      for (const line of lines) assert(columns(line) <= width, `${width}: ${line}`);
      assertEquals(words(lines), words(eventLines(event, ANA, plain)));
    }
  }
});

Deno.test("eventLines() supports a window narrower than the time", pure, () => {
  for (const width of [0, 1, 2, 3, 4]) {
    assertLines([[said("Bia", "oi"), ["7 Bia:", "  oi"]]], plain, width);
  }
});
