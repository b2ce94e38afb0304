import { assertEquals } from "@std/assert";
import type { Key } from "../../lib/term/keys.ts";
import { Terminal } from "../../lib/term/tty.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { FakeSystem } from "../support/fake_system.ts";
import { ENTER, paste, press, text } from "../support/keys.ts";

const pure = { permissions: "none" } as const;

const TAKE = "\x1b[22;2t\x1b[?2004h\x1b[?1004h";
const GIVE_BACK = "\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[0m\x1b[23;2t";
const NOTHING = { keys: () => {}, resized: () => {}, resumed: () => {}, ended: () => {} };

/** A terminal after `listen()`, with the events it reported. */
class ListeningTerminal {
  readonly system: FakeSystem;
  readonly clock = new FakeClock();
  readonly terminal: Terminal;
  /** The keys; those of one burst are one list. */
  readonly bursts: Key[][] = [];
  /** The other reported events. */
  readonly events: string[] = [];

  private constructor(isWindows: boolean) {
    this.system = new FakeSystem({ isWindows });
    this.terminal = new Terminal({
      droppedSentence: (lines) => `(${lines} left out)`,
      system: this.system,
      clock: this.clock,
    });
    this.terminal.listen({
      keys: (keys) => this.bursts.push(keys),
      resized: () => this.events.push("resized"),
      resumed: () => this.events.push("resumed"),
      ended: () => this.events.push("ended"),
    });
  }

  /** Calls `listen()`, and shows the text that enables it. */
  static async start({ isWindows = false } = {}): Promise<ListeningTerminal> {
    const listening = new ListeningTerminal(isWindows);
    await turn();
    return listening;
  }
}

Deno.test("Terminal.listen() sets raw mode, restore() restores the terminal", pure, async () => {
  const { system, terminal } = await ListeningTerminal.start();
  await turn();
  assertEquals(system.shown, TAKE);
  assertEquals(system.switched, ["raw"]);
  assertEquals(system.interruptListeners.size, 1);
  assertEquals(system.stdin.isPaused(), false);
  assertEquals(terminal.takesInterrupts, true);
  terminal.restore();
  assertEquals(system.shown, TAKE + GIVE_BACK);
  assertEquals(system.switched, ["raw", "not raw"]);
  assertEquals(system.interruptListeners.size, 0);
  assertEquals(system.stdin.isPaused(), true);
  assertEquals(terminal.takesInterrupts, false);
  terminal.restore();
  assertEquals(system.shown, TAKE + GIVE_BACK);
});

Deno.test("Terminal leaves Ctrl+C to the system after the end of the input", pure, async () => {
  const { system, terminal, bursts, events } = await ListeningTerminal.start();
  system.stdin.end();
  await turn();
  assertEquals([system.interruptListeners.size, terminal.takesInterrupts], [0, false]);
  system.interrupt();
  for (const listener of system.continueListeners) listener();
  assertEquals([bursts, events], [[], ["ended", "resumed"]]);
  assertEquals(system.switched, ["raw", "not raw"]);
  terminal.restore();
});

for (const isWindows of [false, true]) {
  const where = isWindows ? " on Windows" : "";
  Deno.test(
    `Terminal.restore() ends what was listening, and another may listen${where}`,
    pure,
    async () => {
      const { system, terminal, clock, bursts, events } = await ListeningTerminal.start({
        isWindows,
      });
      await system.send("não\x1b[2"); // On Windows a burst ends after a pause.
      terminal.restore();
      await clock.advance(100);
      const before = bursts.length;
      const later: Key[] = [];
      terminal.listen({
        keys: (keys) => later.push(...keys),
        resized: () => events.push("resized later"),
        resumed: () => events.push("resumed later"),
        ended: () => events.push("ended later"),
      });
      await system.send("\x1b[200~olá\x1b[201~");
      await clock.advance(100);
      system.stdout.emit("resize");
      system.interrupt();
      assertEquals(later, [paste("olá"), press("ctrl+c")]);
      system.stdin.end();
      await clock.advance(100);
      assertEquals([bursts.length, events], [before, ["resized later", "ended later"]]);
      terminal.restore();
    },
  );
}

Deno.test("Terminal.restore() does nothing to a terminal that was not taken", pure, () => {
  const system = new FakeSystem();
  const terminal = new Terminal({ droppedSentence: String, system, clock: new FakeClock() });
  assertEquals(terminal.takesInterrupts, false);
  terminal.restore();
  assertEquals(system.shown, "");
  assertEquals(system.switched, []);
  assertEquals(system.stdin.isPaused(), false);
});

Deno.test("Terminal.restore() ends also where the output is blocked", pure, async () => {
  const { system, terminal } = await ListeningTerminal.start();
  system.nextWrites.push(new Deno.errors.BrokenPipe());
  terminal.restore();
  assertEquals(system.shown, TAKE);
  assertEquals(system.switched, ["raw", "not raw"]);
});

Deno.test("Terminal.listen() reports keys also after ask() paused the input", pure, async () => {
  const system = new FakeSystem();
  const terminal = new Terminal({ droppedSentence: String, system, clock: new FakeClock() });
  const answer = terminal.ask("Nome: ");
  await system.send("Ana\n");
  assertEquals(await answer, "Ana");
  const bursts: Key[][] = [];
  terminal.listen({ ...NOTHING, keys: (keys) => bursts.push(keys) });
  await system.send("oi");
  assertEquals(bursts, [[text("oi")]]);
});

Deno.test("Terminal.listen() needs no raw mode where the input has none", pure, async () => {
  const system = new FakeSystem();
  delete system.stdin.setRawMode;
  const terminal = new Terminal({ droppedSentence: String, system, clock: new FakeClock() });
  terminal.listen(NOTHING);
  await turn();
  terminal.restore();
  assertEquals(system.shown, TAKE + GIVE_BACK);
});

Deno.test("Terminal.listen() reports the keys of one burst together", pure, async () => {
  const { system, bursts, clock } = await ListeningTerminal.start();
  await system.send("ol");
  await system.send("á\x1b[D!");
  await system.send("\r");
  assertEquals(bursts, [
    [text("ol")],
    [text("á"), press("left"), text("!")],
    [ENTER],
  ]);
  assertEquals(clock.pending, 0);
});

Deno.test(
  "Terminal.listen() reports lines of one burst as a paste, and a marked paste as one",
  pure,
  async () => {
    const { system, bursts, clock } = await ListeningTerminal.start();
    await system.send("a\rb");
    assertEquals(bursts, []);
    await clock.advance(9);
    await system.send("c\r");
    await clock.advance(9);
    assertEquals(bursts, []);
    await clock.advance(1);
    await system.send("\x1b[200~a\r");
    await system.send("b\x1b[201~");
    await system.send("oi\r");
    await clock.advance(10);
    assertEquals(bursts, [
      [paste("a\nbc")],
      [paste("a\nb")],
      [text("oi"), ENTER],
    ]);
    assertEquals(clock.pending, 0);
  },
);

Deno.test("Terminal.listen() joins a long line and the newline after it", pure, async () => {
  const { system, bursts, clock } = await ListeningTerminal.start();
  await system.send("x".repeat(600));
  await system.send("\ry");
  await clock.advance(10);
  assertEquals(bursts, [[{ type: "paste", text: `${"x".repeat(600)}\ny` }]]);
});

Deno.test(
  "Terminal.listen() gives the keyboard back a second after half a paste",
  pure,
  async () => {
    const { system, bursts, clock } = await ListeningTerminal.start();
    await system.send("\x1b[200~a\r");
    await clock.advance(999);
    await system.send("b");
    await clock.advance(999);
    assertEquals(bursts, []);
    await clock.advance(1);
    assertEquals(bursts, [[paste("a\nb")]]);
    await system.send("c");
    assertEquals([bursts.length, bursts[1], clock.pending], [2, [text("c")], 0]);
  },
);

Deno.test(
  "Terminal.requestCursor() sends a request, and the report arrives as a key",
  pure,
  async () => {
    const { system, bursts, terminal } = await ListeningTerminal.start();
    terminal.requestCursor();
    await turn();
    assertEquals(system.shown, `${TAKE}\x1b[6n`);
    await system.send("\x1b[12;40R");
    assertEquals(bursts, [[{ type: "report", row: 12, column: 40 }]]);
  },
);

Deno.test("Terminal.listen() reports SIGINT as the key Ctrl+C", pure, async () => {
  const { system, bursts } = await ListeningTerminal.start();
  system.interrupt();
  assertEquals(bursts, [[press("ctrl+c")]]);
});

Deno.test("Terminal.listen() reports that the window has another size", pure, async () => {
  const { system, events } = await ListeningTerminal.start();
  system.stdout.emit("resize");
  assertEquals(events, ["resized"]);
});

Deno.test("Terminal.listen() reports that the input ended", pure, async () => {
  const { system, events } = await ListeningTerminal.start();
  system.stdin.end();
  await turn();
  assertEquals(events, ["ended"]);
});

Deno.test(
  "Terminal.listen() joins input that Windows sends with pauses under 10 ms",
  pure,
  async () => {
    const { system, bursts, clock } = await ListeningTerminal.start({ isWindows: true });
    await system.send("um\r");
    await clock.advance(9);
    await system.send("dois");
    assertEquals(clock.pending, 1);
    await clock.advance(9);
    assertEquals(bursts, []);
    await clock.advance(1);
    assertEquals(bursts, [[paste("um\ndois")]]);
    await system.send("a");
    await clock.advance(10);
    await system.send("b\r");
    await clock.advance(10);
    assertEquals(bursts.slice(1), [[text("a")], [text("b"), ENTER]]);
    assertEquals(clock.pending, 0);
  },
);

Deno.test("Terminal asks for no focus reports on Windows", pure, async () => {
  const { system, terminal } = await ListeningTerminal.start({ isWindows: true });
  terminal.restore();
  assertEquals(system.shown, (TAKE + GIVE_BACK).replace("\x1b[?1004h\x1b[?1004l", ""));
});

Deno.test("Terminal.listen() takes the terminal again when the program goes on", pure, async () => {
  const { system, terminal, events } = await ListeningTerminal.start();
  await turn();
  for (const listener of system.continueListeners) listener();
  await turn();
  assertEquals(system.switched, ["raw", "raw"]);
  assertEquals([system.shown, events], [`${TAKE}\x1b[?2004h\x1b[?1004h`, ["resumed"]]);
  terminal.restore();
  assertEquals(system.continueListeners.size, 0);
});

Deno.test(
  "Terminal.listen() turns nothing on that a basic terminal does not know",
  pure,
  async () => {
    const system = new FakeSystem();
    const options = { droppedSentence: String, system, clock: new FakeClock(), isBasic: true };
    const terminal = new Terminal(options);
    terminal.listen(NOTHING);
    await turn();
    assertEquals([system.shown, terminal.isSynchronized], ["", false]);
    terminal.restore();
    assertEquals(system.shown, "\x1b[?7h\x1b[0m");
  },
);
