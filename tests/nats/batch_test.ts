/** Batches: what one server publishes at once. */

import { assertEquals } from "@std/assert";
import { type Batch, decodeBatch } from "../../lib/nats/batch.ts";
import { CHARTER, encoded } from "../support/batches.ts";

const pure = { permissions: "none" } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeBatch() gives what encodeBatch() was given", pure, () => {
  const batches: Batch[] = [
    { server: "a", n: 1, boot: { charter: CHARTER, address: "26.1.2.3:4000" }, commands: [] },
    {
      ...{ server: "a", n: 2, digest: { seq: 7, value: "ab" }, isLast: true },
      commands: [{ type: "notice", text: "ã 🎉" }, { type: "beat" }],
    },
  ];
  for (const batch of batches) assertEquals(decodeBatch(encoded(batch)), batch);
});

Deno.test("encodeBatch() writes JSON in UTF-8", pure, () => {
  const batch: Batch = { server: "a", n: 1, commands: [{ type: "notice", text: "ã" }] };
  const text = '{"server":"a","n":1,"commands":[{"type":"notice","text":"ã"}]}';
  assertEquals(encoded(batch), bytes(text));
});

Deno.test("decodeBatch() gives nothing for a message that is no batch", pure, () => {
  const texts = [
    ...["", "{", "null", "1", '"a"', "[]", "{}"],
    '{"n":1,"commands":[]}',
    '{"server":1,"n":1,"commands":[]}',
    '{"server":"a","commands":[]}',
    '{"server":"a","n":"1","commands":[]}',
    '{"server":"a","n":1.5,"commands":[]}',
    '{"server":"a","n":9007199254740992,"commands":[]}',
    '{"server":"a","n":1}',
    '{"server":"a","n":1,"commands":{"length":0}}',
    '{"server":"a","n":1,"commands":[{"type":"beat"},null]}',
    '{"server":"a","n":1,"commands":["beat"]}',
    '{"server":"a","n":1,"boot":null,"commands":[]}',
    '{"server":"a","n":1,"boot":"b","commands":[]}',
    '{"server":"a","n":1,"boot":{},"commands":[]}',
    '{"server":"a","n":1,"boot":{"address":"26.1.2.3:4000"},"commands":[]}',
    '{"server":"a","n":1,"boot":{"charter":null},"commands":[]}',
    '{"server":"a","n":1,"boot":{"charter":"c"},"commands":[]}',
    '{"server":"a","n":1,"digest":null,"commands":[]}',
    '{"server":"a","n":1,"digest":"ab","commands":[]}',
  ];
  for (const text of texts) assertEquals(decodeBatch(bytes(text)), undefined, text);
  assertEquals(decodeBatch(Uint8Array.of(0xff, 0x7b)), undefined);
});
