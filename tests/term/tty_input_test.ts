import { assertEquals, assertRejects } from "@std/assert";
import { NotUtf8Error } from "../../lib/errors.ts";
import { Terminal } from "../../lib/term/tty.ts";
import { bytesOf, latin1, pieces } from "../support/bytes.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";
import { FakeSystem } from "../support/fake_system.ts";

const pure = { permissions: "none" } as const;

function terminalOn(system: FakeSystem, clock = new FakeClock()): Terminal {
  return new Terminal({ droppedSentence: (lines) => `(${lines} left out)`, system, clock });
}

/** The lines of an input in these parts. */
async function linesOf(parts: Iterable<Uint8Array>): Promise<string[]> {
  const system = new FakeSystem();
  for (const part of parts) system.stdin.write(part);
  system.stdin.end();
  return await Array.fromAsync(terminalOn(system).lines());
}

Deno.test(
  "Terminal.lines() yields lines with any line ending, and the unfinished end",
  pure,
  async () => {
    const cases: [input: string, lines: string[]][] = [
      ["", []],
      ["um\n", ["um"]],
      ["um\ndois", ["um", "dois"]],
      ["um\r\ndois\r\n", ["um", "dois"]],
      ["\n\r\n\n", ["", "", ""]],
      ["a\rb\r\r\n", ["a\rb\r"]],
      ["um\n ", ["um", " "]],
    ];
    for (const [input, lines] of cases) {
      assertEquals(await linesOf([bytesOf(input)]), lines, JSON.stringify(input));
    }
  },
);

Deno.test("Terminal.lines() yields whole lines from pieces of any size", pure, async () => {
  const bytes = bytesOf("não 🙂\r\né só\n天");
  for (const size of [1, 2, 3, 5, bytes.length]) {
    assertEquals(await linesOf(pieces(bytes, size)), ["não 🙂", "é só", "天"], `by ${size}`);
  }
});

Deno.test("Terminal.lines() yields each line when it arrives", pure, async () => {
  const system = new FakeSystem();
  const lines = terminalOn(system).lines();
  system.stdin.write("um\ndo");
  assertEquals(await lines.next(), { done: false, value: "um" });
  system.stdin.write("is\n");
  assertEquals(await lines.next(), { done: false, value: "dois" });
  system.stdin.end();
  assertEquals((await lines.next()).done, true);
});

Deno.test(
  "Terminal.ask() asks after all output is written, and returns the line",
  pure,
  async () => {
    const system = new FakeSystem();
    const clock = new FakeClock();
    const terminal = terminalOn(system, clock);
    for (const name of ["Ana", "Bia"]) {
      terminal.print("Olá.");
      const answer = terminal.ask("Seu nome: ");
      await turn();
      assertEquals(system.stdout.read(), null);
      await clock.advance(100);
      assertEquals(String(system.stdout.read()), "Seu nome: ");
      system.stdin.write(`${name}\n`);
      assertEquals(await answer, name);
      assertEquals(system.stdin.isPaused(), true);
    }
  },
);

Deno.test(
  "Terminal.ask() settles at the end of the input, with or without a line",
  pure,
  async () => {
    for (const [typed, answer] of [["", undefined], ["Ana", "Ana"], ["\n", ""]] as const) {
      const system = new FakeSystem();
      const terminal = terminalOn(system);
      const asked = terminal.ask("Seu nome: ");
      system.stdin.end(typed);
      assertEquals(await asked, answer, JSON.stringify(typed));
      await terminal.idle();
      // The row of a question without an answer is finished.
      assertEquals(system.shown, answer === undefined ? "\n" : "");
      assertEquals(await terminal.ask("De novo: "), undefined);
      assertEquals(String(system.stdout.read()), "Seu nome: ");
    }
  },
);

Deno.test("Terminal.ask() settles when the terminal is closed", pure, async () => {
  for (const isBefore of [false, true]) {
    const system = new FakeSystem();
    const terminal = terminalOn(system);
    system.stdin.on("error", () => {});
    const fail = () => void system.stdin.destroy(new Error("EIO"));
    if (isBefore) fail();
    const asked = terminal.ask("Seu nome: ");
    await turn();
    if (!isBefore) fail();
    assertEquals(await asked, undefined);
  }
});

Deno.test(
  "Terminal.ask() writes no escape sequence if it is simple, and Ctrl+C ends it",
  pure,
  async () => {
    const system = new FakeSystem();
    Object.assign(system.stdout, { isTTY: true, columns: 80 });
    const terminal = terminalOn(system);
    const ask = async () => {
      const answer = terminal.ask("Seu nome: ", { simple: true });
      await turn();
      assertEquals(String(system.stdout.read()), "Seu nome: ");
      assertEquals([system.switched, terminal.takesInterrupts], [[], true]);
      return { answer };
    };
    const { answer } = await ask();
    await system.send("João\n");
    assertEquals(await answer, "João");
    const { answer: interrupted } = await ask();
    system.interrupt();
    assertEquals(await interrupted, undefined);
    assertEquals([system.interruptListeners.size, terminal.takesInterrupts], [0, false]);
  },
);

Deno.test("Terminal.ask() leaves no listener behind", pure, async () => {
  const system = new FakeSystem();
  const terminal = terminalOn(system);
  const counts = () =>
    ["error", "end", "data", "keypress"].map((event) => system.stdin.listenerCount(event));
  const before = counts();
  for (let time = 0; time < 20; time++) {
    const asked = terminal.ask("Seu nome: ");
    await turn();
    system.stdin.write("Ana\n");
    assertEquals(await asked, "Ana");
  }
  assertEquals(counts(), before);
});

Deno.test("Terminal.size is the window's, and 80 by 24 without one", pure, () => {
  const system = new FakeSystem();
  const terminal = terminalOn(system);
  assertEquals(terminal.size, { columns: 100, rows: 30 });
  const none = [undefined, { columns: 0, rows: 30 }, { columns: 100, rows: 0 }];
  for (const size of none) {
    system.size = size;
    assertEquals(terminal.size, { columns: 80, rows: 24 }, JSON.stringify(size));
  }
  system.size = { columns: 1, rows: 1 };
  assertEquals(terminal.size, { columns: 1, rows: 1 });
});

Deno.test("Terminal.isInteractive is true where both ends are a terminal", pure, () => {
  const system = new FakeSystem();
  const terminal = terminalOn(system);
  assertEquals(terminal.isInteractive, true);
  system.isOutputTerminal = false;
  assertEquals([terminal.isInteractive, terminal.isOutputTerminal], [false, false]);
  system.isOutputTerminal = true;
  for (const isTTY of [false, undefined]) {
    system.stdin.isTTY = isTTY;
    assertEquals([terminal.isInteractive, terminal.isOutputTerminal], [false, true]);
  }
});

Deno.test("Terminal.isSynchronized is true but on Windows", pure, () => {
  for (const isWindows of [false, true]) {
    assertEquals(terminalOn(new FakeSystem({ isWindows })).isSynchronized, !isWindows);
  }
});

Deno.test(
  "Terminal.lines() skips lines that are not UTF-8 where that is wanted",
  pure,
  async () => {
    const system = new FakeSystem();
    system.stdin.isTTY = false;
    system.stdin.end(latin1("oi\na\xe7\xe3o\nfim\n"));
    const skipped: number[] = [];
    const lines = terminalOn(system).lines((line) => void skipped.push(line));
    assertEquals([await Array.fromAsync(lines), skipped], [["oi", "fim"], [2]]);
  },
);

Deno.test("Terminal.lines() refuses redirected input that is not UTF-8", pure, async () => {
  const bytes = latin1("oi\na\xe7\xe3o\n");
  for (const isTTY of [undefined, false, true]) {
    const system = new FakeSystem();
    system.stdin.isTTY = isTTY;
    system.stdin.end(bytes);
    const lines = terminalOn(system).lines();
    assertEquals((await lines.next()).value, "oi");
    // At a terminal, a half deleted character does not end the conversation.
    if (isTTY) assertEquals((await lines.next()).value, "a\ufffd\ufffdo");
    else await assertRejects(() => lines.next(), NotUtf8Error, "line 2");
  }
});
