import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { type LineUi, TimedLines, Transcript } from "../../lib/join/line_ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { FakeLineTerminal } from "../support/fake_line_terminal.ts";
import { joinOptions } from "../support/join_options.ts";

const texts = textsOf("pt-BR");
const ANA: Model = { ...EMPTY, me: "Ana", lastSeq: 4, joinedAfterSeq: 4, people: ["Ana", "Bia"] };

const said = (from: string, seq = 5): Event => ({ type: "said", seq, time: 0, from, text: "oi" });
const whispered = (from: string, to: string, seq = 5): Event => ({
  type: "whispered",
  seq,
  time: 0,
  from,
  to,
  text: "oi",
});

/** The transcript of an event in redirected output. */
function transcriptOf(event: Event, before = ANA): string {
  const terminal = new FakeLineTerminal();
  new Transcript(terminal, texts).show(event, before);
  return terminal.text;
}

/** The output for events at a terminal without colours. */
function timedLinesOf(...events: Event[]): string {
  const terminal = new FakeLineTerminal();
  const ui = new TimedLines(terminal, joinOptions(0, { color: true })); // Colours are for the prompt.
  for (const event of events) ui.show(event, ANA);
  return terminal.text;
}

Deno.test("Transcript shows an event as a line client reads it", { permissions: "none" }, () => {
  const cases: [Event, string][] = [
    [said("Bia"), "Bia: oi\n"],
    [whispered("Bia", "Ana"), "Bia (privado): oi\n"],
    [whispered("Bia", "Antes"), "Bia (privado): oi\n"], // To Ana's previous name.
    [{ type: "joined", seq: 5, time: 0, name: "Caio" }, "Caio entrou no chat.\n"],
    [{ type: "joined", seq: 5, time: 0, name: "Ana" }, "Ana entrou no chat.\n"],
    [
      { type: "notice", seq: 5, time: 0, text: "um\ndois" },
      [
        `${texts.notice("um")}\n`,
        `${texts.notice("dois")}\n`,
      ].join(""),
    ],
    [{ type: "rejected", code: "no-such-person" }, "Usuário não encontrado.\n"],
    [{ type: "pong" }, ""],
  ];
  for (const [event, text] of cases) assertEquals(transcriptOf(event), text);
});

Deno.test("Transcript leaves out the person's own messages, which the terminal already shows", {
  permissions: "none",
}, () => {
  assertEquals(transcriptOf(said("Ana")), "");
  assertEquals(transcriptOf(whispered("Ana", "Bia")), "");
});

Deno.test("Transcript shows whispers of the person to themselves", {
  permissions: "none",
}, () => {
  assertEquals(transcriptOf(whispered("Ana", "Ana")), "Ana (privado): oi\n");
});

Deno.test("Transcript leaves out entries from before the person joined", {
  permissions: "none",
}, () => {
  for (const event of [said("Bia", 4), whispered("Bia", "Ana", 4)]) {
    assertEquals(transcriptOf(event), "");
  }
  assertEquals(transcriptOf(said("Bia", 4), { ...ANA, joinedAfterSeq: 3 }), "Bia: oi\n");
});

Deno.test("Transcript.say() writes a sentence on a line of its own", {
  permissions: "none",
}, () => {
  const terminal = new FakeLineTerminal();
  const ui = new Transcript(terminal, texts);
  ui.say("um");
  ui.say("dois\ntrês");
  assertEquals(terminal.text, "um\ndois\ntrês\n");
});

Deno.test("TimedLines shows an event with its time, each day once", {
  permissions: "none",
}, () => {
  assertEquals(
    timedLinesOf(said("Bia"), said("Ana", 6)),
    "── segunda-feira ──\n12:34 Bia: oi\n12:34 ✓ oi\n",
  );
});

Deno.test("TimedLines shows joins and leaves without delay", { permissions: "none" }, () => {
  const joined: Event = { type: "joined", seq: 5, time: 0, name: "Caio" };
  const left: Event = { type: "left", seq: 6, time: 0, name: "Caio", reason: "left" };
  assertEquals(timedLinesOf(joined), "── segunda-feira ──\n12:34 Caio entrou no chat.\n");
  const both = "── segunda-feira ──\n12:34 Caio entrou no chat.\n12:34 Caio saiu do chat.\n";
  assertEquals(timedLinesOf(joined, left), both);
});

Deno.test("TimedLines prints nothing for an event without text", { permissions: "none" }, () => {
  assertEquals(timedLinesOf({ type: "pong" }), "");
});

Deno.test(
  "TimedLines shows a note with its time, Transcript without",
  { permissions: "none" },
  () => {
    const note = (ui: typeof TimedLines | typeof Transcript): string => {
      const terminal = new FakeLineTerminal();
      const made = ui === TimedLines
        ? new TimedLines(terminal, joinOptions(0))
        : new Transcript(terminal, texts);
      made.note("um\ndois");
      return terminal.text;
    };
    assertEquals(note(TimedLines), "── segunda-feira ──\n12:34 um\n      dois\n");
    assertEquals(note(Transcript), "um\ndois\n");
  },
);

Deno.test("TimedLines shows what has not arrived when it is closed, Transcript nothing", {
  permissions: "none",
}, async () => {
  const pending = [{ type: "say" as const, id: 1, text: "um" }];
  for (const [Kind, shown] of [[TimedLines, "✗ um\n"], [Transcript, ""]] as const) {
    const terminal = new FakeLineTerminal();
    terminal.drained.resolve();
    const ui = Kind === TimedLines
      ? new TimedLines(terminal, joinOptions(0))
      : new Transcript(terminal, texts);
    ui.setStatus({ ...EMPTY, pending });
    await ui.close();
    assertEquals(terminal.text, shown);
    assertEquals(terminal.flushes.length, 1);
  }
});

Deno.test("TimedLines breaks what it shows between words, Transcript nothing", {
  permissions: "none",
}, async () => {
  const text = "Olá a todos que estão aqui";
  const event: Event = { type: "said", seq: 5, time: 0, from: "Bia", text };
  const shown = async (ui: LineUi) => {
    ui.say("A conexão caiu agora há pouco");
    ui.show(event, ANA);
    await ui.ask("Informe seu nome para entrar:", "Ana");
  };
  const terminal = new FakeLineTerminal("");
  terminal.size = { columns: 21, rows: 24 };
  await shown(new TimedLines(terminal, joinOptions(0)));
  assertEquals(terminal.text.split("\n"), [
    "A conexão caiu agora",
    "há pouco",
    "── segunda-feira ──",
    "12:34 Bia: Olá a",
    "      todos que",
    "      estão aqui",
    "Informe seu nome",
    "para entrar: [Ana] ",
  ]);
  const redirected = new FakeLineTerminal("");
  redirected.size = { columns: 21, rows: 24 };
  await shown(new Transcript(redirected, texts));
  assertEquals(redirected.text, `A conexão caiu agora há pouco\nBia: ${text}\n`);
});
