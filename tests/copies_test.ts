/** Whether the copies that nodes keep of a stream are the same. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { batchesIn, differenceAmong, differenceOfCopies } from "./support/copies.ts";
import { concat } from "../lib/bytes.ts";
import { connect } from "@nats-io/transport-node";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";

Deno.test(
  "differenceAmong() lets a node be behind, and nothing else",
  { permissions: "none" },
  () => {
    assertStrictEquals(differenceAmong([[], ["a 1"], ["a 1", "b 1"]]), undefined);
    assertStrictEquals(
      differenceAmong([["a 1", "b 1", "a 2"], ["a 1", "a 2"], ["a 1"]]),
      "message 2 is a 2 at node 1, else b 1",
    );
  },
);

Deno.test("batchesIn() finds the batches in the files of a node", { permissions: "none" }, () => {
  const record = (text: string, time: bigint) => {
    const rest = new TextEncoder().encode(`\x0c\0chat.batches${text}checksum`);
    const bytes = concat([new Uint8Array(20), rest]);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, bytes.length | 0x80000000, true);
    view.setBigUint64(12, time, true);
    return bytes;
  };
  const one = record('NATS/1.0\r\n\r\n{"server":"a1","n":1,"boot":{}}', 7n);
  const [two, three] = [record('{"server":"b2","n":12}', 8n), record("other", 9n)];
  const unfinished = new Uint8Array(40);
  assertEquals(batchesIn([concat([one, two]), concat([three, two, unfinished])]), [
    "a1 1 at 7",
    ...["b2 12 at 8", "b2 12 at 8"],
  ]);
});

Deno.test(
  "differenceOfCopies() reads what nodes have on their disks",
  { ignore: !hasNats },
  async () => {
    await using nats = await TestNats.start(3);
    const nc = await connect({ servers: nats.urls });
    try {
      const jsm = await jetstreamManager(nc);
      await jsm.streams.add({ name: "chat-a", subjects: ["chat"], num_replicas: 3 });
      for (const n of [1, 2]) await jetstream(nc).publish("chat", `{"server":"a","n":${n}}`);
      const counts = () => [0, 1, 2].map((at) => batchesIn(nats.messageFiles(at, "chat-a")).length);
      for (let wait = 0; wait < 100 && counts().join() !== "2,2,2"; wait++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assertEquals([counts(), await differenceOfCopies(nats)], [[2, 2, 2], undefined]);
    } finally {
      await nc.close();
    }
  },
);
