/** Attempts that are made again: the waits between them, and which failures end them. */

import { assertEquals, assertRejects } from "@std/assert";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { retry } from "../../lib/nats/retry.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** Retries something with a clock of its own. */
class RetryFixture {
  readonly clock = new FakeClock();
  readonly closing = new AbortController();
  readonly askedAt: number[] = [];
  readonly errors: unknown[] = [];

  run<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    return retry(() => {
      this.askedAt.push(this.clock.now());
      return attempt();
    }, {
      ...{ minMs: 50, maxMs: 300, clock: this.clock, signal: this.closing.signal },
      onError: (error) => this.errors.push(error),
    });
  }
}

Deno.test("retry waits longer each time, and tells of each error", pure, async () => {
  const fixture = new RetryFixture();
  const answers = [new Error("one"), undefined, new NatsFailure("stream-gone"), "two", "done"];
  const done = fixture.run(() => {
    const answer = answers.shift();
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer === "two" ? undefined : answer);
  });
  await fixture.clock.advance(2_000);
  assertEquals(await done, "done");
  assertEquals(fixture.askedAt, [0, 50, 150, 350, 650]);
  assertEquals(fixture.errors.map(String), ["Error: one", "NatsFailure: stream-gone"]);
});

Deno.test("retry ends with a failure that will not pass, at once", pure, async () => {
  const fixture = new RetryFixture();
  const done = fixture.run(() => Promise.reject(new NatsFailure("other-history")));
  await assertRejects(() => done, NatsFailure, "other-history");
  assertEquals([fixture.askedAt, fixture.errors], [[0], []]);
});

Deno.test("retry ends with one that may pass when it has lasted for 10 s", pure, async () => {
  const fixture = new RetryFixture();
  let isOther = false;
  const done = fixture.run(() =>
    Promise.reject(isOther ? new Error("other") : new NatsFailure("stream-gone"))
  );
  const ended = assertRejects(() => done, NatsFailure, "stream-gone");
  await fixture.clock.advance(9_000);
  isOther = true; // It was another one in between: the time begins anew.
  await fixture.clock.advance(1_000);
  isOther = false;
  await fixture.clock.advance(9_900);
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  await fixture.clock.advance(0);
  assertEquals(hasEnded, false);
  await fixture.clock.advance(700);
  await ended;
});

Deno.test("retry ends when it is told to", pure, async () => {
  const fixture = new RetryFixture();
  const done = fixture.run(() => Promise.resolve(undefined));
  await fixture.clock.advance(100);
  fixture.closing.abort();
  assertEquals([await done, fixture.askedAt], [undefined, [0, 50]]);
});
