/** A broadcaster in memory, with readers whose peers take what the test lets them take. */

import { Broadcaster } from "../../lib/broadcast/broadcaster.ts";
import type { Subscriber } from "../../lib/broadcast/subscriber.ts";
import { Log } from "../../lib/chat/log.ts";
import { systemClock } from "../../lib/clock.ts";
import { Outbox } from "../../lib/net/outbox.ts";
import type { Entry } from "../../lib/protocol.ts";

/** A broadcaster whose dialects have the text of each entry, and a clock that the test turns. */
export function testBroadcaster({ record = () => true, log = new Log() }: {
  record?: (now: number) => boolean;
  log?: Log;
} = {}) {
  const time = { now: 10_000 };
  const now = () => time.now;
  const clock = { ...systemClock, now, coarseNow: now };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const plain = {
    key: "plain",
    encode: (entry: Entry) => "text" in entry ? entry.text ?? "" : "",
    hidesOwn: false,
  };
  const broadcaster = new Broadcaster({ log, record, clock, onError });
  const append = (...texts: string[]) => {
    for (const text of texts) log.append({ type: "notice", text }, 0);
  };
  /** A reader from the head on; `write` resolves when its peer has taken the bytes. */
  const subscribe = (
    write: () => Promise<void> = () => Promise.resolve(),
    { id = 1, lastPrivateSeq = 0, cursor = log.head } = {},
  ) => {
    const reader = { written: "", subscriber: undefined as unknown as Subscriber };
    const outbox = new Outbox({
      write: async (bytes) => {
        reader.written += new TextDecoder().decode(bytes);
        await write();
        return bytes.length;
      },
      wait: clock.sleep,
      now: clock.now,
      onProgress: () => broadcaster.onProgress(reader.subscriber),
      onError,
    });
    reader.subscriber = broadcaster.subscribe({
      format: () => plain,
      reader: { id, lastOwnSeq: 0, lastPrivateSeq, resolvedSeq: 0 },
      outbox,
      encode: plain.encode,
      maxBytes: 64 * 1024,
      skip: (cursor) => ({ bytes: new TextEncoder().encode("…"), cursor: log.first - 1 || cursor }),
    });
    reader.subscriber.open(cursor);
    return reader;
  };
  return { time, log, errors, broadcaster, append, subscribe };
}
