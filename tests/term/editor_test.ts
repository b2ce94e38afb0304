import { assertEquals } from "@std/assert";
import { applyKey, type Effect } from "../../lib/term/editor.ts";
import {
  amongNames,
  assertEdits,
  assertKeys,
  FAMILY,
  lineOf,
  noChoice,
  pressAll,
  show,
  typed,
} from "../support/editor_edits.ts";
import { paste } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

const JAMO = "\u1112\u1161\u11ab";

Deno.test("applyKey() inserts typed text at the cursor", pure, () => {
  assertEdits([
    ["|", typed("olá"), "olá|"],
    ["olá|mundo", typed(", "), "olá, |mundo"],
    ["|a", typed("🙂"), "🙂|a"],
    ["a|b", [paste("um\ndois")], "aum\ndois|b"],
    ["a|b", [paste("")], "a|b"],
    ["a|b", ["alt+enter"], "a\n|b"],
  ]);
});

Deno.test("applyKey() changes nothing for an unknown key", pure, () => {
  const names = ["", "f5", "escape", "shift+tab", "insert", "undefined", "ctrl+q", "toString"];
  assertKeys([...names, "__proto__", "constructor"], [["olá|mundo", "olá|mundo"]]);
});

Deno.test("applyKey() changes nothing for a cursor report", pure, () => {
  const listed = pressAll(lineOf("@a|"), ["tab"], amongNames);
  assertEquals(pressAll(listed, [{ type: "report", row: 1, column: 2 }]), listed);
});

Deno.test("applyKey() treats a user-perceived character as one step", pure, () => {
  const characters = [
    ...["ã", "a\u0303", "e\u0301\u0323", "z\u0301\u0302\u0303", "天", "한", JAMO, "क्षि", "ที่"],
    ...["🙂", "👍🏽", "❤️", "1️⃣", "👩‍💻", FAMILY, "🇧🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈"],
  ];
  for (const grapheme of characters) {
    for (const [left, right] of [["", ""], ["a", "b"], ["天", " "], [" ", "\n"]]) {
      assertKeys(["left", "ctrl+b"], [[
        `${left}${grapheme}|${right}`,
        `${left}|${grapheme}${right}`,
      ]]);
      assertKeys(["right", "ctrl+f"], [[
        `${left}|${grapheme}${right}`,
        `${left}${grapheme}|${right}`,
      ]]);
      assertKeys(["backspace"], [[`${left}${grapheme}|${right}`, `${left}|${right}`]]);
      assertKeys(["delete", "ctrl+d"], [[`${left}|${grapheme}${right}`, `${left}|${right}`]]);
    }
  }
  assertEdits([
    ["🇧🇷🇵🇹🇯🇵|", ["left", "left"], "🇧🇷|🇵🇹🇯🇵"],
    ["🇧🇷🇵🇹|🇯🇵", ["backspace"], "🇧🇷|🇯🇵"],
    [`${FAMILY}|${FAMILY}`, ["delete"], `${FAMILY}|`],
  ]);
});

Deno.test("applyKey() keeps the cursor behind a character that is typed in parts", pure, () => {
  for (const grapheme of [FAMILY, "🇧🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "👍🏽", "1️⃣", "e\u0301\u0323", JAMO]) {
    for (const [left, right] of [["", ""], ["olá ", " mundo"], ["天", "天"]]) {
      let line = lineOf(`${left}|${right}`);
      let soFar = left;
      for (const key of typed(grapheme)) {
        line = pressAll(line, [key]);
        soFar += key.type === "text" ? key.text : "";
        assertEquals(show(line), `${soFar}|${right}`);
      }
      assertEquals(show(pressAll(line, ["backspace"])), `${left}|${right}`);
    }
  }
});

Deno.test("applyKey() moves the cursor behind joining characters", pure, () => {
  assertEdits([
    ["a|\u0301b", ["backspace"], "|\u0301b"],
    ["👩|x💻", typed("\u200d"), "👩\u200d|x💻"],
    ["👩\u200d|x💻", ["delete"], "👩\u200d💻|"],
    ["|\u0301b", typed("a"), "a\u0301|b"],
    ["🇧|x🇷", ["delete"], "🇧🇷|"],
  ]);
});

Deno.test("applyKey() returns an effect for keys that do not edit the line", pure, () => {
  const cases: [before: string, key: string, after: string, effect: Effect | undefined][] = [
    ["o|lá", "enter", "o|lá", "submit"],
    ["|", "enter", "|", "submit"],
    ["o|lá", "ctrl+l", "o|lá", "clear-screen"],
    ["o|lá", "ctrl+c", "|", undefined],
    [" |", "ctrl+c", "|", undefined],
    ["|", "ctrl+c", "|", "interrupt"],
    ["|", "ctrl+d", "|", "leave"],
    ["o|lá", "ctrl+d", "o|á", undefined],
    ["olá|", "ctrl+d", "olá|", undefined],
    ["|\n", "ctrl+d", "|", undefined],
  ];
  for (const [before, name, after, effect] of cases) {
    const step = applyKey(lineOf(before), { type: "press", name }, noChoice);
    assertEquals([show(step.state), step.effect], [after, effect], `${before} ${name}`);
  }
});
