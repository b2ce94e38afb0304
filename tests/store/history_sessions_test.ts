import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Admission } from "../../lib/chat/admission.ts";
import { Hub } from "../../lib/chat/hub.ts";
import type { Logged } from "../../lib/chat/logged.ts";
import { Log } from "../../lib/chat/log.ts";
import { TOKENS } from "../../lib/serve/tokens.ts";
import {
  bounds,
  HistoryFolder,
  notice,
  notices,
  NOW,
  session,
  storedAt,
  whisper,
} from "../support/history_folder.ts";

Deno.test("History.record() keeps sessions as they are", () => {
  const ana = session(1, { lastId: 7, ackedSeq: 4, resolvedSeq: 6 });
  ana.rename("Añá");
  ana.address = "26.1.1.1";
  const rejected = [3, 4].map((id) => ({ type: "rejected" as const, id, code: "empty" as const }));
  for (const rejection of rejected) ana.messageIds.reject(rejection.id, rejection);
  const bia = session(2, { presence: "gone", lastId: Number.MAX_SAFE_INTEGER });
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record([], [bia, ana]);
  disk.close(history);
  assertEquals(disk.open().sessions(), [
    {
      record: {
        id: 1,
        tokenHash: "hash 1",
        name: "Añá",
        address: "26.1.1.1",
        since: 1000,
        joinedAfterSeq: 1,
        lastId: 7,
        ackedSeq: 4,
        resolvedSeq: 6,
        isGone: false,
        rejected,
      },
      unacked: [],
    },
    {
      record: {
        id: 2,
        tokenHash: "hash 2",
        name: "p2",
        address: null,
        since: 2000,
        joinedAfterSeq: 2,
        lastId: Number.MAX_SAFE_INTEGER,
        ackedSeq: 0,
        resolvedSeq: 0,
        isGone: true,
        rejected: [],
      },
      unacked: [],
    },
  ]);
});

Deno.test("History.record() of sessions alone leaves the numbers as they are", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 3), []);
  history.record([], [session(1)]);
  history.record([], []);
  assertEquals(bounds(history), [1, 3, 1]);
});

Deno.test("History.record() keeps several sessions without a token", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const untold = (id: number) => session(id, { tokenHash: null });
  history.record([], [untold(1), untold(2)]);
  const hashes = history.sessions().map(({ record }) => [record.id, record.tokenHash]);
  assertEquals(hashes, [[1, null], [2, null]]);
});

Deno.test("History.record() changes the session of that number, and no other", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const [ana, bia] = [session(1), session(2)];
  history.record([], [ana, bia]);
  ana.rename("Ane");
  ana.presence = "gone";
  history.record([], [ana]);
  const people = () =>
    history.sessions().map(({ record: { id, name, isGone } }) => [id, name, isGone]);
  assertEquals(people(), [[1, "Ane", true], [2, "p2", false]]);
  ana.presence = "here";
  history.record([], [ana]);
  assertEquals(people(), [[1, "Ane", false], [2, "p2", false]]);
});

Deno.test("History.record() deletes an ended session, and accepts it twice", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const [ana, bia] = [session(1), session(2)];
  history.record([], [ana, bia]);
  ana.presence = "ended";
  history.record([], [ana]);
  history.record([], [ana]);
  assertEquals(history.sessions().map(({ record }) => record.id), [2]);
});

Deno.test("History.lastSession never decreases", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const people = [session(1), session(2), session(7)];
  history.record([], people);
  assertStrictEquals(history.lastSession, 7);
  history.record([], [people[0]!]);
  assertStrictEquals(history.lastSession, 7);
  for (const rejection of people) rejection.presence = "ended";
  history.record([], people);
  assertEquals(history.sessions(), []);
  assertStrictEquals(history.lastSession, 7);
  disk.close(history);
  const reopened = disk.open();
  assertStrictEquals(reopened.lastSession, 7);
  reopened.record([], [session(8)]);
  assertStrictEquals(reopened.lastSession, 8);
});

Deno.test("History.sessions() returns the whispers after the received and resolved ones", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const undelivered = { type: "undelivered" as const, seq: 7, time: 0, to: "p2", text: "" };
  history.record([
    whisper(1, 2, 1),
    whisper(2, 3, 1),
    whisper(3, 1, 1),
    notice(4),
    whisper(5, 1, 2),
    whisper(6, 2, 1),
    { entry: undelivered, by: 0, to: 1 },
  ], [session(1), session(2), session(3)]);
  const waiting = () => history.sessions().map(({ record, unacked }) => [record.id, unacked]);
  const [first, second, own, last] = [1, 2, 3, 6].map((seq) => storedAt(history, seq)!);
  const toOther = storedAt(history, 5)!;
  assertEquals(first!.by, 2);
  assertEquals(waiting(), [[1, [first, second, own, last]], [2, [toOther]], [3, []]]);
  const cases: [received: number, settled: number, expected: (Logged | undefined)[]][] = [
    [1, 0, [second, own, last]],
    [0, 2, [own, last]],
    [1, 3, [last]],
    [3, 1, [last]],
    [5, 5, [last]],
    [6, 0, []],
    [0, 6, []],
  ];
  for (const [received, settled, expected] of cases) {
    history.record([], [session(1, { ackedSeq: received, resolvedSeq: settled })]);
    assertEquals(waiting()[0], [1, expected], `received ${received}, settled ${settled}`);
  }
});

Deno.test("History keeps only the hash of a token", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const log = new Log({ archive: history });
  const hub = new Hub(log, { maxPeople: 10, recent: 20, tokens: TOKENS });
  const token = TOKENS.make();
  const entrance = { version: 1, name: "Ana", tokenHash: TOKENS.hash(token), address: "26.1.2.3" };
  const { session } = hub.join(entrance, NOW) as Admission;
  hub.act(session, { type: "say", id: 1, text: "oi" }, NOW);
  history.record(log.after(log.head), hub.changed);
  assertStrictEquals(token.length, 32);
  const inFiles = (text: string) =>
    disk.files().some((name) => fileContains(disk.pathOf(name), text));
  const found = () => [token, token.toUpperCase(), TOKENS.hash(token), "Ana"].map(inFiles);
  assertEquals(found(), [false, false, true, true]);
  disk.close(history);
  assertEquals(found(), [false, false, true, true]);
});

/** Whether a file contains a text. */
function fileContains(path: string, text: string): boolean {
  const content = new TextDecoder("latin1").decode(Deno.readFileSync(path));
  return content.includes(text);
}

Deno.test("History.record() uses up the id of a session that joined and left in one call", () => {
  using disk = new HistoryFolder();
  const before = disk.open();
  before.record([], [session(1), session(2, { presence: "ended" })]);
  disk.close(before);
  const history = disk.open();
  assertEquals([history.lastSession, history.sessions().length], [2, 1]);
});
