import { assertEquals } from "@std/assert";
import { bold, dim, rgb8 } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import { colorOf } from "../../lib/view/palette.ts";
import { ANA, joined, plain, said, told } from "../support/transcript_renderer.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "TranscriptRenderer.render() tells older messages apart, with their day, and then the day again",
  pure,
  () => {
    const older = [said(109), said(110)] as Entry[];
    const events: Event[] = [said(209), { type: "past", entries: older }, said(210)];
    assertEquals(told([...events, { type: "past", entries: [] }]), [
      ["── dia 2 ──", "9h Bia: oi"],
      [
        "── 2 mensagens mais antigas ──",
        "── dia 1 ──",
        "9h Bia: oi",
        "10h Bia: oi",
        "── fim das mensagens antigas ──",
      ],
      ["── dia 2 ──", "10h Bia: oi"],
      ["Não há mensagens mais antigas."],
    ]);
  },
);

/** What a narrator who told this before tells of older messages. */
function toldOfPast(entries: Event[], before: Event[] = [], look = plain, width?: number) {
  const narrator = new TranscriptRenderer(look);
  for (const event of before) narrator.render(event, ANA, width);
  return narrator.render({ type: "past", entries: entries as Entry[] }, ANA, width);
}

const notice: Event = { type: "notice", seq: 3, time: 110, text: "oi Ana" };

Deno.test(
  "TranscriptRenderer.render() names who said the older messages, oneself too",
  pure,
  () => {
    const own: Event = { type: "said", seq: 2, time: 109, from: "Ana", id: 1, text: "um\ndois" };
    assertEquals(toldOfPast([own, notice]).lines, [
      "── 2 mensagens mais antigas ──",
      "── dia 1 ──",
      "9h Ana: um",
      "   dois",
      "10h Aviso do servidor: oi Ana",
      "── fim das mensagens antigas ──",
    ]);
    // Even where the numbers are higher than what happened before one came.
    assertEquals(toldOfPast([{ ...own, seq: 12 } as Event]).lines[2], "9h Ana: um");
  },
);

Deno.test(
  "TranscriptRenderer.render() marks each day of the older messages, unless it is this one",
  pure,
  () => {
    assertEquals(toldOfPast([said(109), said(209), said(210)], [said(309)]).lines, [
      "── 3 mensagens mais antigas ──",
      "── dia 1 ──",
      "9h Bia: oi",
      "── dia 2 ──",
      "9h Bia: oi",
      "10h Bia: oi",
      "── fim das mensagens antigas ──",
    ]);
    assertEquals(toldOfPast([said(109)], [said(110)]).lines, [
      "── uma mensagem mais antiga ──",
      "9h Bia: oi",
      "── fim das mensagens antigas ──",
    ]);
  },
);

Deno.test(
  "TranscriptRenderer.render() tells the day after older messages, though it is theirs",
  pure,
  () => {
    const events: Event[] = [
      said(110),
      { type: "past", entries: [said(109)] as Entry[] },
      said(111),
    ];
    assertEquals(told(events).at(-1), ["── dia 1 ──", "11h Bia: oi"]);
  },
);

Deno.test(
  "TranscriptRenderer.render() goes on with the day when there are no older messages",
  pure,
  () => {
    assertEquals(told([said(109), { type: "past", entries: [] }, said(110)]), [
      ["── dia 1 ──", "9h Bia: oi"],
      ["Não há mensagens mais antigas."],
      ["10h Bia: oi"],
    ]);
  },
);

Deno.test(
  "TranscriptRenderer.render() tells what was held back before older messages",
  pure,
  () => {
    for (const entries of [[], [said(109)]]) {
      const narrator = new TranscriptRenderer(plain);
      narrator.render(joined(208, "Caio"), ANA);
      const { lines } = narrator.render({ type: "past", entries: entries as Entry[] }, ANA);
      assertEquals(lines.slice(0, 2), ["── dia 2 ──", "8h Caio entrou no chat."]);
      assertEquals(lines.length, entries.length === 0 ? 3 : 6);
      assertEquals(narrator.isHoldingBack, false);
    }
  },
);

Deno.test("TranscriptRenderer.render() rings for no older message", pure, () => {
  assertEquals(toldOfPast([said(109, "oi Ana"), notice]).isHighlight, false);
  assertEquals(toldOfPast([]).isHighlight, false);
});

Deno.test(
  "TranscriptRenderer.render() breaks older messages at the width, in the reader's language",
  pure,
  () => {
    const look = { ...plain, texts: textsOf("en") };
    assertEquals(toldOfPast([said(109, "um dois")], [], look, 14).lines, [
      "── one older message ──",
      "── dia 1 ──",
      "9h Bia: um",
      "   dois",
      "── end of the older messages ──",
    ]);
  },
);

Deno.test(
  "TranscriptRenderer dims older messages and what parts them from the others",
  pure,
  () => {
    const look = { ...plain, color: true };
    assertEquals(toldOfPast([said(109, "oi Ana")], [], look).lines, [
      dim("── uma mensagem mais antiga ──"),
      dim("── dia 1 ──"),
      `${dim("9h")} ${bold(rgb8("Bia", colorOf("Bia")))}${dim(": oi Ana")}`,
      dim("── fim das mensagens antigas ──"),
    ]);
  },
);
