/** The monitor of a link: which silence ends a connection, and after which a ping is sent. */

import { assertEquals } from "@std/assert";
import { monitorLink } from "../../lib/join/link_monitor.ts";
import { Heartbeat } from "../../lib/net/heartbeat.ts";
import { LIMITS } from "../../lib/protocol.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** A monitor that checks every two seconds from 0 on, until it is disposed. */
class TestMonitor implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly heartbeat = new Heartbeat(LIMITS);
  /** What it did, and when. */
  readonly done: [what: string, now: number][] = [];
  isUrgent = false;
  #isOver = false;
  readonly #ended: Promise<void>;

  constructor() {
    const { clock, heartbeat } = this;
    const note = (what: string) => () => void this.done.push([what, clock.now()]);
    this.heartbeat.listen(0);
    this.#ended = monitorLink({
      ...{ ...clock, heartbeat, pause: (ms) => clock.sleep(ms) },
      ...{ reconnect: note("reconnect"), retryNow: note("retryNow"), ping: note("ping") },
      isUrgent: () => this.isUrgent,
      isOver: () => this.#isOver,
    });
  }

  /** Something comes from the server. */
  hear(): void {
    this.heartbeat.listen(this.clock.now());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.clock.advance(2_000);
    await this.#ended;
  }
}

Deno.test(
  "monitorLink() leaves a server that is silent for more than 4 s when it is urgent",
  pure,
  async () => {
    await using monitor = new TestMonitor();
    monitor.isUrgent = true;
    await monitor.clock.advance(5_999);
    assertEquals(monitor.done, [], "4 s of silence are none too many");
    await monitor.clock.advance(1);
    assertEquals(monitor.done, [["reconnect", 6_000]]);
  },
);

Deno.test("monitorLink() counts an urgent silence from the last that came", pure, async () => {
  await using monitor = new TestMonitor();
  monitor.isUrgent = true;
  for (let at = 0; at < 10; at++) {
    await monitor.clock.advance(3_000);
    monitor.hear();
  }
  assertEquals(monitor.done, []);
});

Deno.test("monitorLink() keeps a silent server while nothing is urgent", pure, async () => {
  await using monitor = new TestMonitor();
  await monitor.clock.advance(30_000);
  assertEquals(monitor.done, [["ping", 12_000]]);
  await monitor.clock.advance(2_000);
  assertEquals(monitor.done, [["ping", 12_000], ["reconnect", 32_000]]);
});

Deno.test("monitorLink() leaves no connection that is not read", pure, async () => {
  await using monitor = new TestMonitor();
  monitor.isUrgent = true;
  monitor.heartbeat.stopListening();
  await monitor.clock.advance(60_000);
  assertEquals(monitor.done, []);
});
