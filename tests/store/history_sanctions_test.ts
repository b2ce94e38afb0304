/** Sanctions on disk. */

import { assertEquals, assertThrows } from "@std/assert";
import type { Sanction } from "../../lib/chat/sanction.ts";
import { HistoryError } from "../../lib/store/history_error.ts";
import { assertLocked, HistoryFolder, notice } from "../support/history_folder.ts";

const ANA: Sanction = {
  kind: "ban",
  name: "Ana",
  tokenHash: "hash",
  address: "26.1.2.3",
  until: 1_795_000_000_000,
  reason: "fez barulho",
};
const BIA: Sanction = {
  kind: "mute",
  name: "Bía",
  tokenHash: null,
  address: null,
  until: null,
  reason: "",
};

Deno.test("History.sanctions keeps them as they are, in their order, without the session", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  assertEquals(history.sanctions.all(), []);
  history.sanctions.replace([BIA]);
  history.sanctions.replace([ANA, { ...BIA, session: 7 }]);
  history.record([notice(1)], []);
  assertEquals(history.sanctions.all(), [ANA, BIA]);
  assertLocked(disk);
  disk.close(history);
  const again = disk.open();
  assertEquals(again.sanctions.all(), [ANA, BIA]);
  again.sanctions.replace([]);
  disk.close(again);
  assertEquals(disk.open().sanctions.all(), []);
});

Deno.test("History.sanctions.replace() writes all of them, or leaves all as they were", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.sanctions.replace([ANA]);
  const wrong = { ...BIA, reason: null as unknown as string };
  assertThrows(() => history.sanctions.replace([BIA, wrong]), HistoryError, "NOT NULL");
  assertEquals(history.sanctions.all(), [ANA]);
});
