/** A window of a real terminal emulator that is narrowed step by step while a line is typed. */

import { assert, assertEquals } from "@std/assert";
import { joinAtTerminal } from "./support/join_at_terminal.ts";
import { testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

testAtTerminal("a window narrowed step by step leaves one copy of the line", async () => {
  await using server = new TestServer();
  await using ana = await joinAtTerminal(server, "Ana", { columns: 100, rows: 24 });
  for (let n = 1; n <= 40; n++) server.type(`/aviso ${n}º`);
  await ana.shows("40º");
  await ana.type("rascunho ".repeat(18) + "fim");
  await ana.shows("fim");
  for (let columns = 98; columns >= 40; columns -= 2) {
    await ana.resize(columns, 24);
    if (columns % 10 === 0) {
      await ana.until((rows) => rows.at(-1)!.trimEnd().endsWith("fim"), "the line");
    }
  }
  await ana.type("!");
  await ana.shows("fim!");
  const copies = ana.all.filter((row) => /^🔒 (?:Ana \(1\) )?› /.test(row));
  // A machine that is busy may let it draw while the window has another size already.
  assert(copies.length <= 2, ana.all.join("\n"));
  const notices = ana.all.join("\n").match(/\d+º$/gm) ?? [];
  assertEquals(notices.length, 40, ana.all.join("\n"));
});
