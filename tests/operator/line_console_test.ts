import { assertEquals } from "@std/assert";
import { LineConsole } from "../../lib/operator/line_console.ts";

const pure = { permissions: "none" } as const;

/** A console whose input is these lines. */
function consoleOn(...typed: string[]) {
  const printed: unknown[] = [];
  const console = new LineConsole({
    print: (text, lines) => void printed.push([text, lines]),
    lines: async function* () {
      yield* typed;
    },
  });
  return { console, printed };
}

Deno.test("LineConsole.print() passes a text on as it is", pure, () => {
  const { console, printed } = consoleOn();
  const format = () => "dois";
  console.print("um");
  console.print(format, 2);
  assertEquals(printed, [["um", undefined], [format, 2]]);
});

Deno.test(
  "LineConsole.nextCommand() prints what is wrong with a line, and takes the next",
  pure,
  async () => {
    const { console, printed } = consoleOn("ruim", "bom", "pior");
    const parse = (line: string) => line === "bom" ? { value: 7 } : { complaint: `não: ${line}` };
    assertEquals(await console.nextCommand(parse), 7);
    assertEquals(printed, [["não: ruim", undefined]]);
    assertEquals(await console.nextCommand(parse), undefined);
    assertEquals(printed.slice(1), [["não: pior", undefined]]);
    await console.close();
  },
);
