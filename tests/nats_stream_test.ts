/** The stream of a room in a real NATS: what is followed, and what is read by itself. */

import { assert, assertEquals } from "@std/assert";
import { encodeUtf8 } from "../lib/bytes.ts";
import { textsOf } from "../lib/i18n/mod.ts";
import { connectStreams } from "../lib/nats/jetstream.ts";
import { mayDiffer } from "../lib/nats/nats_version.ts";
import { openNats } from "../lib/nats/open_nats.ts";
import type { StreamMessage } from "../lib/nats/shared_order.ts";
import { hasNats, TestNats } from "./support/nats.ts";

/** The library gives a Buffer, or a Uint8Array. */
function plain(message: StreamMessage | undefined): StreamMessage {
  return { ...message!, data: Uint8Array.from(message!.data) };
}

Deno.test("a message is the same, followed and read by itself", { ignore: !hasNats }, async () => {
  await using nats = await TestNats.start();
  const streams = await connectStreams({
    servers: nats.urls,
    credentials: undefined,
    authority: undefined,
  });
  try {
    const followed: StreamMessage[] = [];
    const done = Promise.withResolvers<void>();
    const stop = await streams.follow(1, {
      onMessage: (message) => {
        followed.push(plain(message));
        if (message.seq === 3) done.resolve();
      },
      onHeartbeat: () => {},
    });
    for (const text of ["um", "", "três"]) await streams.publish(encodeUtf8(text));
    await done.promise;
    stop();
    const read = await Promise.all([1, 2, 3].map((seq) => streams.message(seq)));
    assertEquals(read, followed);
    assertEquals(read.map((message) => new TextDecoder().decode(message!.data)), [
      "um",
      "",
      "três",
    ]);
    assert(Math.abs(read[0]!.date - Date.now()) < 60_000);
    assertEquals(await streams.message(4), undefined);
  } finally {
    await streams.close();
  }
});

Deno.test("the host of a cluster of old nodes is warned", { ignore: !hasNats }, async () => {
  const { stdout } = await new Deno.Command("nats-server", { args: ["--version"] }).output();
  const version = / v(\S+)/.exec(new TextDecoder().decode(stdout))![1]!;
  const texts = textsOf("pt-BR");
  for (const count of [1, 3]) {
    await using nats = await TestNats.start(count);
    const printed: string[] = [];
    const room = await openNats({
      ...{ servers: nats.urls, texts, maxPeople: 10, graceMs: 1_000 },
      print: (text) => printed.push(text),
      signal: new AbortController().signal,
    });
    await room!.close();
    const warnings = printed.filter((text) => text.startsWith("Aviso"));
    assertEquals(warnings, count === 3 && mayDiffer(version) ? [texts.natsOld(version)] : []);
  }
});
