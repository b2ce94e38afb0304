import { assertEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { appendPublished, notice, seqsOf } from "../support/log_entries.ts";

Deno.test("Log.recent() returns only public entries", { permissions: "none" }, () => {
  const log = new Log();
  log.append({ type: "joined", name: "Ana" }, 1);
  log.append({ type: "said", from: "Ana", id: 1, text: "oi" }, 2, { by: 1 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", text: "psiu" }, 3, { by: 1, to: 2 });
  log.append({ type: "renamed", from: "Ana", to: "Ane" }, 4);
  log.append(notice("pausa"), 5);
  log.append({ type: "left", name: "Ane", reason: "left" }, 6);
  log.publish();
  assertEquals(log.recent(10), [
    { type: "said", seq: 2, time: 2, from: "Ana", id: 1, text: "oi" },
    { type: "notice", seq: 5, time: 5, text: "pausa" },
  ]);
});

Deno.test("Log.recent() returns the last messages, oldest first", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 4 });
  for (let n = 1; n <= 6; n++) appendPublished(log, `n${n}`);
  const recent = (count: number) => seqsOf(log.recent(count));
  assertEquals([0, 1, 3, 4, 99].map(recent), [[], [6], [4, 5, 6], [3, 4, 5, 6], [3, 4, 5, 6]]);
});

Deno.test("Log.recent() counts messages, not entries", { permissions: "none" }, () => {
  const log = new Log();
  log.append(notice("antes"), 0);
  for (let n = 0; n < 50; n++) log.append({ type: "joined", name: `p${n}` }, 0);
  log.append(notice("depois"), 0);
  log.publish();
  assertEquals(seqsOf(log.recent(2)), [1, 52]);
});

Deno.test("Log.recent() returns only entries before a number", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 4 });
  for (let n = 1; n <= 6; n++) log.append(notice(`n${n}`), 0);
  log.publish();
  log.append(notice("ainda não"), 0);
  const cases: [count: number, before: number, seqs: number[]][] = [
    [2, 6, [4, 5]],
    [2, 5, [4]],
    [2, 4, []],
    [2, 1, []],
    [2, 0, []],
    [2, -5, []],
    [2, 7, [5, 6]],
    [2, 8, [5, 6]],
    [9, Infinity, [4, 5, 6]],
  ];
  for (const [count, before, seqs] of cases) {
    assertEquals(seqsOf(log.recent(count, before)), seqs, `${count} before ${before}`);
  }
});

Deno.test("Log.recent() looks only at messages, however many other entries are in memory", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 100 });
  let looked = 0;
  const at = log.at.bind(log);
  log.at = (seq) => (looked++, at(seq));
  // Unpublished entries make the log grow; once they are published, it forgets the oldest.
  log.append(notice("um"), 0);
  log.append(notice("dois"), 0);
  for (let n = 3; n <= 150; n++) log.append({ type: "joined", name: `p${n}` }, 0);
  log.append(notice("três"), 0);
  for (let n = 152; n <= 199; n++) log.append({ type: "joined", name: `p${n}` }, 0);
  log.publish();
  const recent = (...query: [count: number, before?: number]) => seqsOf(log.recent(...query));
  assertEquals([log.firstInMemory, recent(9)], [1, [1, 2, 151]]);
  assertEquals([recent(2, 151), recent(1, 151), recent(9, 2), recent(9, 1)], [
    [1, 2],
    [2],
    [1],
    [],
  ]);
  appendPublished(log, "quatro");
  assertEquals([log.firstInMemory, recent(9), recent(9, 151)], [101, [151, 200], []]);
  assertEquals(looked, 3 + 2 + 1 + 1 + 2);
});
