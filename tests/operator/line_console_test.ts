import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { LineConsole, type LineConsoleTerminal } from "../../lib/operator/line_console.ts";

const pure = { permissions: "none" } as const;

/** A console whose input is these lines; one that is undefined is not UTF-8. */
function consoleOn(
  typed: (string | undefined)[],
  window?: { size: { columns: number; rows: number } },
) {
  const printed: unknown[] = [];
  const terminal: LineConsoleTerminal = {
    print: (text, lines) => void printed.push([text, lines]),
    lines: async function* (onSkipped) {
      for (const [at, line] of typed.entries()) {
        if (line === undefined) onSkipped(at + 1);
        else yield line;
      }
    },
  };
  const console = new LineConsole(terminal, textsOf("pt-BR"), window);
  return { console, printed };
}

Deno.test("LineConsole.print() passes a text on as it is", pure, () => {
  const { console, printed } = consoleOn([]);
  const format = () => "dois";
  console.print("um");
  console.print(format, 2);
  assertEquals(printed, [["um", undefined], [format, 2]]);
});

Deno.test("LineConsole.print() breaks a text between words in a window", pure, () => {
  const { console, printed } = consoleOn([], { size: { columns: 12, rows: 24 } });
  console.print("O servidor aguarda");
  console.print(() => "Ana >> Olá, tudo bem?", 1);
  console.print(() => ["Ana >> um dois", "Ana >> três"], 2);
  const [[text], ...formats] = printed as [[string], ...[() => string[], number][]];
  assertEquals([text, ...formats.map(([format, lines]) => [...format(), lines])], [
    "O servidor\naguarda",
    ["Ana >> Olá,\ntudo bem?", 1],
    ["Ana >> um\ndois", "Ana >> três", 2],
  ]);
});

Deno.test(
  "LineConsole.nextCommand() prints what is wrong with a line, and takes the next",
  pure,
  async () => {
    const { console, printed } = consoleOn(["ruim", "bom", "pior"]);
    const parse = (line: string) => line === "bom" ? { value: 7 } : { complaint: `não: ${line}` };
    assertEquals(await console.nextCommand(parse), 7);
    assertEquals(printed, [["não: ruim", undefined]]);
    assertEquals(await console.nextCommand(parse), undefined);
    assertEquals(printed.slice(1), [["não: pior", undefined]]);
    await console.close();
  },
);

Deno.test(
  "LineConsole.nextCommand() says which line is not UTF-8, and takes the next",
  pure,
  async () => {
    const { console, printed } = consoleOn(["um", undefined, "três"]);
    const parse = (line: string) => ({ value: line });
    assertEquals(await console.nextCommand(parse), "um");
    assertEquals(printed, []);
    assertEquals(await console.nextCommand(parse), "três");
    const sentence = "Erro: A linha 2 da entrada não está em UTF-8 e não foi executada. " +
      "Digite chcp 65001 antes do comando, ou salve o arquivo em UTF-8.";
    assertEquals(printed, [[sentence, undefined]]);
  },
);
