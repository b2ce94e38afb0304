import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { NotUtf8Error } from "../../lib/errors.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { type LineUi, TimedLines, Transcript } from "../../lib/join/line_ui.ts";
import { EMPTY } from "../../lib/view/model.ts";
import { FakeLineTerminal } from "../support/fake_line_terminal.ts";
import { joinOptions } from "../support/join_options.ts";

const texts = textsOf("pt-BR");

/** Both line UIs, on terminals with the same input. */
function both(
  ...typed: string[]
): [[LineUi, FakeLineTerminal], [LineUi, FakeLineTerminal]] {
  const [first, second] = [new FakeLineTerminal(...typed), new FakeLineTerminal(...typed)];
  return [
    [new Transcript(first, texts), first],
    [new TimedLines(second, joinOptions(0)), second],
  ];
}

/** The next line; a line that begins with `-` is invalid. */
const nextLine = (ui: LineUi) =>
  ui.nextLine((line) => line.startsWith("-") ? { complaint: `errado: ${line}` } : { value: line });

Deno.test("LineUi.nextLine() returns the lines in order, then undefined", {
  permissions: "none",
}, async () => {
  for (const [ui, terminal] of both("um", "", "dois")) {
    const lines = [await nextLine(ui), await nextLine(ui), await nextLine(ui)];
    assertEquals(lines, ["um", "", "dois"]);
    assertEquals([await nextLine(ui), await nextLine(ui)], [undefined, undefined]);
    assertStrictEquals(terminal.text, "");
  }
});

Deno.test("LineUi.nextLine() prints the complaint about a line, and reads the next", {
  permissions: "none",
}, async () => {
  for (const [ui, terminal] of both("-a", "-b", "dois", "-c")) {
    assertEquals(await nextLine(ui), "dois");
    assertStrictEquals(terminal.text, "errado: -a\nerrado: -b\n");
    assertEquals(await nextLine(ui), undefined);
    assertStrictEquals(terminal.text, "errado: -a\nerrado: -b\nerrado: -c\n");
  }
});

Deno.test("LineUi.ask() accepts the next line as the answer, unchecked", {
  permissions: "none",
}, async () => {
  for (const [ui] of both("-Ana", "oi")) {
    assertEquals(await ui.ask("Nome:"), "-Ana");
    assertEquals(await nextLine(ui), "oi");
    assertEquals(await ui.ask("Nome:"), undefined);
  }
});

Deno.test("Transcript.ask() writes the question once, and takes no proposal", {
  permissions: "none",
}, async () => {
  const terminal = new FakeLineTerminal("Ana", "", "Bia");
  const ui = new Transcript(terminal, texts);
  const answers = [await ui.ask("Nome:"), await ui.ask("Nome:", "Ana"), await ui.ask("Nome:", "")];
  assertEquals(answers, ["Ana", "", "Bia"]);
  assertEquals(await ui.ask("Nome:", "Bia"), undefined);
  assertStrictEquals(terminal.text, "Nome:\n");
});

Deno.test("TimedLines.ask() asks again with the proposal, which an empty line takes", {
  permissions: "none",
}, async () => {
  const terminal = new FakeLineTerminal("", "Bia", "", "Caio");
  const ui = new TimedLines(terminal, joinOptions(0));
  assertEquals(await ui.ask("Nome:"), "");
  assertEquals(await ui.ask("Nome:", "Maria_José"), "Bia");
  assertEquals(await ui.ask("Nome:", "Maria_José"), "Maria_José");
  assertEquals(await ui.ask("Nome:", ""), "Caio");
  assertEquals(await ui.ask("Nome:", "Ana"), undefined);
  const asked = ["Nome: ", "Nome: [Maria_José] ", "Nome: [Maria_José] ", "Nome: ", "Nome: [Ana] "];
  assertStrictEquals(terminal.text, asked.join(""));
});

Deno.test("LineUi reports each typed line, and the end of input, as activity", {
  permissions: "none",
}, async () => {
  for (const [ui] of both("Ana", "-a", "oi")) {
    await ui.ask("Nome:"); // Nothing is reported yet.
    let activities = 0;
    ui.onActivity(() => activities++);
    await nextLine(ui);
    assertStrictEquals(activities, 2);
    await nextLine(ui);
    assertStrictEquals(activities, 3);
  }
});

Deno.test("LineUi keeps no line, and shows no state", { permissions: "none" }, () => {
  for (const [ui, terminal] of both()) {
    assertStrictEquals(ui.keepsRejectedLine, false);
    for (const show of [ui.echo, ui.setStatus, ui.clear] as ((...args: unknown[]) => void)[]) {
      show.call(ui, "oi", EMPTY, undefined);
    }
    assertStrictEquals(terminal.text, "");
  }
});

Deno.test("LineUi.close() waits up to 5 s until everything is shown", {
  permissions: "none",
}, async () => {
  for (const [ui, terminal] of both()) {
    let isClosed = false;
    const closed = ui.close().then(() => isClosed = true);
    await Promise.resolve();
    assertEquals([terminal.flushes, isClosed], [[5_000], false]);
    terminal.drained.resolve();
    assertStrictEquals(await closed, true);
  }
});

Deno.test("LineUi.nextLine() ends at input that is not UTF-8, and keeps the error", {
  permissions: "none",
}, async () => {
  for (const [ui, terminal] of both("um")) {
    const error = new NotUtf8Error(2);
    terminal.inputError = error;
    assertEquals([await nextLine(ui), ui.inputError], ["um", undefined]);
    assertEquals([await nextLine(ui), await nextLine(ui)], [undefined, undefined]);
    assertStrictEquals(ui.inputError, error);
  }
  const [[ui, terminal]] = both();
  terminal.inputError = new Error("quebrou");
  await assertRejects(() => nextLine(ui), Error, "quebrou");
});
