import { assert, assertEquals } from "@std/assert";
import { applyKey, submitted } from "../../lib/term/editor.ts";
import { type EditorState, EMPTY_EDITOR } from "../../lib/term/edits.ts";
import type { Key } from "../../lib/term/keys.ts";
import { amongNames, FAMILY, lineOf, pressAll, show, typed } from "../support/editor_edits.ts";
import { paste } from "../support/keys.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;

const CHANGES = [
  ...["backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "alt+backspace", "alt+d", "ctrl+y"],
  ...["alt+enter", "tab", "ctrl+c"],
];
const MOVES = [
  ...["left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+b", "ctrl+f", "alt+b", "alt+f"],
  ...["ctrl+left", "ctrl+right"],
];
const OTHERS = ["up", "down", "ctrl+p", "ctrl+n", "ctrl+_", "ctrl+d", "ctrl+l", "enter", "f5"];
/** Characters that join their neighbours, and some that do not. */
const CODE_POINTS = [
  ..."aé. 天אन\u0301\u200d\ufe0f👩💻🏽🇧🇷\u1112\u1161\u11ab\u094d\u093f@",
];

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

function randomText(random: () => number, from: readonly string[], max: number): string {
  return Array.from({ length: Math.floor(random() * max) }, () => pick(random, from)).join("");
}

function randomKey(random: () => number, names: readonly string[]): Key {
  const chance = random();
  if (chance < 0.4) return { type: "text", text: pick(random, CODE_POINTS) };
  if (chance < 0.5) return paste(randomText(random, [...CODE_POINTS, "\n"], 6));
  return { type: "press", name: pick(random, names) };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function assertWhole(line: EditorState, message: string): void {
  const { text, cursor } = line;
  const starts = [...segmenter.segment(text)].map(({ index }) => index);
  assert([...starts, text.length].includes(cursor), message);
}

Deno.test("applyKey() never leaves the cursor within a character, for any keys", pure, () => {
  withSeeds(200, (random) => {
    let line = lineOf("|", ["informação", "👩‍💻\n🇧🇷"]);
    for (let n = 0; n < 60; n++) {
      const before = line;
      const key = randomKey(random, [...CHANGES, ...MOVES, ...OTHERS]);
      const step = applyKey(line, key, amongNames);
      line = step.effect === "submit" ? submitted(step.state) : step.state;
      const message = `${JSON.stringify(before)} ${JSON.stringify(key)}`;
      assertWhole(line, message);
      assert(line.historyIndex >= 0 && line.historyIndex <= line.history.length, message);
    }
  });
});

Deno.test("applyKey() undoes everything, step by step, with Ctrl+_", pure, () => {
  withSeeds(200, (random) => {
    const before = lineOf("olá, |mundo");
    let line = before;
    for (let n = 0; n < 60; n++) {
      ({ state: line } = applyKey(line, randomKey(random, [...CHANGES, ...MOVES]), amongNames));
    }
    for (let n = 0; n < 60; n++) line = pressAll(line, ["ctrl+_"]);
    assertEquals(line.text, before.text);
  });
});

Deno.test("applyKey() restores the text when an inserted text is removed", pure, () => {
  const characters = ["a", "ã", "e\u0301", "天", "👍🏽", "🙂", " ", "\n", "한", "❤️", "."];
  withSeeds(200, (random) => {
    const left = randomText(random, [...characters, FAMILY], 12);
    const right = randomText(random, [...characters, FAMILY], 12);
    const before = `${left}|${right}`;
    const isPaste = random() < 0.5;
    const inserted = Array.from(
      { length: Math.floor(random() * 12) },
      () => pick(random, isPaste ? [...characters, FAMILY] : characters),
    );
    const keys = isPaste ? [paste(inserted.join(""))] : typed(inserted.join(""));
    const line = pressAll(lineOf(before), keys);
    assertEquals(show(line), `${left}${inserted.join("")}|${right}`);
    assertEquals(show(pressAll(line, inserted.map(() => "backspace"))), before);
    const moved = pressAll(line, inserted.map(() => "left"));
    assertEquals(show(moved), `${left}|${inserted.join("")}${right}`);
    assertEquals(show(pressAll(moved, inserted.map(() => "delete"))), before);
  });
});

Deno.test("applyKey() inserts no terminal control characters", {
  permissions: "none",
}, () => {
  const nothing = () => ({ from: 0, to: 0, choices: [] });
  const pasted = applyKey(
    EMPTY_EDITOR,
    { type: "paste", text: "a\tb\x1b[31mc\x07\r\nd\u0085" },
    nothing,
  );
  assertEquals(pasted.state.text, "a\tb[31mc\nd");
});
