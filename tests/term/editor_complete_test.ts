import { assertEquals } from "@std/assert";
import { applyKey } from "../../lib/term/editor.ts";
import { amongNames, lineOf, pressAll, show, typed } from "../support/editor_edits.ts";
import { paste } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

Deno.test("applyKey() completes with Tab, and lists when there are several", pure, () => {
  const cases: [before: string, after: string, choices: string[]][] = [
    ["@c|", "@Caio |", []],
    ["oi @C|", "oi @Caio |", []],
    ["@c| tudo bem", "@Caio |tudo bem", []],
    ["@c|aia", "@Caio |", []],
    ["@c|aia, oi", "@Caio |, oi", []],
    ["@c|\noi", "@Caio |\noi", []],
    ["@天|", "@天地 |", []],
    ["@a|", "@Ana|", ["@Ana", "@Anabela"]],
    ["@ana|", "@ana|", ["@Ana", "@Anabela"]],
    ["@A|!", "@Ana|!", ["@Ana", "@Anabela"]],
    ["@A|bc", "@Ana|", ["@Ana", "@Anabela"]],
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

Deno.test("applyKey() undoes a completion in one step", pure, () => {
  assertEquals(show(pressAll(lineOf("oi @c|"), ["tab", "ctrl+_"], amongNames)), "oi @c|");
  assertEquals(show(pressAll(lineOf("oi @a|"), ["tab", "ctrl+_"], amongNames)), "oi @a|");
});

Deno.test("applyKey() forgets the choices of Tab at the next key", pure, () => {
  const listed = pressAll(lineOf("@a|"), ["tab"], amongNames);
  for (const key of ["left", "enter", "ctrl+l", "ctrl+c", "f5", ...typed("x"), paste("x")]) {
    const { state } = applyKey(
      listed,
      typeof key === "string" ? { type: "press", name: key } : key,
      amongNames,
    );
    assertEquals(state.choices, [], JSON.stringify(key));
  }
  const typedOn = pressAll(listed, [...typed("b"), "tab"], amongNames);
  assertEquals([show(typedOn), typedOn.choices], ["@Anabela |", []]);
});

Deno.test("applyKey() goes through the choices with Tab, and back with Shift+Tab", pure, () => {
  const cases: [keys: string[], after: string][] = [
    [["tab"], "oi @Ana|!"],
    [["tab", "tab"], "oi @Ana |!"],
    [["tab", "tab", "tab"], "oi @Anabela |!"],
    [["tab", "tab", "tab", "tab"], "oi @Ana |!"],
    [["tab", "shift+tab"], "oi @Anabela |!"],
    [["tab", "tab", "shift+tab"], "oi @Anabela |!"],
    [["tab", "tab", "tab", "shift+tab"], "oi @Ana |!"],
    [["tab", "tab", "tab", "ctrl+_"], "oi @a|!"],
    [["shift+tab"], "oi @a|!"],
  ];
  for (const [keys, after] of cases) {
    assertEquals(show(pressAll(lineOf("oi @a|!"), keys, amongNames)), after, keys.join(" "));
  }
  const chosen = pressAll(lineOf("@a|"), ["tab", "tab"], amongNames);
  assertEquals(chosen.choices, ["@Ana", "@Anabela"]);
  assertEquals(show(pressAll(chosen, [...typed("oi"), "tab"], amongNames)), "@Ana oi|");
  assertEquals(show(pressAll(chosen, ["left", "shift+tab"], amongNames)), "@Ana| ");
});
