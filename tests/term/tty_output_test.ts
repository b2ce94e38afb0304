import { assertEquals } from "@std/assert";
import { Terminal } from "../../lib/term/tty.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { FakeSystem } from "../support/fake_system.ts";

const pure = { permissions: "none" } as const;

const MAX_WAITING_CHARACTERS = 1024 * 1024;

/** A terminal with its fake system and its clock. */
function terminalOn(
  system = new FakeSystem(),
): { terminal: Terminal; system: FakeSystem; clock: FakeClock } {
  const clock = new FakeClock();
  const terminal = new Terminal({
    droppedSentence: (lines) => `(${lines} left out)`,
    system,
    clock,
  });
  return { terminal, system, clock };
}

/** Whether a promise has resolved. */
async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  let isResolved = false;
  promise.then(() => isResolved = true);
  await turn();
  return isResolved;
}

Deno.test(
  "Terminal.print() waits 100 ms, and writes everything printed meanwhile at once",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    terminal.print("um");
    await clock.advance(99);
    terminal.print("dois ã🙂");
    assertEquals(system.shown, "");
    await clock.advance(1);
    assertEquals(system.shown, "um\ndois ã🙂\n");
    assertEquals(system.writes.length, 1);
    terminal.print("três");
    await clock.advance(99);
    assertEquals(system.writes.length, 1);
    await clock.advance(1);
    assertEquals(system.shown, "um\ndois ã🙂\ntrês\n");
  },
);

Deno.test("Terminal.print() writes several texts as lines", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  terminal.print(() => ["um", "dois"], 2);
  terminal.print(() => "três");
  await clock.advance(100);
  assertEquals(system.shown, "um\ndois\ntrês\n");
});

Deno.test("Terminal.printImmediately() writes without the delay of print()", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  terminal.printImmediately();
  terminal.print("um");
  await turn();
  assertEquals(system.shown, "um\n");
  assertEquals(clock.pending, 0);
});

Deno.test("Terminal.write() joins the texts of one turn into one write", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  terminal.write("um");
  terminal.write("dois");
  assertEquals(system.writes, []);
  await turn();
  assertEquals(system.shown, "umdois");
  assertEquals(system.writes.length, 1);
  assertEquals(clock.pending, 0);
});

Deno.test("Terminal.write() joins the texts that arrive during a write", pure, async () => {
  const { terminal, system } = terminalOn();
  system.stallOutput();
  terminal.write("um ");
  await turn();
  terminal.write("dois ");
  terminal.print("três");
  system.resumeOutput();
  await turn();
  assertEquals(system.shown, "um dois três\n");
  assertEquals(system.writes.length, 2);
});

Deno.test("Terminal.write() continues after a partial write", pure, async () => {
  const { terminal, system } = terminalOn();
  system.nextWrites.push(1, 3, 1); // The second one splits a character, as does the last.
  terminal.write("aã🙂b");
  await turn();
  assertEquals(system.shown, "aã🙂b");
  assertEquals(system.writes.map(({ length }) => length), [1, 3, 1, 3]);
});

Deno.test("Terminal.write() tries again 50 ms after a write that took nothing", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  system.nextWrites.push(1, 0, 0, 1);
  terminal.write("abc");
  await clock.advance(99);
  assertEquals([system.shown, system.writes.length], ["a", 3]);
  await clock.advance(1);
  assertEquals([system.shown, clock.pending], ["abc", 0]);
});

Deno.test(
  "Terminal.write() drops a text after 20 writes in a row that took nothing",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    system.nextWrites.push(...Array(19).fill(0), 1, ...Array(20).fill(0));
    terminal.write("ab\n");
    await clock.advance(19 * 50 + 19 * 50);
    assertEquals([system.shown, system.writes.length], ["a", 40]);
    await clock.advance(50);
    assertEquals(await isResolved(terminal.idle()), true);
    terminal.write("c\n");
    await turn();
    assertEquals(system.shown, "ac\n(1 left out)\n");
  },
);

Deno.test(
  "Terminal.write() tries again after 50 ms when the output would block",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    system.nextWrites.push(2, new Deno.errors.WouldBlock(), new Deno.errors.WouldBlock());
    terminal.write("abcd\n");
    await turn();
    assertEquals(system.shown, "ab");
    await clock.advance(99);
    assertEquals(system.shown, "ab");
    await clock.advance(1);
    assertEquals(system.shown, "abcd\n");
    terminal.write("e\n");
    await turn();
    assertEquals(system.shown, "abcd\ne\n");
  },
);

Deno.test(
  "Terminal.write() drops the lines of a failed write, and reports how many",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    system.nextWrites.push(new Deno.errors.BrokenPipe());
    terminal.write("um\ndois\n");
    await turn();
    terminal.write("três\n");
    await clock.advance(49);
    assertEquals(system.shown, "");
    await clock.advance(1);
    assertEquals(system.shown, "três\n(2 left out)\n");
    terminal.write("quatro\n");
    await turn();
    assertEquals(system.shown, "três\n(2 left out)\nquatro\n");
  },
);

Deno.test("Terminal.write() reports dropped lines with the next text", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  system.nextWrites.push(new Deno.errors.BrokenPipe());
  terminal.write("um\n");
  await clock.advance(50);
  assertEquals(await isResolved(terminal.idle()), true);
  terminal.write("dois\n");
  await turn();
  assertEquals(system.shown, "dois\n(1 left out)\n");
});

Deno.test(
  "Terminal.print() keeps 1 Mi characters, drops the rest, and reports how many lines",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    const full = "x".repeat(MAX_WAITING_CHARACTERS - 1);
    terminal.print(full);
    terminal.print("um\ndois");
    terminal.print("");
    terminal.write("");
    await clock.advance(100);
    assertEquals(system.shown === `${full}\n(3 left out)\n`, true);
    terminal.print(full);
    await clock.advance(100);
    assertEquals(system.shown === `${full}\n(3 left out)\n${full}\n`, true);
  },
);

Deno.test(
  "Terminal.print() formats a text, but not while it drops lines: it counts them",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    let calls = 0;
    const format = () => `formatted ${++calls}`;
    terminal.print(format);
    assertEquals(calls, 1);
    terminal.print("x".repeat(MAX_WAITING_CHARACTERS));
    terminal.print(format);
    terminal.print(format, 3);
    assertEquals(calls, 1);
    await clock.advance(100);
    assertEquals(system.shown, "formatted 1\n(5 left out)\n");
    terminal.print(format);
    await clock.advance(100);
    assertEquals(system.shown, "formatted 1\n(5 left out)\nformatted 2\n");
  },
);

Deno.test("Terminal.print() counts each text that waits", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  const half = "x".repeat(MAX_WAITING_CHARACTERS / 2);
  terminal.print(half);
  terminal.print(half);
  await clock.advance(100);
  assertEquals(system.shown === `${half}\n(1 left out)\n`, true);
});

Deno.test(
  "Terminal.print() shows nothing of a text longer than 1 Mi characters",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    terminal.write("x".repeat(MAX_WAITING_CHARACTERS + 1));
    await turn();
    assertEquals(system.writes, []);
    terminal.print("um");
    await clock.advance(100);
    assertEquals(system.shown, "um\n");
  },
);

Deno.test("Terminal.idle() resolves when everything is shown", pure, async () => {
  const { terminal, system } = terminalOn();
  assertEquals(await isResolved(terminal.idle()), true);
  system.stallOutput();
  terminal.write("um");
  await turn();
  const idle = terminal.idle();
  assertEquals(await isResolved(idle), false);
  system.resumeOutput();
  await idle;
  assertEquals(system.shown, "um");
});

Deno.test(
  "Terminal.flushed() resolves when everything is shown, and leaves no timer",
  pure,
  async () => {
    const { terminal, system, clock } = terminalOn();
    const nothing = terminal.flushed(1_000);
    assertEquals(clock.pending, 0); // Not even for a moment.
    await nothing;
    terminal.print("um");
    const flushed = terminal.flushed(1_000);
    assertEquals(await isResolved(flushed), false);
    await clock.advance(100);
    await flushed;
    assertEquals(system.shown, "um\n");
    assertEquals(clock.pending, 0);
  },
);

Deno.test("Terminal.flushed() resolves after its timeout", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  system.stallOutput();
  terminal.write("um");
  const flushed = terminal.flushed(1_000);
  await clock.advance(999);
  assertEquals(await isResolved(flushed), false);
  await clock.advance(1);
  assertEquals(await isResolved(flushed), true);
  assertEquals(system.shown, "");
});

Deno.test("Terminal.outputGone aborts when nobody reads the output any more", pure, async () => {
  const { terminal, system, clock } = terminalOn();
  for (const error of [new Deno.errors.WouldBlock(), new Error("No space left on device")]) {
    system.nextWrites.push(error);
    terminal.write("um\n");
    await clock.advance(100);
    assertEquals(terminal.outputGone.aborted, false);
  }
  system.nextWrites.push(new Deno.errors.BrokenPipe());
  terminal.write("dois\n");
  await turn();
  assertEquals(terminal.outputGone.aborted, true);
  await clock.advance(100);
});
