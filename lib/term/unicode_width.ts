/**
 * Replaces `unicode_width` of `@std/cli`, with the same signature: the npm republication of the
 * standard library lacks the table which that file reads (deno-std 1.4.0 ships no `_data.json`).
 * Where JSR is reachable, map `@std/cli/unicode-width` to the original in `deno.json`, and delete
 * this file.
 */

// Includes the vowels and finals of Hangul Jamo, which combine with the consonant before them.
const ZERO_WIDTH = /[\p{Cc}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff]/u;

// Width W or F in EastAsianWidth.txt (Unicode 16): by script where all of a script is wide.
const WIDE = new RegExp(
  "[" +
    ["Han", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Yi", "Tangut", "Nushu"]
      .map((script) => String.raw`\p{Script=${script}}`).join("") +
    String.raw`\p{Script=Khitan_Small_Script}\p{Emoji_Presentation}` +
    String.raw`\u2329\u232a\u2630-\u2637\u268a-\u268f\u2ff0-\u303e\u3099-\u33ff\u4dc0-\u4dff` +
    String.raw`\ua490-\ua4c6\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6` +
    String.raw`\u{1d300}-\u{1d376}\u{1f200}-\u{1f2ff}]`,
  "u",
);
// Halfwidth forms, tone marks, circled numbers, and regional indicators: a flag is two of them.
const NARROW = /[\u02ea\u02eb\u3248-\u324f\uff61-\uffdc\ud7b0-\ud7fb\u{1f1e6}-\u{1f1ff}]/u;

/**
 * The display width of a string in terminal columns: the sum over its code points.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unicodeWidth } from "@std/cli/unicode-width";
 *
 * assertEquals(unicodeWidth("informação"), 10);
 * assertEquals(unicodeWidth("天地"), 4);
 * ```
 */
export function unicodeWidth(str: string): number {
  let width = 0;
  for (const character of str) width += widthOf(character);
  return width;
}

function widthOf(character: string): 0 | 1 | 2 {
  if (character >= " " && character <= "~") return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) && !NARROW.test(character) ? 2 : 1;
}
