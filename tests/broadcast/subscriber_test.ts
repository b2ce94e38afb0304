import { assertEquals } from "@std/assert";
import { bytesOf } from "../support/bytes.ts";
import { subscriberFixture as setup } from "../support/subscriber_fixture.ts";

const pure = { permissions: "none" } as const;

Deno.test("Subscriber reads nothing before it is open", pure, async () => {
  const { feed, outbox, subscriber, written } = setup({ 0: "a" });
  assertEquals([feed.subscribers, subscriber.isOpen], [1, false]);
  assertEquals([subscriber.cursor, subscriber.bytesBehind, subscriber.bytesWritten], [0, 0, 0]);
  subscriber.deliver();
  assertEquals(subscriber.next(), undefined);
  await outbox.drained();
  assertEquals(written, []);
});

Deno.test("Subscriber.open() sends the entries after the cursor at once", pure, async () => {
  const { feed, outbox, subscriber, written } = setup({ 5: "f", 6: "g" });
  subscriber.open(5);
  await outbox.drained();
  assertEquals(written, ["f", "g"]);
  assertEquals([subscriber.isOpen, subscriber.cursor], [true, 7]);
  assertEquals([subscriber.bytesBehind, subscriber.bytesWritten], [993, 2]);
  assertEquals([feed.options!.maxBytes, feed.options!.lastSeq], [77, Infinity]);
});

Deno.test(
  "Subscriber.deliver() sends new entries, past blocks without entries for it",
  pure,
  async () => {
    const blocks: Record<number, string> = {};
    const { outbox, subscriber, written } = setup(blocks);
    subscriber.open(0);
    Object.assign(blocks, { 0: "", 1: "", 2: "c", 3: "" });
    subscriber.deliver();
    await outbox.drained();
    assertEquals([written, subscriber.cursor], [["c"], 4]);
  },
);

Deno.test(
  "Subscriber sends the block of the reader before it, at the same place",
  pure,
  async () => {
    const { feed, outbox, subscriber, written } = setup();
    feed.same = { bytes: bytesOf("abc"), cursor: 3 };
    subscriber.open(0);
    assertEquals([written, subscriber.cursor, feed.options], [["abc"], 3, undefined]);
    await outbox.drained();
    assertEquals([written, subscriber.cursor], [["abc"], 3]);
  },
);

Deno.test("Subscriber.stopAfter() limits reading to a last entry", pure, () => {
  const { feed, subscriber } = setup();
  feed.same = { bytes: bytesOf("abc"), cursor: 10 };
  subscriber.stopAfter(9);
  subscriber.open(0);
  assertEquals([feed.options!.lastSeq, subscriber.cursor], [9, 0]);
});

Deno.test(
  "Subscriber sends what stands for entries that are no longer kept, and reads on after them",
  pure,
  async () => {
    const { feed, outbox, subscriber, written, events } = setup({ 3: "d", 4: "e", 6: "g" });
    subscriber.open(3);
    await outbox.drained();
    feed.first = 6;
    subscriber.deliver();
    assertEquals(events, []);
    feed.first = 7;
    subscriber.deliver();
    await outbox.drained();
    assertEquals([events, written], [["skips from 5"], ["d", "e", "…", "g"]]);
    assertEquals(subscriber.cursor, 7);
  },
);

Deno.test("Subscriber skips entries that were forgotten during a write", pure, async () => {
  const { feed, outbox, subscriber, written, events, hold } = setup({ 0: "a", 1: "b", 2: "c" });
  const release = hold();
  subscriber.open(0);
  feed.first = 3;
  subscriber.deliver();
  assertEquals(events, []);
  release();
  await outbox.drained();
  assertEquals([written, events], [["a", "…", "c"], ["skips from 1"]]);
});

Deno.test("Subscriber.writtenSeq is the last entry whose write is over", pure, async () => {
  const { outbox, subscriber, hold } = setup({ 3: "d", 4: "", 5: "f" });
  const release = hold();
  subscriber.open(3);
  assertEquals([subscriber.cursor, subscriber.writtenSeq], [4, 3]);
  release();
  await outbox.drained();
  assertEquals([subscriber.cursor, subscriber.writtenSeq], [6, 6]);
});

Deno.test("Subscriber.isFollowing while it is open and not to stop", pure, () => {
  const { subscriber } = setup();
  const states = [subscriber.isFollowing];
  subscriber.open(0);
  states.push(subscriber.isFollowing);
  subscriber.stopAfter(9);
  states.push(subscriber.isFollowing);
  assertEquals(states, [false, true, false]);
});

Deno.test("Subscriber reports an error of the log to its connection alone", pure, () => {
  const error = new Error("ilegível");
  const { feed, subscriber, events } = setup();
  subscriber.open(0);
  feed.hasFallenBehind = () => {
    throw error;
  };
  subscriber.deliver();
  assertEquals(events, [error]);
});

Deno.test("Subscriber.close() reads no more, and unsubscribes", pure, async () => {
  const { feed, outbox, subscriber, written } = setup({ 0: "a", 1: "b" });
  subscriber.open(0);
  subscriber.close();
  await outbox.drained();
  outbox.flush();
  assertEquals(written, ["a"]);
  assertEquals([feed.subscribers, subscriber.isOpen, subscriber.bytesBehind], [0, false, 0]);
  assertEquals(subscriber.next(), undefined);
});

Deno.test("Subscriber goes on in the feed of another format", pure, async () => {
  const { feed, outbox, subscriber, written, change } = setup({ 0: "a", 2: "c" });
  subscriber.open(0);
  await outbox.drained();
  change("b");
  assertEquals(feed.keys, ["a"]);
  subscriber.open(2);
  await outbox.drained();
  assertEquals([written, feed.keys, feed.subscribers], [["a", "c"], ["a", "b"], 1]);
});

Deno.test("Subscriber.sendBehind() sends bytes behind entries, in order", pure, async () => {
  const { subscriber, outbox, written, hold } = setup({ 0: "a", 1: "b", 2: "c" });
  const send = (seq: number, text: string) => subscriber.sendBehind(seq, bytesOf(text));
  send(9, "not open");
  await outbox.drained();
  const release = hold();
  subscriber.open(0);
  send(2, "two");
  send(2, "too");
  send(3, "three");
  release();
  await outbox.drained();
  send(3, "at once");
  await outbox.drained();
  assertEquals(written, ["not open", "a", "b", "two", "too", "c", "three", "at once"]);
});

Deno.test("Subscriber.sendBehind() sends at once when 64 KiB wait", pure, async () => {
  const { subscriber, outbox, written } = setup();
  subscriber.open(0);
  subscriber.sendBehind(1, bytesOf("a".repeat(64 * 1024 - 1)));
  subscriber.sendBehind(1, bytesOf("b"));
  subscriber.sendBehind(1, bytesOf("c"));
  await outbox.drained();
  assertEquals(written, ["c"]);
  subscriber.sendWaiting();
  await outbox.drained();
  assertEquals(written.slice(2), ["b"]);
  subscriber.sendBehind(1, bytesOf("d".repeat(64 * 1024))); // There is room again.
  await outbox.drained();
  assertEquals(written.length, 3);
});

Deno.test("Subscriber sends no entry of a page before the page is loaded", pure, async () => {
  const { feed, outbox, subscriber, written, events } = setup({ 0: "a", 1: "b", 2: "c" });
  feed.missing.add(1).add(2);
  subscriber.open(0);
  await outbox.drained();
  assertEquals([written, events], [["a"], ["page after 1"]]);
  assertEquals(subscriber.loadPage(), true);
  await outbox.drained();
  assertEquals([written, events], [["a", "b"], ["page after 1", "page after 2"]]);
  // Another reader has loaded it.
  feed.missing.delete(2);
  assertEquals(subscriber.loadPage(), false);
  await outbox.drained();
  assertEquals([written, events.length], [["a", "b", "c"], 2]);
});

Deno.test("Subscriber.stopAfter() makes it read what is left without a request", pure, async () => {
  const { feed, outbox, subscriber, written, events } = setup({ 0: "a", 1: "b", 2: "c" });
  feed.missing.add(0).add(1);
  subscriber.open(0);
  assertEquals([written, events], [[], ["page after 0"]]);
  subscriber.stopAfter(3);
  outbox.flush();
  await outbox.drained();
  assertEquals([written, events], [["a", "b", "c"], ["page after 0"]]);
});

Deno.test("Subscriber.loadPage() loads nothing when it is closed", pure, () => {
  const { feed, subscriber, written } = setup({ 0: "a" });
  feed.missing.add(0);
  subscriber.open(0);
  subscriber.stop();
  assertEquals([subscriber.loadPage(), feed.missing.size, written], [false, 1, []]);
});

Deno.test("Subscriber.loadPage() loads nothing while a write is in flight", pure, async () => {
  const { feed, outbox, subscriber, written, events, hold } = setup({ 0: "a" });
  feed.missing.add(0);
  subscriber.open(0);
  const release = hold();
  outbox.push(bytesOf("resposta"));
  assertEquals([subscriber.loadPage(), feed.missing.size], [false, 1]);
  release();
  await outbox.drained();
  assertEquals([written, events], [["resposta"], ["page after 0", "page after 0"]]);
});

Deno.test("Subscriber.loadPage() reports an error to its connection alone", pure, () => {
  const error = new Error("ilegível");
  const { feed, subscriber, events } = setup();
  feed.missing.add(0);
  subscriber.open(0);
  feed.read = () => {
    throw error;
  };
  assertEquals([subscriber.loadPage(), events], [true, ["page after 0", error]]);
});
