import { assertEquals } from "@std/assert";
import { submitted } from "../../lib/term/editor.ts";
import { EMPTY_EDITOR } from "../../lib/term/edits.ts";
import { lineOf, pressAll, show, type Typed, typed } from "../support/editor_edits.ts";

const pure = { permissions: "none" } as const;

Deno.test("applyKey() shows the history and keeps the unfinished line", pure, () => {
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

Deno.test("applyKey() moves between rows before it shows the history", pure, () => {
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

Deno.test("submitted() returns an empty line with the text in its history", pure, () => {
  const line = pressAll(lineOf("um|", ["zero"]), [...typed(" dois"), "left"]);
  assertEquals(submitted(line), { ...EMPTY_EDITOR, history: ["zero", "um dois"], historyIndex: 2 });
  assertEquals(show(pressAll(submitted(line), ["ctrl+_"])), "|");
  assertEquals(show(pressAll(submitted(line), ["up"])), "um dois|");
});

Deno.test("submitted() stores a repeated text only once", pure, () => {
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
