import { assertEquals } from "@std/assert";
import { historyHints } from "../../lib/operator/hints.ts";

const pure = { permissions: "none" } as const;

Deno.test("historyHints() has nothing to say without a history", pure, () => {
  assertEquals(historyHints(undefined, { lang: "pt-BR" }, false), []);
});

Deno.test(
  "historyHints() gives the command that copies, and warns of an incomplete file",
  pure,
  () => {
    const commandLine = { history: "chat.db", lang: "pt-BR" } as const;
    const copy = "Para copiar o histórico com o servidor aberto:\n" +
      `  sqlite3 "chat.db" "VACUUM INTO 'chat-copia.db'"`;
    assertEquals(historyHints({ isIncomplete: false }, commandLine, false), [copy]);
    const [first, warning, ...others] = historyHints({ isIncomplete: true }, commandLine, false);
    assertEquals([first, others], [copy, []]);
    assertEquals(warning?.startsWith('Aviso: O histórico "chat.db" é uma cópia'), true, warning);
  },
);

Deno.test("historyHints() quotes for the shell of the system", pure, () => {
  const commandLine = { history: "a$b.db", lang: "pt-BR" } as const;
  const hints = [false, true].map((isWindows) =>
    historyHints({ isIncomplete: false }, commandLine, isWindows)[0]
  );
  assertEquals(hints[0] === hints[1], false);
});
