/** What a key costs in a text of 1 MB: in the editor, and with the line drawn again. */

import { applyKey } from "../../../lib/term/editor.ts";
import { EMPTY_EDITOR } from "../../../lib/term/edits.ts";
import { Painter } from "../../../lib/term/paint.ts";
import { type Plan, print } from "../run.ts";
import { row } from "../table.ts";

const UNITS = 1 << 20;
/** What a key may take at most, in ms, and add to the memory, in MB. */
const TARGET_MS = 50;
const TARGET_MB = 20;
const SIZE = { columns: 80, rows: 24 };

const KINDS: [kind: string, unit: string][] = [
  ["words", "palavra "],
  ["one word", "a"],
  ["symbols", "."],
  ["blanks", " "],
  ["lines", "linha\n"],
  ["Chinese", "天地玄黄"],
  ["Thai", "สวัสดีชาวโลก"],
  ["Hindi", "नमस्ते "],
  ["emoji", "👩‍💻🇧🇷"],
];
const KEYS = [
  ...["left", "right", "home", "end", "up", "down", "backspace", "delete", "ctrl+w", "alt+d"],
  ...["ctrl+u", "ctrl+k", "alt+b", "alt+f", "ctrl+y", "ctrl+z", "tab"],
];

/** Each key at the beginning, in the middle and at the end of each text; once. */
export async function editor(_plan: Plan): Promise<void> {
  const columns = ["slowest key", "ms", "drawn again: ms", "MB"];
  const targets = `targets: ${TARGET_MS} ms, ${TARGET_MB} MB`;
  print(`\n${row(["a key in a text of 1 Mi UTF-16 units", ...columns, targets])}`);
  print(row(["---", "---", "---:", "---:", "---:", "---"]));
  for (const [kind, unit] of KINDS) {
    const text = unit.repeat(UNITS / unit.length);
    const at = [0, Math.floor(text.length / unit.length / 2) * unit.length, text.length];
    let slowest = { name: "", ms: 0 };
    let paintMs = 0;
    let addedMb = 0;
    for (const cursor of at) {
      for (const name of KEYS) {
        const line = { ...EMPTY_EDITOR, text, cursor };
        await new Promise((resolve) => setTimeout(resolve));
        const usedBefore = used();
        const startedAt = performance.now();
        const { state } = applyKey(line, { type: "press", name }, noChoice);
        const ms = performance.now() - startedAt;
        new Painter(true).paint([], {
          above: [],
          below: [],
          label: "› ",
          text: state.text,
          cursor: state.cursor,
        }, SIZE);
        paintMs = Math.max(paintMs, performance.now() - startedAt - ms);
        addedMb = Math.max(addedMb, (used() - usedBefore) / 1e6);
        if (ms > slowest.ms) slowest = { name, ms };
      }
    }
    const isMissed = Math.max(slowest.ms, paintMs) > TARGET_MS || addedMb > TARGET_MB;
    const figures = [slowest.ms, paintMs, addedMb].map((figure) => figure.toFixed(1));
    print(row([kind, slowest.name, ...figures, isMissed ? "MISSED" : ""]));
  }
}

/** The bytes of the heap, garbage included. */
function used(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

function noChoice(_text: string, cursor: number) {
  return { from: cursor, to: cursor, choices: [] };
}
