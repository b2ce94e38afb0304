import { assertEquals } from "@std/assert";
import { type ConversationLog, LoggedUi } from "../../lib/join/logged_ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { FakeUi } from "../support/fake_ui.ts";
import { texts } from "../support/test_conversation.ts";

const pure = { permissions: "none" } as const;

const ANA: Model = { ...EMPTY, me: "Ana", joinedAfterSeq: 4 };
const NOON = new Date(2026, 0, 5, 12, 34).getTime();
const STAMP = "2026-01-05 12:34";

/** A log in memory. */
class FakeLog implements ConversationLog {
  text = "";
  onFailure = () => {};

  append(text: string): void {
    this.text += text;
  }
}

/** A logged user interface, what is below it, and its log. */
function logged({ plain = false } = {}): { ui: LoggedUi; below: FakeUi; log: FakeLog } {
  const below = new FakeUi({ keepsLine: true });
  const log = new FakeLog();
  const formatTime = (time: number) => new Date(time).toTimeString().slice(0, 5);
  const ui = new LoggedUi(below, { log, plain, texts, formatTime, now: () => NOON });
  return { ui, below, log };
}

/** The log of some entries. */
function logOf(...entries: Record<string, unknown>[]): string[] {
  const { ui, below, log } = logged();
  const events = entries.map((entry) => ({ seq: 5, time: NOON, ...entry }) as unknown as Event);
  for (const event of events) ui.show(event, ANA);
  assertEquals(below.events, events, "all is shown");
  return log.text.split("\n").slice(0, -1);
}

Deno.test("LoggedUi appends each entry with its day, time and author", pure, () => {
  const cases: [entry: Record<string, unknown>, line: string][] = [
    [{ type: "joined", name: "Bia" }, "Bia entrou no chat."],
    [{ type: "left", name: "Bia", reason: "left" }, "Bia saiu do chat."],
    [{ type: "left", name: "Bia", reason: "kicked" }, texts.removed("Bia", "")],
    [{ type: "left", name: "Bia", reason: "kicked", text: "spam" }, texts.removed("Bia", "spam")],
    [{ type: "renamed", from: "Bia", to: "Bea" }, "Bia agora se chama Bea."],
    [{ type: "said", from: "Bia", text: "oi" }, "Bia: oi"],
    [{ type: "said", from: "Ana", id: 1, text: "oi" }, "Ana: oi"],
    [{ type: "said", from: "Ana", action: true, text: "acena" }, "* Ana acena"],
    [{ type: "whispered", from: "Bia", to: "Ana", text: "psiu" }, "Bia (privado): psiu"],
    [{ type: "whispered", from: "Ana", to: "Bia", text: "psiu" }, "Ana (privado para Bia): psiu"],
    [{ type: "notice", text: "pausa" }, texts.notice("pausa")],
    [{ type: "undelivered", to: "Bia", text: "oi" }, texts.undelivered("Bia", "oi")],
  ];
  for (const [entry, line] of cases) assertEquals(logOf(entry), [`${STAMP} ${line}`]);
});

Deno.test("LoggedUi writes the author in every line, and no escape sequence", pure, () => {
  assertEquals(
    logOf(
      { type: "said", from: "Bia", text: "um\n2026-01-05 12:34 Caio: dois" },
      { type: "whispered", from: "Ana", to: "Bia", text: "um\ndois" },
      { type: "said", from: "Bia", text: "\x1b[31mvermelho\x1b]0;x\x07\u202e" },
    ),
    [
      `${STAMP} Bia: um`,
      `${STAMP} Bia: ${STAMP} Caio: dois`,
      `${STAMP} Ana (privado para Bia): um`,
      `${STAMP} Ana (privado para Bia): dois`,
      `${STAMP} Bia: vermelho`,
    ],
  );
});

Deno.test("LoggedUi writes the removed person in every line of the reason", pure, () => {
  const text = `spam\n${STAMP} Caio: oi`;
  assertEquals(logOf({ type: "left", name: "Bia", reason: "kicked", text }), [
    `${STAMP} ${texts.removed("Bia", "spam")}`,
    `${STAMP} ${texts.removed("Bia", `${STAMP} Caio: oi`)}`,
  ]);
});

Deno.test("LoggedUi writes no line for an entry without a sentence", pure, () => {
  assertEquals(logOf({ type: "received", to: "Bia", of: 3 }), []);
  const { ui, log } = logged({ plain: true });
  for (const nothing of ["", "\u202e"]) ui.say(nothing);
  assertEquals(log.text, "");
});

Deno.test("LoggedUi appends that the server was closed, and that it is open again", pure, () => {
  const { ui, below, log } = logged();
  const closing: Event = { type: "refused", code: "server-closing" };
  ui.show(closing, ANA);
  ui.say(texts.waitingForServer);
  ui.note(texts.serverBack);
  assertEquals(below.events, [closing]);
  assertEquals(log.text, `${STAMP} ${texts.serverClosed}\n${STAMP} ${texts.serverBack}\n`);
});

Deno.test("LoggedUi takes an entry's own time", pure, () => {
  const time = new Date(2025, 11, 31, 9, 5).getTime();
  assertEquals(logOf({ type: "said", from: "Bia", text: "oi", time }), [
    "2025-12-31 09:05 Bia: oi",
  ]);
});

Deno.test("LoggedUi leaves out what was said before, and the answers to commands", pure, () => {
  const { ui, below, log } = logged();
  const past = { type: "said", seq: 4, time: NOON, from: "Bia", text: "antes" } as const;
  const events: Event[] = [
    past,
    { type: "past", entries: [past] },
    { type: "people", people: [] },
    { type: "rejected", code: "empty" },
    { type: "refused", code: "name-empty" },
    { type: "welcome", name: "Ana", token: "t", seq: 9, people: [] },
  ];
  for (const event of events) ui.show(event, ANA);
  ui.say("ajuda");
  assertEquals(log.text, "");
  assertEquals([below.events, below.sentences], [events, ["ajuda"]]);
  ui.show({ type: "missed", count: 3 }, ANA);
  assertEquals(log.text, `${STAMP} ${texts.missed(3)}\n`);
});

Deno.test("LoggedUi appends what happens to the connection, and how it ends", pure, async () => {
  const { ui, below, log } = logged();
  ui.note("um\ndois");
  ui.say(texts.youLeft);
  ui.setStatus({ ...ANA, pending: [{ type: "say", id: 1, text: "três" }] }, undefined);
  ui.say(texts.closedByServer);
  await ui.close();
  ui.logFailure("quatro");
  const lines = ["um", "dois", texts.youLeft, texts.closedByServer, "✗ três", "quatro"];
  assertEquals(log.text, lines.map((line) => `${STAMP} ${line}\n`).join(""));
  assertEquals([below.notes, below.isClosed], [["um\ndois"], true]);
  assertEquals(below.model.pending.length, 1);
});

Deno.test("LoggedUi appends all that an original server says, and what is said to it", pure, () => {
  const { ui, below, log } = logged({ plain: true });
  ui.say(texts.banner);
  ui.say("Bia: oi");
  ui.echo("olá");
  assertEquals(log.text, `${STAMP} Bia: oi\n${STAMP} › olá\n`);
  assertEquals([below.sentences, below.echoed], [[texts.banner, "Bia: oi"], ["olá"]]);
});

Deno.test("LoggedUi shows that the log cannot be written", pure, () => {
  const { below, log } = logged();
  log.onFailure();
  assertEquals([below.notes, log.text], [[texts.logFailed], ""]);
});

Deno.test("LoggedUi passes on questions, lines, keys and the clear screen", pure, async () => {
  const { ui, below } = logged();
  below.type("Ana", "oi");
  let presses = 0;
  ui.onActivity(() => presses++);
  below.press();
  ui.clear();
  assertEquals(await ui.ask("Nome?", "Ana_1"), "Ana");
  assertEquals(await ui.nextLine((line) => ({ value: line })), "oi");
  assertEquals([ui.keepsRejectedLine, presses, below.clears], [true, 1, 1]);
  assertEquals(below.questions, [{ question: "Nome?", isAgain: true }]);
  assertEquals([below.proposals, ui.inputError], [["Ana_1"], undefined]);
});
