import { assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { failureSentence } from "../../lib/serve/history.ts";
import { HistoryError, toHistoryError } from "../../lib/store/history_error.ts";
import { bytesOf } from "../support/bytes.ts";
import {
  assertHistoryError,
  assertLocked,
  bounds,
  HistoryFolder,
  notice,
  notices,
  session,
  storedSeqs,
} from "../support/history_folder.ts";

const pure = { permissions: "none" } as const;

Deno.test("History.open() reports why a file cannot be used, and does not change it", () => {
  using disk = new HistoryFolder();
  disk.execute("CREATE TABLE songs (name TEXT)", disk.pathOf("songs.db"));
  disk.execute("PRAGMA application_id = 77", disk.pathOf("id.db"));
  disk.close(disk.open());
  const whole = Deno.readFileSync(disk.path);
  const files: [name: string, content: Uint8Array, detail: string][] = [
    ["note", bytesOf("oi"), "file is not a database"],
    ["text", bytesOf("Ana: oi, pessoal\n".repeat(1000)), "file is not a database"],
    ["songs.db", Deno.readFileSync(disk.pathOf("songs.db")), "file is another program's"],
    ["id.db", Deno.readFileSync(disk.pathOf("id.db")), "file is another program's"],
    ["half.db", whole.slice(0, whole.length / 2), "database disk image is malformed"],
  ];
  for (const [name, content, detail] of files) {
    const path = disk.pathOf(name);
    Deno.writeFileSync(path, content);
    const code = detail.includes("malformed") ? "damaged" : "not-ours";
    assertHistoryError(() => disk.open({}, path), path, code, detail);
    assertEquals(Deno.readFileSync(path), content, name);
  }
  assertEquals(disk.files(), ["half.db", "id.db", "note", "room.db", "songs.db", "text"]);
});

Deno.test("History.open() reports a missing folder, or a path that is a folder", () => {
  using disk = new HistoryFolder();
  Deno.writeTextFileSync(disk.pathOf("nota"), "");
  const cases: [path: string, cause: new () => Error, code: string, number: string][] = [
    [disk.pathOf("nada/room.db"), Deno.errors.NotFound, "cannot-open", "2"],
    [disk.pathOf("nota/room.db"), Deno.errors.NotADirectory, "cannot-open", "20"],
    [disk.pathOf("x".repeat(300)), Error, "bad-name", "36"],
    [disk.folder, Error, "cannot-open", ""],
  ];
  for (const [path, expected, code, number] of cases) {
    const error = assertThrows(() => disk.open({}, path), HistoryError);
    const { cause } = error;
    assertInstanceOf(cause, expected);
    assertEquals([error.code, error.path], [code, path]);
    if (Deno.build.os === "linux") assertEquals(error.detail, number);
    assertStrictEquals(error.message, `Cannot use history "${path}": ${cause.message}`);
  }
  assertEquals(disk.files(), ["nota"]);
});

Deno.test("HistoryError has the system's number of an error that has no sentence", pure, () => {
  const failed = (message: string, code?: string) => {
    const cause = Object.assign(new Error(message), code === undefined ? {} : { code });
    const error = toHistoryError("NUL", cause);
    return failureSentence(error, textsOf("pt-BR"));
  };
  assertEquals(
    failed("General failure. (os error 31): open 'NUL'"),
    'Erro: Não foi possível usar o histórico "NUL" (erro 31 do sistema). ' +
      "Confira o disco, ou use outro arquivo.",
  );
  assertEquals(
    failed("disk I/O error", "ERR_SQLITE_ERROR"),
    'Erro: Não foi possível usar o histórico "NUL". Confira o disco, ou use outro arquivo.',
  );
  assertEquals(
    failed("Invalid name. (os error 123): open 'a?b.db'"),
    'Erro: "NUL" não serve como nome de arquivo neste sistema. Use outro.',
  );
});

Deno.test("History.open() leaves a history of a newer version alone", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 2), [session(1)]);
  disk.close(history);
  disk.execute("PRAGMA user_version = 23");
  const before = Deno.readFileSync(disk.path);
  const error = assertHistoryError(() => disk.open(), disk.path, "newer", "23");
  assertStrictEquals(error.cause, undefined);
  assertEquals(Deno.readFileSync(disk.path), before);
  assertEquals(disk.files(), ["room.db"]);
});

Deno.test("History.open() refuses a file that another history has open", () => {
  using disk = new HistoryFolder();
  const first = disk.open();
  first.record(notices(1, 2), []);
  assertHistoryError(() => disk.open(), disk.path, "locked", "database is locked");
  first.record([notice(3)], []);
  assertEquals(storedSeqs(first), [1, 2, 3]);
  disk.close(first);
  assertEquals(storedSeqs(disk.open()), [1, 2, 3]);
});

Deno.test("History.open() refuses a file that another program writes to", () => {
  using disk = new HistoryFolder();
  disk.close(disk.open());
  const other = disk.openDatabase();
  other.exec("BEGIN IMMEDIATE");
  assertHistoryError(() => disk.open(), disk.path, "locked", "database is locked");
  other.exec("ROLLBACK");
  assertEquals(bounds(disk.open()), [1, 0, 0]);
});

Deno.test("History.close() unlocks the file, and leaves only that file", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 2), []);
  assertLocked(disk);
  disk.close(history);
  assertEquals(disk.files(), ["room.db"]);
  disk.execute("DELETE FROM entries WHERE seq = 2");
  assertEquals(storedSeqs(disk.open()), [1]);
});

Deno.test("History.open() makes an empty file its own, and leaves the mode of a history alone", () => {
  const isNumbered = Deno.build.os !== "windows";
  using disk = new HistoryFolder();
  Deno.writeTextFileSync(disk.path, "", { mode: 0o644 });
  const mode = () => isNumbered ? Deno.statSync(disk.path).mode! & 0o777 : undefined;
  disk.close(disk.open());
  assertStrictEquals(mode(), isNumbered ? 0o600 : undefined);
  if (isNumbered) Deno.chmodSync(disk.path, 0o640);
  disk.close(disk.open());
  assertStrictEquals(mode(), isNumbered ? 0o640 : undefined);
});
