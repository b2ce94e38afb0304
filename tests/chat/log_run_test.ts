/** Runs in the log: one object for many entries, which makes no difference to anybody who reads. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { LoggedRun } from "../../lib/chat/logged_run.ts";
import { type Run, saysOf } from "../../lib/protocol/run.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;
const ANA = { from: "Ana", by: 7 };

const run = (texts: string[], id?: number): Run => ({
  type: "run",
  ...(id === undefined ? {} : { id }),
  count: texts.length,
  text: texts.join("\n"),
});

Deno.test("Log.appendRun() numbers the messages of a run, and gives them one time", pure, () => {
  const log = new Log();
  log.append({ type: "notice", text: "antes" }, 500);
  assertStrictEquals(log.appendRun(run(["um", "dois"], 8), 1000, ANA), 3);
  const said = { type: "said" as const, time: 1000, from: "Ana" };
  assertEquals(log.at(2), { entry: { ...said, seq: 2, id: 8, text: "um" }, by: 7, to: 0 });
  assertEquals(log.at(3), { entry: { ...said, seq: 3, id: 9, text: "dois" }, by: 7, to: 0 });
  assertEquals(Object.keys(log.at(3)!.entry), ["type", "seq", "time", "from", "id", "text"]);
  assertEquals([log.at(4), log.last, log.head], [undefined, 3, 0]);
});

Deno.test("Log.appendRun() gives no id to messages without one", pure, () => {
  const log = new Log();
  log.appendRun(run(["um", "dois"]), 1000, ANA);
  assertEquals(log.at(2)!.entry, { type: "said", seq: 2, time: 1000, from: "Ana", text: "dois" });
});

Deno.test("Log.storedAt() returns one object for all entries of a run", pure, () => {
  const log = new Log({ maxEntries: 3 });
  log.append({ type: "notice", text: "antes" }, 0);
  log.appendRun(run(["um", "dois"]), 0, ANA);
  const stored = log.storedAt(2) as LoggedRun;
  assertEquals([stored instanceof LoggedRun, log.storedAt(3) === stored], [true, true]);
  assertEquals([stored.seq, stored.by, stored.to, stored.ends], [2, 7, 0, [2, 7]]);
  assertStrictEquals(log.storedAt(1), log.at(1));
  log.publish();
  log.appendRun(run(["três", "quatro"]), 0, ANA);
  assertEquals([log.storedAt(2), log.at(2), log.storedAt(6)], [undefined, undefined, undefined]);
  assertEquals(log.at(3)?.entry, { type: "said", seq: 3, time: 0, from: "Ana", text: "dois" });
});

Deno.test("a log with runs is the same as one with their messages, whoever reads it", pure, () => {
  withSeeds(60, (random) => {
    const below = (bound: number) => Math.floor(random() * bound);
    const options = { maxEntries: 10 + below(60), maxBytes: 1_000 + below(8_000) };
    const [runs, singles] = [new Log(options), new Log(options)];
    let id = 1;
    for (let step = 0; step < 60; step++) {
      if (random() < 0.3) { for (const log of [runs, singles]) log.publish(); }
      if (random() < 0.3) {
        const note = { type: "renamed" as const, from: "a", to: "b" };
        for (const log of [runs, singles]) log.append(note, step);
        continue;
      }
      const texts = Array.from({ length: 2 + below(20) }, () => "x".repeat(1 + below(90)));
      const said = run(texts, random() < 0.5 ? id : undefined);
      id += texts.length + below(3);
      runs.appendRun(said, step, ANA);
      for (const say of saysOf(said)) {
        singles.append({ ...say, type: "said", from: "Ana" }, step, { by: 7 });
      }
      const state = (log: Log) => [
        ...[log.first, log.firstInMemory, log.last, log.head, log.snapshot, log.messageIds(7)],
        ...[log.recent(5), log.weightAfter(log.last - 7), log.weightAfter(0)],
        ...[log.after(log.last - 9), log.slice(log.first + 3, { maxEntries: 9, maxBytes: 500 })],
      ];
      assertEquals(state(runs), state(singles));
    }
  });
});

Deno.test("Log continues with entries of a run, and behind them", pure, () => {
  const log = new Log();
  log.appendRun(run(["um", "dois"], 3), 1000, ANA);
  const kept = JSON.parse(JSON.stringify(log.snapshot));
  const other = new Log({ kept });
  assertEquals(other.at(2), log.at(2));
  assertEquals(other.append({ type: "notice", text: "x" }, 0), 3);
});
