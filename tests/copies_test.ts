/** Whether the copies that nodes keep of a stream are the same. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { hasNats, TestNats } from "./support/nats.ts";
import { batchesIn, differenceAmong, differenceOfCopies } from "./support/copies.ts";
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
  const file = (text: string) => new TextEncoder().encode(text);
  const files = [
    file('\0\xffchat.batches{"server":"a1","n":1,"boot":{}}\0'),
    file('{"server":"b2","n":12}'),
  ];
  assertEquals(batchesIn(files), ["a1 1", "b2 12"]);
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
