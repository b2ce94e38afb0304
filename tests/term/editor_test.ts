import { assertEquals } from "@std/assert";
import { applyKey, type Effect } from "../../lib/term/editor.ts";
import {
  amongNames,
  assertEdits,
  assertKeys,
  FAMILY,
  lineOf,
  noChoice,
  pasted,
  pressAll,
  show,
  typed,
} from "../support/editor.ts";

const pure = { permissions: "none" } as const;

const JAMO = "\u1112\u1161\u11ab";

Deno.test("press() puts what is typed at the cursor", pure, () => {
  assertEdits([
    ["|", typed("olá"), "olá|"],
    ["olá|mundo", typed(", "), "olá, |mundo"],
    ["|a", typed("🙂"), "🙂|a"],
    ["a|b", [pasted("um\ndois")], "aum\ndois|b"],
    ["a|b", [pasted("")], "a|b"],
    ["a|b", ["alt+enter"], "a\n|b"],
  ]);
});

Deno.test("press() changes nothing for a key that means nothing", pure, () => {
  const names = ["", "f5", "escape", "shift+tab", "insert", "undefined", "ctrl+q", "toString"];
  assertKeys([...names, "__proto__", "constructor"], [["olá|mundo", "olá|mundo"]]);
});

Deno.test("press() changes nothing for what the terminal tells of its cursor", pure, () => {
  const listed = pressAll(lineOf("@a|"), ["tab"], amongNames);
  assertEquals(pressAll(listed, [{ type: "report", row: 1, column: 2 }]), listed);
});

Deno.test("press() takes what a person takes for one character as one step", pure, () => {
  const characters = [
    ...["ã", "a\u0303", "e\u0301\u0323", "z\u0301\u0302\u0303", "天", "한", JAMO, "क्षि", "ที่"],
    ...["🙂", "👍🏽", "❤️", "1️⃣", "👩‍💻", FAMILY, "🇧🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈"],
  ];
  for (const one of characters) {
    for (const [left, right] of [["", ""], ["a", "b"], ["天", " "], [" ", "\n"]]) {
      assertKeys(["left", "ctrl+b"], [[`${left}${one}|${right}`, `${left}|${one}${right}`]]);
      assertKeys(["right", "ctrl+f"], [[`${left}|${one}${right}`, `${left}${one}|${right}`]]);
      assertKeys(["backspace"], [[`${left}${one}|${right}`, `${left}|${right}`]]);
      assertKeys(["delete", "ctrl+d"], [[`${left}|${one}${right}`, `${left}|${right}`]]);
    }
  }
  assertEdits([
    ["🇧🇷🇵🇹🇯🇵|", ["left", "left"], "🇧🇷|🇵🇹🇯🇵"],
    ["🇧🇷🇵🇹|🇯🇵", ["backspace"], "🇧🇷|🇯🇵"],
    [`${FAMILY}|${FAMILY}`, ["delete"], `${FAMILY}|`],
  ]);
});

Deno.test("press() keeps the cursor behind a character whose parts are typed", pure, () => {
  for (const one of [FAMILY, "🇧🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "👍🏽", "1️⃣", "e\u0301\u0323", JAMO]) {
    for (const [left, right] of [["", ""], ["olá ", " mundo"], ["天", "天"]]) {
      let line = lineOf(`${left}|${right}`);
      let soFar = left;
      for (const key of typed(one)) {
        line = pressAll(line, [key]);
        soFar += key.type === "text" ? key.text : "";
        assertEquals(show(line), `${soFar}|${right}`);
      }
      assertEquals(show(pressAll(line, ["backspace"])), `${left}|${right}`);
    }
  }
});

Deno.test("press() puts the cursor behind characters that join", pure, () => {
  assertEdits([
    ["a|\u0301b", ["backspace"], "|\u0301b"],
    ["👩|x💻", typed("\u200d"), "👩\u200d|x💻"],
    ["👩\u200d|x💻", ["delete"], "👩\u200d💻|"],
    ["|\u0301b", typed("a"), "a\u0301|b"],
    ["🇧|x🇷", ["delete"], "🇧🇷|"],
  ]);
});

Deno.test("press() asks for what the line cannot do by itself", pure, () => {
  const cases: [before: string, key: string, after: string, effect: Effect | undefined][] = [
    ["o|lá", "enter", "o|lá", "submit"],
    ["|", "enter", "|", "submit"],
    ["o|lá", "ctrl+l", "o|lá", "clear-screen"],
    ["o|lá", "ctrl+c", "|", undefined],
    [" |", "ctrl+c", "|", undefined],
    ["|", "ctrl+c", "|", "leave"],
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
