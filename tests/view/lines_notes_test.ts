import { assertEquals } from "@std/assert";
import { dim, getColorEnabled } from "@std/fmt/colors";
import { consoleLines, dayLine, noteLines, separatorLine } from "../../lib/view/lines.ts";
import { colored, plain, time } from "../support/rendered_lines.ts";

const pure = { permissions: "none" } as const;

Deno.test("noteLines() returns a sentence with its time, dimmed, in rows that fit", pure, () => {
  assertEquals(noteLines(7, "Bia e Caio entraram no chat.", plain), [
    "7 Bia e Caio entraram no chat.",
  ]);
  assertEquals(noteLines(7, "Bia e Caio entraram no chat.", plain, 12), [
    "7 Bia e Caio",
    "  entraram",
    "  no chat.",
  ]);
  const rows = noteLines(7, "Bia e Caio entraram no chat.", colored, 20);
  assertEquals(rows, [`${time} ${dim("Bia e Caio")}`, `  ${dim("entraram no chat.")}`]);
  if (getColorEnabled()) assertEquals(rows[1], "  \x1b[2mentraram no chat.\x1b[22m");
});

Deno.test("dayLine() names the day between dashes, dimmed", pure, () => {
  assertEquals(dayLine(7, plain), "── dia 7 ──");
  assertEquals(dayLine(7, colored), dim("── dia 7 ──"));
  if (getColorEnabled()) assertEquals(dayLine(7, colored), "\x1b[2m── dia 7 ──\x1b[22m");
});

Deno.test("separatorLine() returns its text dimmed, without a time", pure, () => {
  assertEquals(separatorLine("── fim ──", plain), "── fim ──");
  assertEquals(separatorLine("── fim ──", colored), dim("── fim ──"));
  if (getColorEnabled()) assertEquals(separatorLine("oi", colored), "\x1b[2moi\x1b[22m");
});

Deno.test("consoleLines() leaves a command to copy whole", pure, () => {
  const command = `  sqlite3 "chat.db" "VACUUM INTO 'chat-copia.db'"`;
  assertEquals(consoleLines(7, `Para copiar o histórico:\n${command}`, plain, 20), [
    "7 Para copiar o",
    "  histórico:",
    `  ${command}`,
  ]);
});

Deno.test("consoleLines() and noteLines() keep the columns of a table", pure, () => {
  const table = `Comandos:\n  /quem${" ".repeat(19)}mostra quem está`;
  const rows = ["7 Comandos:", `    /quem${" ".repeat(19)}mostra quem está`];
  assertEquals(consoleLines(7, table, plain, 80), rows);
  assertEquals(noteLines(7, table, plain, 80), rows);
});
