import { assertEquals } from "@std/assert";
import { EMPTY_EDITOR } from "../../lib/term/edits.ts";
import { lineOf, pressAll, show, type Typed, typed } from "../support/editor_edits.ts";
import { paste } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

Deno.test("applyKey() undoes words one by one with Ctrl+_", pure, () => {
  const undo = (times: number): Typed[] => Array.from({ length: times }, () => "ctrl+_");
  const cases: [keys: Typed[], steps: string[]][] = [
    [typed("um dois três"), ["um dois |", "um |", "|"]],
    [[...typed("um "), paste("dois\ntrês"), ...typed("!?")], ["um dois\ntrês|", "um |", "|"]],
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

Deno.test("applyKey() undoes no further than the recalled text", pure, () => {
  const recalled = pressAll(lineOf("|", ["um", "dois"]), [...typed("rascunho"), "up"]);
  assertEquals(show(pressAll(recalled, ["ctrl+_"])), "dois|");
  assertEquals(show(pressAll(recalled, [...typed("!"), "ctrl+_"])), "dois|");
  assertEquals(show(pressAll(recalled, ["ctrl+w", "ctrl+_", "ctrl+_"])), "dois|");
});
