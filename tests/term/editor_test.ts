import { assert, assertEquals } from "@std/assert";
import {
  applyKey,
  type Complete,
  type EditorState,
  type Effect,
  EMPTY_EDITOR,
  submitted,
} from "../../lib/term/editor.ts";
import type { Key } from "../../lib/term/keys.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;

const FAMILY = "👨‍👩‍👧‍👦";
const JAMO = "\u1112\u1161\u11ab";

/** A key by its name, or what was typed or pasted. */
type Typed = string | Key;

/** A line, its cursor shown as `|`. */
function lineOf(shown: string, history: string[] = []): EditorState {
  const cursor = shown.indexOf("|");
  const text = shown.slice(0, cursor) + shown.slice(cursor + 1);
  return { ...EMPTY_EDITOR, text, cursor, history, historyIndex: history.length };
}

function show({ text, cursor }: EditorState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

/** The keys that type a text, one for each code point, as a terminal gives them. */
function typed(text: string): Key[] {
  return [...text].map((text) => ({ type: "text", text }));
}

function pasted(text: string): Key {
  return { type: "paste", text };
}

function noChoice(_text: string, cursor: number): ReturnType<Complete> {
  return { from: cursor, choices: [] };
}

function pressAll(line: EditorState, keys: Typed[], complete: Complete = noChoice): EditorState {
  return keys.reduce((before: EditorState, key) => {
    const step = applyKey(
      before,
      typeof key === "string" ? { type: "press", name: key } : key,
      complete,
    );
    assertEquals(step.effect, undefined, `${show(before)} ${JSON.stringify(key)}`);
    return step.line;
  }, line);
}

function assertEdits(cases: [before: string, keys: Typed[], after: string][]): void {
  for (const [before, keys, after] of cases) {
    const line = pressAll(lineOf(before), keys);
    assertEquals(show(line), after, `${before} ${JSON.stringify(keys)}`);
  }
}

/** Presses each key once on the line before it. */
function assertKeys(keys: string[], cases: [before: string, after: string][]): void {
  assertEdits(
    keys.flatMap((key) =>
      cases.map(([before, after]): [string, Typed[], string] => [before, [key], after])
    ),
  );
}

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

Deno.test("press() moves by one character", pure, () => {
  assertKeys(["left", "ctrl+b"], [
    ["ab|c", "a|bc"],
    ["|abc", "|abc"],
    ["|", "|"],
    ["a\n|b", "a|\nb"],
  ]);
  assertKeys(["right", "ctrl+f"], [
    ["a|bc", "ab|c"],
    ["abc|", "abc|"],
    ["|", "|"],
    ["a|\nb", "a\n|b"],
  ]);
});

Deno.test("press() moves to the ends of a row", pure, () => {
  assertKeys(["home", "ctrl+a"], [
    ["olá mu|ndo", "|olá mundo"],
    ["|olá", "|olá"],
    ["um\ndo|is\ntrês", "um\n|dois\ntrês"],
    ["um\n|dois", "um\n|dois"],
    ["um|\ndois", "|um\ndois"],
  ]);
  assertKeys(["end", "ctrl+e"], [
    ["olá mu|ndo", "olá mundo|"],
    ["olá|", "olá|"],
    ["um\ndo|is\ntrês", "um\ndois|\ntrês"],
    ["um|\ndois", "um|\ndois"],
    ["um\n|", "um\n|"],
  ]);
});

Deno.test("press() moves by words of any alphabet", pure, () => {
  assertKeys(["alt+b", "ctrl+left", "alt+left"], [
    ["a informação|", "a |informação"],
    ["a informaçã|o", "a |informação"],
    ["a informac\u0327a\u0303o|", "a |informac\u0327a\u0303o"],
    ["a |informação", "|a informação"],
    ["olá,  mundo  |!", "olá,  |mundo  !"],
    ["@ana|", "@|ana"],
    ["@|ana", "|@ana"],
    ["Привет мир|", "Привет |мир"],
    ["שלום עולם|", "שלום |עולם"],
    ["مرحبا بكم|", "مرحبا |بكم"],
    ["नमस्ते दुनिया|", "नमस्ते |दुनिया"],
    ["안녕 세상|", "안녕 |세상"],
    ["um\n|dois", "|um\ndois"],
    ["|", "|"],
  ]);
  assertKeys(["alt+f", "ctrl+right", "alt+right"], [
    ["|informação a", "informação| a"],
    ["i|nformação a", "informação| a"],
    ["|informac\u0327a\u0303o a", "informac\u0327a\u0303o| a"],
    ["informação| a", "informação a|"],
    ["olá|,  mundo!", "olá,  mundo|!"],
    ["olá|!?", "olá!?|"],
    ["|Привет мир", "Привет| мир"],
    ["|שלום עולם", "שלום| עולם"],
    ["|नमस्ते दुनिया", "नमस्ते| दुनिया"],
    ["um|\ndois", "um\ndois|"],
    ["|", "|"],
  ]);
});

Deno.test("press() removes one character", pure, () => {
  assertKeys(["backspace"], [["ab|c", "a|c"], ["|abc", "|abc"], ["a\n|b", "a|b"], ["|", "|"]]);
  assertKeys(["delete", "ctrl+d"], [["a|bc", "a|c"], ["abc|", "abc|"], ["a|\nb", "a|b"]]);
  assertKeys(["delete"], [["|", "|"]]);
});

Deno.test("press() cuts by words and to the ends of a row", pure, () => {
  assertKeys(["ctrl+w", "alt+backspace"], [
    ["a informação|", "a |"],
    ["a informa|ção", "a |ção"],
    ["a informac\u0327a\u0303o|", "a |"],
    ["olá, mundo!  |", "olá, |"],
    ["...|", "|"],
    ["|olá", "|olá"],
    ["um\n|dois", "|dois"],
    ["Привет мир|", "Привет |"],
  ]);
  assertKeys(["alt+d"], [
    ["a |informação b", "a | b"],
    ["a| informação b", "a| b"],
    ["a |informac\u0327a\u0303o b", "a | b"],
    ["|мир Привет", "| Привет"],
    ["olá|!?", "olá|"],
    ["olá|", "olá|"],
  ]);
  assertKeys(["ctrl+u"], [
    ["olá |mundo", "|mundo"],
    ["|olá", "|olá"],
    ["um\ndo|is\ntrês", "um\n|is\ntrês"],
  ]);
  assertKeys(["ctrl+k"], [
    ["olá |mundo", "olá |"],
    ["olá|", "olá|"],
    ["um\ndo|is\ntrês", "um\ndo|\ntrês"],
  ]);
});

Deno.test("press() brings back with Ctrl+Y what was cut last", pure, () => {
  assertEdits([
    ["olá |mundo", ["ctrl+u", "end", "ctrl+y"], "mundoolá |"],
    ["olá |mundo", ["ctrl+k", "home", "ctrl+y"], "mundo|olá "],
    ["a informação|", ["ctrl+w", "ctrl+y", "ctrl+y"], "a informaçãoinformação|"],
    ["a informação|", ["alt+backspace", "home", "ctrl+y"], "informação|a "],
    ["|um dois", ["alt+d", "end", "ctrl+y"], " doisum|"],
    ["um dois|", ["ctrl+w", "ctrl+w", "ctrl+y"], "um |"],
    ["um |dois", ["ctrl+u", "ctrl+u", "ctrl+y"], "um |dois"],
    ["um |dois", ["ctrl+u", "delete", "ctrl+y"], "um |ois"],
    ["um|", ["ctrl+y"], "um|"],
  ]);
});

Deno.test("press() keeps what was cut when a text is submitted", pure, () => {
  const cut = pressAll(lineOf("a informação|"), ["ctrl+w"]);
  assertEquals(show(pressAll(submitted(cut), ["ctrl+y"])), "informação|");
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

Deno.test("press() takes words back one by one with Ctrl+_", pure, () => {
  const undo = (times: number): Typed[] => Array.from({ length: times }, () => "ctrl+_");
  const cases: [keys: Typed[], steps: string[]][] = [
    [typed("um dois três"), ["um dois |", "um |", "|"]],
    [[...typed("um "), pasted("dois\ntrês"), ...typed("!?")], ["um dois\ntrês|", "um |", "|"]],
    [[...typed("um dois"), "ctrl+w"], ["um dois|", "um |", "|"]],
    [[...typed("um"), "ctrl+u", "ctrl+y"], ["|", "um|", "|"]],
    [[...typed("um"), "home", "ctrl+k"], ["|um", "|"]],
    [[...typed("um"), "backspace", "backspace"], ["u|", "um|", "|"]],
    [[...typed("um"), "home", "delete"], ["|um", "|"]],
    [[...typed("um"), "backspace", ...typed("xy")], ["u|", "um|", "|"]],
    [[...typed("um"), "alt+enter", ...typed("d")], ["um\n|", "um|", "|"]],
    [[...typed("um"), "left", ...typed("x")], ["u|m", "|"]],
    [[...typed("um dois"), "ctrl+c"], ["um dois|", "um |", "|"]],
    [typed("👩‍💻"), ["|"]],
    [[], ["|"]],
  ];
  for (const [keys, steps] of cases) {
    const line = pressAll(EMPTY_EDITOR, keys);
    const found = [...steps.keys()].map((n) => show(pressAll(line, undo(n + 1))));
    assertEquals(found, steps, JSON.stringify(keys));
    assertEquals(show(pressAll(line, undo(steps.length + 1))), "|");
  }
});

Deno.test("press() goes back no further than the text recalled", pure, () => {
  const recalled = pressAll(lineOf("|", ["um", "dois"]), [...typed("rascunho"), "up"]);
  assertEquals(show(pressAll(recalled, ["ctrl+_"])), "dois|");
  assertEquals(show(pressAll(recalled, [...typed("!"), "ctrl+_"])), "dois|");
  assertEquals(show(pressAll(recalled, ["ctrl+w", "ctrl+_", "ctrl+_"])), "dois|");
});

Deno.test("press() shows the history and keeps the unfinished line", pure, () => {
  for (const [up, down] of [["up", "down"], ["ctrl+p", "ctrl+n"]] as const) {
    const cases: [keys: Typed[], after: string][] = [
      [[up], "dois|"],
      [[up, up], "um|"],
      [[up, up, up], "um|"],
      [[up, up, down], "dois|"],
      [[up, down], "rascunho|"],
      [[up, up, up, down, down, down], "rascunho|"],
      [[down], "ras|cunho"],
      [[up, "ctrl+c", down], "|"],
      [[up, "ctrl+c", ...typed("novo"), up, down], "novo|"],
      [[up, ...typed("!"), up, down], "dois!|"],
      [[up, ...typed("!"), "home", down], "rascunho|"],
    ];
    for (const [keys, after] of cases) {
      const line = pressAll(lineOf("ras|cunho", ["um", "dois"]), keys);
      assertEquals(show(line), after, JSON.stringify(keys));
    }
    assertEquals(show(pressAll(lineOf("só|"), [up, down, up])), "só|");
  }
});

Deno.test("press() moves between rows before it shows the history", pure, () => {
  const cases: [before: string, keys: Typed[], after: string][] = [
    ["um\ndo|is", ["up"], "um|\ndois"],
    ["um\nd|ois", ["up"], "u|m\ndois"],
    ["u|m\ndois", ["down"], "um\nd|ois"],
    ["três|\num\ndois", ["down"], "três\num|\ndois"],
    ["\n|\n", ["up"], "|\n\n"],
    ["\n|\n", ["down"], "\n\n|"],
    ["um\n\ndo|is", ["up", "up"], "|um\n\ndois"],
    ["a🙂b\nxx|", ["up"], "a🙂|b\nxx"],
    ["u|m\ndois", ["up"], "antes|"],
    ["um\ndo|is", ["up", "up"], "antes|"],
    ["um\ndo|is", ["up", "up", "down"], "um\ndois|"],
    ["um\ndo|is", ["down"], "um\ndo|is"],
    ["um\ndo|is", ["ctrl+p"], "antes|"],
  ];
  for (const [before, keys, after] of cases) {
    const line = pressAll(lineOf(before, ["antes"]), keys);
    assertEquals(show(line), after, `${before} ${JSON.stringify(keys)}`);
  }
  const recalled = pressAll(lineOf("|", ["um\ndois", "três"]), ["up", "up"]);
  assertEquals(show(recalled), "um\ndois|");
  assertEquals(show(pressAll(recalled, ["up"])), "um|\ndois");
  assertEquals(show(pressAll(recalled, ["up", "down", "down"])), "três|");
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
    assertEquals([show(step.line), step.effect], [after, effect], `${before} ${name}`);
  }
});

/** Names that begin like the word before the cursor. */
function amongNames(text: string, cursor: number): ReturnType<Complete> {
  const from = text.slice(0, cursor).lastIndexOf(" ") + 1;
  const word = text.slice(from, cursor).toLowerCase();
  const names = ["@Ana", "@Anabela", "@Caio", "@天地", "@🙂1", "@🙂2"];
  return { from, choices: names.filter((name) => name.toLowerCase().startsWith(word)) };
}

Deno.test("press() completes with Tab, and lists when there are several", pure, () => {
  const cases: [before: string, after: string, choices: string[]][] = [
    ["@c|", "@Caio |", []],
    ["oi @C|", "oi @Caio |", []],
    ["@c| tudo bem", "@Caio | tudo bem", []],
    ["@天|", "@天地 |", []],
    ["@a|", "@Ana|", ["@Ana", "@Anabela"]],
    ["@ana|", "@ana|", ["@Ana", "@Anabela"]],
    ["@A|!", "@Ana|!", ["@Ana", "@Anabela"]],
    ["@anab|", "@Anabela |", []],
    ["@|", "@|", ["@Ana", "@Anabela", "@Caio", "@天地", "@🙂1", "@🙂2"]],
    ["@🙂|", "@🙂|", ["@🙂1", "@🙂2"]],
    ["@x|", "@x|", []],
  ];
  for (const [before, after, choices] of cases) {
    const line = pressAll(lineOf(before), ["tab"], amongNames);
    assertEquals([show(line), line.choices], [after, choices], before);
  }
});

Deno.test("press() takes a completion back in one step", pure, () => {
  assertEquals(show(pressAll(lineOf("oi @c|"), ["tab", "ctrl+_"], amongNames)), "oi @c|");
  assertEquals(show(pressAll(lineOf("oi @a|"), ["tab", "ctrl+_"], amongNames)), "oi @a|");
});

Deno.test("press() forgets the choices of Tab at the next key", pure, () => {
  const listed = pressAll(lineOf("@a|"), ["tab"], amongNames);
  for (const key of ["left", "enter", "ctrl+l", "ctrl+c", "f5", ...typed("x"), pasted("x")]) {
    const { line } = applyKey(
      listed,
      typeof key === "string" ? { type: "press", name: key } : key,
      amongNames,
    );
    assertEquals(line.choices, [], JSON.stringify(key));
  }
  const typedOn = pressAll(listed, [...typed("b"), "tab"], amongNames);
  assertEquals([show(typedOn), typedOn.choices], ["@Anabela |", []]);
});

Deno.test("submitted() gives an empty line with the text in its history", pure, () => {
  const line = pressAll(lineOf("um|", ["zero"]), [...typed(" dois"), "left"]);
  assertEquals(submitted(line), { ...EMPTY_EDITOR, history: ["zero", "um dois"], historyIndex: 2 });
  assertEquals(show(pressAll(submitted(line), ["ctrl+_"])), "|");
  assertEquals(show(pressAll(submitted(line), ["up"])), "um dois|");
});

Deno.test("submitted() remembers a text said again only once", pure, () => {
  assertEquals(submitted(lineOf("um|", ["zero", "um"])).history, ["zero", "um"]);
  assertEquals(submitted(lineOf("zero|", ["zero", "um"])).history, ["zero", "um", "zero"]);
});

Deno.test("submitted() forgets the draft that was put aside", pure, () => {
  const recalled = pressAll(lineOf("rascunho|", ["um", "dois"]), ["up", "up"]);
  const after = submitted(recalled);
  assertEquals(after.history, ["um", "dois", "um"]);
  assertEquals(show(pressAll(after, ["up", "down"])), "|");
});

Deno.test("submitted() keeps the last 500 texts", pure, () => {
  let line = EMPTY_EDITOR;
  for (let n = 0; n < 510; n++) line = submitted(pressAll(line, typed(`${n}`)));
  assertEquals(line.history.length, 500);
  assertEquals([line.history[0], line.history.at(-1)], ["10", "509"]);
  assertEquals(show(pressAll(line, ["up", "up"])), "508|");
});

const CHANGES = [
  ...["backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "alt+backspace", "alt+d", "ctrl+y"],
  ...["alt+enter", "tab", "ctrl+c"],
];
const MOVES = [
  ...["left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+b", "ctrl+f", "alt+b", "alt+f"],
  ...["ctrl+left", "ctrl+right"],
];
const OTHERS = ["up", "down", "ctrl+p", "ctrl+n", "ctrl+_", "ctrl+d", "ctrl+l", "enter", "f5"];
/** Characters that join what stands beside them, and some that do not. */
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
  if (chance < 0.5) return pasted(randomText(random, [...CODE_POINTS, "\n"], 6));
  return { type: "press", name: pick(random, names) };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function assertWhole(line: EditorState, message: string): void {
  const { text, cursor } = line;
  const starts = [...segmenter.segment(text)].map(({ index }) => index);
  assert([...starts, text.length].includes(cursor), message);
}

Deno.test("press() never leaves the cursor within a character, whatever the keys", pure, () => {
  withSeeds(200, (random) => {
    let line = lineOf("|", ["informação", "👩‍💻\n🇧🇷"]);
    for (let n = 0; n < 60; n++) {
      const before = line;
      const key = randomKey(random, [...CHANGES, ...MOVES, ...OTHERS]);
      const step = applyKey(line, key, amongNames);
      line = step.effect === "submit" ? submitted(step.line) : step.line;
      const message = `${JSON.stringify(before)} ${JSON.stringify(key)}`;
      assertWhole(line, message);
      assert(line.historyIndex >= 0 && line.historyIndex <= line.history.length, message);
    }
  });
});

Deno.test("press() takes everything back, step by step, with Ctrl+_", pure, () => {
  withSeeds(200, (random) => {
    const before = lineOf("olá, |mundo");
    let line = before;
    for (let n = 0; n < 60; n++) {
      ({ line } = applyKey(line, randomKey(random, [...CHANGES, ...MOVES]), amongNames));
    }
    for (let n = 0; n < 60; n++) line = pressAll(line, ["ctrl+_"]);
    assertEquals(line.text, before.text);
  });
});

Deno.test("press() gives the text before when what was inserted is removed", pure, () => {
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
    const keys = isPaste ? [pasted(inserted.join(""))] : typed(inserted.join(""));
    const line = pressAll(lineOf(before), keys);
    assertEquals(show(line), `${left}${inserted.join("")}|${right}`);
    assertEquals(show(pressAll(line, inserted.map(() => "backspace"))), before);
    const moved = pressAll(line, inserted.map(() => "left"));
    assertEquals(show(moved), `${left}|${inserted.join("")}${right}`);
    assertEquals(show(pressAll(moved, inserted.map(() => "delete"))), before);
  });
});

Deno.test("press() puts nothing into a line that would command the terminal", {
  permissions: "none",
}, () => {
  const nothing = () => ({ from: 0, choices: [] });
  const pasted = applyKey(
    EMPTY_EDITOR,
    { type: "paste", text: "a\tb\x1b[31mc\x07\r\nd\u0085" },
    nothing,
  );
  assertEquals(pasted.line.text, "a    b[31mc\nd");
});
