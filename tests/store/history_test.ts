import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import {
  bounds,
  HistoryFolder,
  notices,
  NOW,
  seqs,
  session,
  storedAt,
  storedSeqs,
} from "../support/history_folder.ts";

Deno.test("History.open() creates an empty history", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  assertEquals(bounds(history), [1, 0, 0]);
  assertEquals([storedAt(history, 0), storedAt(history, 1)], [undefined, undefined]);
  assertEquals(history.recent(10, 100), []);
  assertEquals(history.sessions(), []);
});

Deno.test("History.open() creates a history in an empty file", () => {
  using disk = new HistoryFolder();
  Deno.writeFileSync(disk.path, new Uint8Array());
  const history = disk.open();
  history.record(notices(1, 2), []);
  assertEquals(storedSeqs(history), [1, 2]);
});

Deno.test("History.slice() returns every type of entry as recorded", () => {
  const entries: Entry[] = [
    { type: "joined", seq: 1, time: NOW, name: "João" },
    { type: "said", seq: 2, time: NOW + 1, from: "João", id: 1, text: "oi 👋\n\0 '\"; \ud83d" },
    { type: "said", seq: 3, time: NOW + 2, from: "João", text: "sem número" },
    { type: "whispered", seq: 4, time: NOW + 3, from: "João", to: "Bia", id: 2, text: "psiu" },
    { type: "undelivered", seq: 5, time: NOW + 4, to: "Bia", id: 2, text: "psiu" },
    { type: "renamed", seq: 6, time: NOW + 5, from: "João", to: "Jão" },
    { type: "notice", seq: 7, time: NOW + 6, text: "pausa" },
    { type: "left", seq: 8, time: NOW + 7, name: "Jão", reason: "slow" },
  ];
  const recipients = [[0, 0], [1, 0], [1, 0], [1, 2], [0, 1], [0, 0], [0, 0], [0, 0]] as const;
  const logged = entries.map((entry, n): Logged => {
    const [by, to] = recipients[n]!;
    return { entry, by, to };
  });
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(logged.slice(0, 3), []);
  history.record(logged.slice(3), []);
  const reopened = () => (disk.close(history), disk.open());
  for (const each of [() => history, reopened]) {
    const read = each();
    assertEquals(entries.map(({ seq }) => storedAt(read, seq)), logged);
    assertEquals([storedAt(read, 0), storedAt(read, 9)], [undefined, undefined]);
    assertEquals([read.first, read.last], [1, 8]);
  }
});

Deno.test("History continues its numbers when it is opened again", () => {
  using disk = new HistoryFolder();
  const before = disk.open();
  before.record(notices(1, 3), [session(1), session(2)]);
  disk.close(before);
  const history = disk.open();
  assertEquals(bounds(history), [1, 3, 2]);
  const log = new Log({ archive: history });
  assertStrictEquals(log.append({ type: "notice", text: "n4" }, 4000), 4);
  history.record(log.after(log.head), []);
  assertEquals(bounds(history), [1, 4, 2]);
  assertEquals(seqs(history.recent(10, 100)), [1, 2, 3, 4]);
});
