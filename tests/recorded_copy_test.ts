/** A history as one file: how the server says to copy it, and what it says of a bad copy. */

import { assert, assertEquals } from "@std/assert";
import { History } from "../lib/store/history.ts";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";
import { TestRoom } from "./support/test_room.ts";
import { TestServer } from "./support/test_server.ts";
import { withHistoryPath } from "./support/history_path.ts";

/** A history in a folder, recorded by the program in its own process. */
async function started(path: string): Promise<Program> {
  const program = new Program(
    "serve",
    ...["--host", "127.0.0.1", "--port", "0", "--rate", "0", "--history", path],
  );
  await program.port();
  return program;
}

/** Says 80 messages, and waits until they are recorded. */
async function sayMany(program: Program): Promise<void> {
  await using ana = await Peer.structured(await program.port(), "Ana");
  for (let id = 1; id <= 80; id++) await ana.sendJson({ type: "say", id, text: `n${id}` });
  await ana.receivesEvent("said", { id: 80 });
}

/** Whether there is the shell of SQLite, and one to start it. */
function hasSqlite(): boolean {
  if (Deno.build.os === "windows") return false;
  return new Deno.Command("sh", { args: ["-c", "command -v sqlite3"], stdout: "null" })
    .outputSync().success;
}

Deno.test({
  name: "the command that the server names copies the history while it runs",
  ignore: !hasSqlite(),
  fn: () =>
    withHistoryPath(async (path) => {
      const name = path.replace("chat.db", "do $João 'd'.db");
      await using program = await started(name);
      await program.shows("Para copiar o histórico");
      await sayMany(program);
      const [, line = ""] = /com o servidor aberto:\n {2}(.*)\n/.exec(program.out) ?? [];
      const { success, stderr } = await new Deno.Command("sh", { args: ["-c", line] }).output();
      assert(success, `${line}: ${new TextDecoder().decode(stderr)}`);
      using copy = History.open(name.replace(".db", "-copia.db"));
      assertEquals([
        copy.slice(81, { maxEntries: 1, maxBytes: 1 })[0]?.entry.type,
        copy.isIncomplete,
      ], ["said", false]);
      assertEquals(program.out.includes("Aviso:"), false);
    }),
});

Deno.test("a server warns of a copy made without its log, and not after a crash", async () => {
  await withHistoryPath(async (path) => {
    const first = await started(path);
    const copy = path.replace("chat.db", "só.db");
    // On a slow machine a second may pass before the copy is made, and it is complete.
    for (let attempt = 0, isIncomplete = false; attempt < 20 && !isIncomplete; attempt++) {
      await sayMany(first);
      await Deno.copyFile(path, copy);
      await Deno.copyFile(copy, `${copy}.seen`); // To open it makes it complete.
      using seen = History.open(`${copy}.seen`);
      ({ isIncomplete } = seen);
    }
    await first.kill();
    await using warned = await started(copy);
    await warned.shows(`Aviso: O histórico "${copy}" é uma cópia feita sem o arquivo`);
    await using again = await started(path);
    await again.shows("Para copiar o histórico");
    await again.interrupt();
    assertEquals(await again.ends(), 0);
    assertEquals(again.out.includes("Aviso:"), false);
    using whole = History.open(path);
    assertEquals(whole.slice(81, { maxEntries: 1, maxBytes: 1 })[0]?.entry.type, "said");
  });
});

Deno.test("a second after a message the main file alone has it", async () => {
  await withHistoryPath(async (path) => {
    using history = History.open(path);
    await using room = new TestRoom({ history });
    const ana = await room.line("Ana");
    for (let at = 0; at < 80; at++) await ana.peer.send(`n${at}\n`);
    await room.advance(500);
    const copy = path.replace("chat.db", "só.db");
    await Deno.copyFile(path, copy);
    {
      using early = History.open(copy);
      assertEquals([early.last, early.isIncomplete], [0, true]);
    }
    await room.advance(500);
    await Deno.copyFile(path, copy);
    using late = History.open(copy);
    assertEquals([late.last, late.isIncomplete, history.last], [81, false, 81]);
  });
});

Deno.test("the operator's /apagar is answered without a history too", async () => {
  await using server = new TestServer();
  server.type("/apagar");
  await server.shows("Nada é apagado: o servidor foi aberto sem --keep.");
});
