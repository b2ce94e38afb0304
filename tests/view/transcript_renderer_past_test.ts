import { assertEquals } from "@std/assert";
import { bold, dim, rgb8 } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import { colorOf } from "../../lib/view/palette.ts";
import { ANA, joined, plain, render, said } from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "TranscriptRenderer.render() shows older messages apart, with their day, and then the day again",
  pure,
  () => {
    const older = [said(109), said(110)] as Entry[];
    const events: Event[] = [said(209), { type: "past", entries: older }, said(210)];
    assertEquals(render([...events, { type: "past", entries: [] }]), [
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

/** The lines rendered for older messages after these events. */
function renderPast(entries: Event[], before: Event[] = [], look = plain, width?: number) {
  const renderer = new TranscriptRenderer(look);
  for (const event of before) renderer.render(event, ANA, width);
  return renderer.render({ type: "past", entries: entries as Entry[] }, ANA, width);
}

const notice: Event = { type: "notice", seq: 3, time: 110, text: "oi Ana" };

Deno.test(
  "TranscriptRenderer.render() names the senders of older messages, the person too",
  pure,
  () => {
    const own: Event = { type: "said", seq: 2, time: 109, from: "Ana", id: 1, text: "um\ndois" };
    assertEquals(renderPast([own, notice]).lines, [
      "── 2 mensagens mais antigas ──",
      "── dia 1 ──",
      "9h Ana: um",
      "   dois",
      "10h Aviso do servidor: oi Ana",
      "── fim das mensagens antigas ──",
    ]);
    // Also when their numbers are above the history's end.
    assertEquals(renderPast([{ ...own, seq: 12 } as Event]).lines[2], "9h Ana: um");
  },
);

Deno.test(
  "TranscriptRenderer.render() marks each day of the older messages, unless it is this one",
  pure,
  () => {
    assertEquals(renderPast([said(109), said(209), said(210)], [said(309)]).lines, [
      "── 3 mensagens mais antigas ──",
      "── dia 1 ──",
      "9h Bia: oi",
      "── dia 2 ──",
      "9h Bia: oi",
      "10h Bia: oi",
      "── fim das mensagens antigas ──",
    ]);
    assertEquals(renderPast([said(109)], [said(110)]).lines, [
      "── uma mensagem mais antiga ──",
      "9h Bia: oi",
      "── fim das mensagens antigas ──",
    ]);
  },
);

Deno.test(
  "TranscriptRenderer.render() shows the day after older messages, though it is theirs",
  pure,
  () => {
    const events: Event[] = [
      said(110),
      { type: "past", entries: [said(109)] as Entry[] },
      said(111),
    ];
    assertEquals(render(events).at(-1), ["── dia 1 ──", "11h Bia: oi"]);
  },
);

Deno.test(
  "TranscriptRenderer.render() continues with the day when there are no older messages",
  pure,
  () => {
    assertEquals(render([said(109), { type: "past", entries: [] }, said(110)]), [
      ["── dia 1 ──", "9h Bia: oi"],
      ["Não há mensagens mais antigas."],
      ["10h Bia: oi"],
    ]);
  },
);

Deno.test(
  "TranscriptRenderer.render() shows held joins and leaves before older messages",
  pure,
  () => {
    for (const entries of [[], [said(109)]]) {
      const renderer = new TranscriptRenderer(plain);
      renderer.render(joined(208, "Caio"), ANA);
      const { lines } = renderer.render({ type: "past", entries: entries as Entry[] }, ANA);
      assertEquals(lines.slice(0, 2), ["── dia 2 ──", "8h Caio entrou no chat."]);
      assertEquals(lines.length, entries.length === 0 ? 3 : 6);
      assertEquals(renderer.isHoldingBack, false);
    }
  },
);

Deno.test("TranscriptRenderer.render() highlights no older message", pure, () => {
  assertEquals(renderPast([said(109, "oi Ana"), notice]).isHighlight, false);
  assertEquals(renderPast([]).isHighlight, false);
});

Deno.test(
  "TranscriptRenderer.render() breaks older messages at the width, in the reader's language",
  pure,
  () => {
    const look = { ...plain, texts: textsOf("en") };
    assertEquals(renderPast([said(109, "um dois")], [], look, 14).lines, [
      "── one older message ──",
      "── dia 1 ──",
      "9h Bia: um",
      "   dois",
      "── end of the older messages ──",
    ]);
  },
);

Deno.test("TranscriptRenderer dims older messages and their separators", pure, () => {
  const look = { ...plain, color: true };
  assertEquals(renderPast([said(109, "oi Ana")], [], look).lines, [
    dim("── uma mensagem mais antiga ──"),
    dim("── dia 1 ──"),
    `${dim("9h")} ${bold(rgb8("Bia", colorOf("Bia")))}${dim(": oi Ana")}`,
    dim("── fim das mensagens antigas ──"),
  ]);
});
