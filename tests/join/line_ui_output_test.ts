import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { TimedLines, Transcript } from "../../lib/join/line_ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { FakeLines } from "../support/fake_lines.ts";
import { joinOptions } from "../support/join_options.ts";

const texts = textsOf("pt-BR");
const ANA: Model = { ...EMPTY, me: "Ana", lastSeq: 4, historyUntilSeq: 4, people: ["Ana", "Bia"] };

const said = (from: string, seq = 5): Event => ({ type: "said", seq, time: 0, from, text: "oi" });
const whispered = (from: string, to: string, seq = 5): Event => ({
  type: "whispered",
  seq,
  time: 0,
  from,
  to,
  text: "oi",
});

/** What the transcript of redirected output says of an event. */
function transcribed(event: Event, before = ANA): string {
  const terminal = new FakeLines();
  new Transcript(terminal, texts).show(event, before);
  return terminal.text;
}

/** What a terminal without colours shows of events. */
function timed(...events: Event[]): string {
  const terminal = new FakeLines();
  const ui = new TimedLines(terminal, joinOptions(0));
  for (const event of events) ui.show(event, ANA);
  return terminal.text;
}

Deno.test("Transcript shows an event as a line client reads it", { permissions: "none" }, () => {
  const cases: [Event, string][] = [
    [said("Bia"), "Bia: oi\n"],
    [whispered("Bia", "Ana"), "Bia (privado): oi\n"],
    [whispered("Bia", "Antes"), "Bia (privado): oi\n"], // To the name Ana had before.
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
  for (const [event, text] of cases) assertEquals(transcribed(event), text);
});

Deno.test("Transcript leaves out what the person said, which stands where it was typed", {
  permissions: "none",
}, () => {
  assertEquals(transcribed(said("Ana")), "");
  assertEquals(transcribed(whispered("Ana", "Bia")), "");
});

Deno.test("Transcript shows what the person whispered to themselves", {
  permissions: "none",
}, () => {
  assertEquals(transcribed(whispered("Ana", "Ana")), "Ana (privado): oi\n");
});

Deno.test("Transcript leaves out what happened before the person came", {
  permissions: "none",
}, () => {
  for (const event of [said("Bia", 4), whispered("Bia", "Ana", 4)]) {
    assertEquals(transcribed(event), "");
  }
  assertEquals(transcribed(said("Bia", 4), { ...ANA, historyUntilSeq: 3 }), "Bia: oi\n");
});

Deno.test("Transcript.say() writes a sentence on a line of its own", {
  permissions: "none",
}, () => {
  const terminal = new FakeLines();
  const ui = new Transcript(terminal, texts);
  ui.say("um");
  ui.say("dois\ntrês");
  assertEquals(terminal.text, "um\ndois\ntrês\n");
});

Deno.test("TimedLines shows an event with its time, each day once", {
  permissions: "none",
}, () => {
  assertEquals(
    timed(said("Bia"), said("Ana", 6)),
    "── segunda-feira ──\n12:34 Bia: oi\n12:34 ✓ oi\n",
  );
});

Deno.test("TimedLines holds back no coming or going", { permissions: "none" }, () => {
  const joined: Event = { type: "joined", seq: 5, time: 0, name: "Caio" };
  const left: Event = { type: "left", seq: 6, time: 0, name: "Caio", reason: "left" };
  assertEquals(timed(joined), "── segunda-feira ──\n12:34 Caio entrou no chat.\n");
  const both = "── segunda-feira ──\n12:34 Caio entrou no chat.\n12:34 Caio saiu do chat.\n";
  assertEquals(timed(joined, left), both);
});

Deno.test("TimedLines shows nothing of an event without words", { permissions: "none" }, () => {
  assertEquals(timed({ type: "pong" }), "");
});
