import { assertEquals } from "@std/assert";
import { FlowWindow } from "../../lib/net/flow_window.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const MAX = 1000;

Deno.test("FlowWindow.room is what is left of the window, if that is half of it", pure, () => {
  const window = new FlowWindow(new FakeClock(), MAX);
  assertEquals(window.room, MAX);
  window.sent(400, false);
  assertEquals(window.room, 600);
  window.sent(101, false);
  assertEquals(window.room, 0);
  window.left(1);
  assertEquals(window.room, 500);
  // What left includes bytes that were not counted, such as those of a handshake.
  window.left(5000);
  assertEquals(window.room, MAX);
});

Deno.test("FlowWindow.sent() counts encrypted bytes with the records around them", pure, () => {
  const window = new FlowWindow(new FakeClock(), 100_000);
  window.sent(1, true);
  assertEquals(window.room, 100_000 - 1 - 29);
  window.sent(16_384, true);
  assertEquals(window.room, 100_000 - 30 - 16_384 - 29);
  window.sent(16_385, true);
  assertEquals(window.room, 100_000 - 30 - 16_413 - 16_385 - 58);
});

Deno.test("FlowWindow.nextRoom() waits until enough has left", pure, async () => {
  const clock = new FakeClock();
  const window = new FlowWindow(clock, MAX);
  window.sent(MAX, false);
  let room: number | undefined;
  window.nextRoom().then((bytes) => room = bytes);
  window.left(499);
  await clock.advance(50);
  assertEquals(room, undefined);
  window.left(1);
  await clock.advance(0);
  assertEquals(room, 500);
});

Deno.test(
  "FlowWindow.nextRoom() forgets what was counted too much, once the reader waits for 5 ms",
  pure,
  async () => {
    const clock = new FakeClock();
    const window = new FlowWindow(clock, MAX);
    window.sent(MAX, false);
    let room: number | undefined;
    window.nextRoom().then((bytes) => room = bytes);
    window.readBegins();
    await clock.advance(4);
    window.readEnds(); // It received something.
    await clock.advance(20);
    assertEquals(room, undefined);
    window.readBegins();
    await clock.advance(4);
    assertEquals(room, undefined);
    await clock.advance(6);
    assertEquals(room, MAX);
  },
);

Deno.test("FlowWindow.close() lets everything pass", pure, async () => {
  const window = new FlowWindow(new FakeClock(), MAX);
  window.sent(MAX, false);
  const next = window.nextRoom();
  window.close();
  assertEquals([await next, window.room], [MAX, MAX]);
  window.sent(MAX, false);
  assertEquals(window.room, MAX);
});
