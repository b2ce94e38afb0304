/** What a key costs in a long text: near the cursor something is done, in the rest of it nothing. */

import { assert, assertEquals } from "@std/assert";
import { applyKey } from "../../lib/term/editor.ts";
import { type EditorState, EMPTY_EDITOR } from "../../lib/term/edits.ts";
import { countSegments } from "../support/cost.ts";
import { usedHeapBytes } from "../support/heap_size.ts";
import { noChoice, pressAll } from "../support/editor_edits.ts";
import { paste, press } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

const MANY = 1 << 20;

/** What a text of a million UTF-16 units consists of. */
const UNITS: [kind: string, unit: string][] = [
  ["words", "palavra "],
  ["one word", "a"],
  ["symbols", "."],
  ["blanks", " "],
  ["newlines", "\n"],
  ["Chinese", "天地玄黄"],
  ["Thai", "สวัสดีชาวโลก"],
  ["Hindi", "नमस्ते "],
  ["emoji", "👩‍💻🇧🇷"],
  ["tabs", "\t"],
];

const KEYS = [
  ...["left", "right", "home", "end", "up", "down", "backspace", "delete", "ctrl+w", "alt+d"],
  ...["ctrl+u", "ctrl+k", "alt+b", "alt+f", "ctrl+left", "ctrl+right", "alt+backspace", "ctrl+y"],
  ...["ctrl+_", "ctrl+p", "ctrl+n", "tab", "shift+tab", "alt+enter"],
];

function long(unit: string): string {
  return unit.repeat(MANY / unit.length);
}

Deno.test("applyKey() looks at no more than the words near the cursor", pure, () => {
  for (const [kind, unit] of UNITS) {
    const text = long(unit);
    for (const cursor of [0, unit.length * 8, text.length - unit.length, text.length]) {
      for (const name of KEYS) {
        const line = { ...EMPTY_EDITOR, text, cursor };
        const key = { type: "press" as const, name };
        const { texts, segments } = countSegments(() => applyKey(line, key, noChoice));
        const what = `${name} at ${cursor} of ${kind}: ${texts} texts, ${segments} segments`;
        assert(texts <= 15 && segments <= 1_100, what);
      }
    }
  }
});

Deno.test("applyKey() keeps what was removed in memory, and not the text around it", () => {
  const text = "extraordinariamente ".repeat(MANY / 20);
  let line: EditorState = { ...EMPTY_EDITOR, text, cursor: text.length };
  const before = usedHeapBytes();
  for (let n = 0; n < 50; n++) line = pressAll(line, ["ctrl+w", "left", "backspace"]);
  const grownMb = (usedHeapBytes() - before) / 1e6;
  assertEquals(line.undo.length, 100);
  assert(grownMb < 10, `${grownMb} MB for 100 edits`);
});

Deno.test("applyKey() leaves out what does not fit into 64 KiB, and says so", pure, () => {
  const type = (line: EditorState, text: string) =>
    applyKey(line, { type: "text", text }, noChoice);
  const full = pressAll(EMPTY_EDITOR, [paste("ã".repeat(32 * 1024))]);
  assertEquals(full.text.length, 32 * 1024);
  assertEquals(type(full, "a"), { state: full, effect: "full" });
  const shorter = pressAll(full, ["backspace"]);
  assertEquals(type(shorter, "ab").effect, undefined);
  assertEquals(type(shorter, "abc"), { state: shorter, effect: "full" });
  const filled = type(shorter, "ab").state;
  const keys = [paste("x"), ...["ctrl+y", "alt+enter"].map((name) => press(name))];
  const killed = pressAll(filled, ["ctrl+w", "ctrl+y"]);
  assertEquals(killed.text, filled.text);
  for (const key of keys) {
    assertEquals(applyKey(killed, key, noChoice), { state: killed, effect: "full" });
  }
  const complete = () => ({ from: 0, to: 0, choices: ["@Maria"] });
  assertEquals(applyKey(filled, press("tab"), complete), { state: filled, effect: "full" });
});
