import { assertEquals } from "@std/assert";
import { isBasic, isColored, isSimple } from "../../lib/cli/looks.ts";

const pure = { permissions: "none" } as const;

Deno.test("isBasic(), isColored() and isSimple() go by what the terminal says it is", pure, () => {
  const cases: [term: string | undefined, basic: boolean, color: boolean, simple: boolean][] = [
    [undefined, false, true, false],
    ["xterm-256color", false, true, false],
    ["tmux-256color", false, true, false],
    ["screen", false, true, false],
    ["linux", true, true, false],
    ["ansi", true, true, false],
    ["vt100", true, false, false],
    ["vt220", true, false, false],
    ["dumb", false, false, true],
  ];
  for (const [term, basic, color, simple] of cases) {
    const env = (name: string) => name === "TERM" ? term : undefined;
    const looks = [isBasic(env), isColored(new Set(), env), isSimple(new Set(), env)];
    assertEquals(looks, [basic, color, simple], term);
  }
  const env = (name: string) => name === "NO_COLOR" ? "1" : undefined;
  assertEquals([isColored(new Set(), env), isSimple(new Set(), env)], [false, false]);
});
