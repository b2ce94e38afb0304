import { assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";

const pure = { permissions: "none" } as const;

function assertWide(cases: readonly (readonly [text: string, columns: number])[]): void {
  for (const [text, columns] of cases) {
    assertEquals(unicodeWidth(text), columns, JSON.stringify(text));
  }
}

Deno.test("unicodeWidth() counts one column for a letter, composed or not", pure, () => {
  assertWide([
    ["", 0],
    ["chat", 4],
    ["informação", 10],
    ["informac\u0327a\u0303o", 10],
    ["z\u0301\u0302\u0303\u20dd", 1],
    ["Ольга", 5],
    ["שלום", 4],
    ["a b~", 4],
    ["\u00a0", 1],
  ]);
});

Deno.test("unicodeWidth() counts two columns for a wide or fullwidth character", pure, () => {
  assertWide([
    ["天地", 4],
    ["한국", 4],
    ["カタ", 4],
    ["\uff71\uff80", 2],
    ["Ａ！", 4],
    ["、。\u3000", 6],
    ["\u{20000}", 2],
    ["🙂", 2],
    ["🙂🙂a", 5],
  ]);
});

Deno.test("unicodeWidth() counts one column for an ambiguous character", pure, () => {
  assertWide([["“”…—", 4], ["αß×", 3], ["─│┌", 3], ["●★", 2]]);
});

Deno.test("unicodeWidth() counts no column for undrawn characters", pure, () => {
  assertWide([
    ["\x00\x1b\x07\t\n\x7f\x9b", 0],
    ["\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u3164\ufe0f\ufeff", 0],
    ["\u{e0067}\u{e007f}\u{e0100}", 0],
    ["می\u200cخواهم", 7],
    ["\u0301", 0],
  ]);
});

Deno.test("unicodeWidth() counts character by character, also within one emoji", pure, () => {
  assertWide([["👨‍👩‍👧‍👦", 8], ["👍🏽", 4], ["🇧🇷", 2], ["1️⃣", 1], ["❤️", 1]]);
});

Deno.test("unicodeWidth() counts for a string the columns of its halves", pure, () => {
  const text = "João 天地🙂 informac\u0327a\u0303o";
  const characters = [...text];
  for (let at = 0; at <= characters.length; at++) {
    const before = characters.slice(0, at).join("");
    const after = characters.slice(at).join("");
    assertEquals(unicodeWidth(before) + unicodeWidth(after), 22);
  }
});
