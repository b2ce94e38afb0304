import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import {
  ANA,
  joined,
  left,
  past,
  people,
  plain,
  render,
  said,
} from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

Deno.test("TranscriptRenderer.render() marks a day once, before its first entry", pure, () => {
  assertEquals(render([said(109), said(110), said(223), said(223), said(300)]), [
    ["── dia 1 ──", "9h Bia: oi"],
    ["10h Bia: oi"],
    ["── dia 2 ──", "23h Bia: oi"],
    ["23h Bia: oi"],
    ["── dia 3 ──", "0h Bia: oi"],
  ]);
});

Deno.test(
  "TranscriptRenderer.render() marks the days of the history, and continues from them",
  pure,
  () => {
    assertEquals(
      render([past(joined(109, "Bia")), past(said(110)), past(said(209)), said(210), said(309)]),
      [
        ["── dia 1 ──", "9h Bia entrou no chat."],
        ["10h Bia: oi"],
        ["── dia 2 ──", "9h Bia: oi"],
        ["10h Bia: oi"],
        ["── dia 3 ──", "9h Bia: oi"],
      ],
    );
  },
);

Deno.test("TranscriptRenderer.render() marks no day for events without time or text", pure, () => {
  const welcome: Event = { type: "welcome", name: "Ana", token: "x", seq: 10, people: [] };
  assertEquals(render([welcome, { type: "ping" }, people, said(109), people, said(209)]), [
    [],
    [],
    ["Não há ninguém no chat."],
    ["── dia 1 ──", "9h Bia: oi"],
    ["Não há ninguém no chat."],
    ["── dia 2 ──", "9h Bia: oi"],
  ]);
});

Deno.test("TranscriptRenderer.flush() marks the day of held joins and leaves", pure, () => {
  assertEquals(render([joined(109, "Caio"), said(109), left(123, "Caio"), said(200)]), [
    [],
    ["── dia 1 ──", "9h Caio entrou no chat.", "9h Bia: oi"],
    [],
    ["23h Caio saiu do chat.", "── dia 2 ──", "0h Bia: oi"],
  ]);
  const renderer = new TranscriptRenderer(plain);
  renderer.render(said(109), ANA);
  renderer.render(joined(200, "Caio"), ANA);
  renderer.render(joined(201, "Davi"), ANA);
  assertEquals(renderer.flush(), ["── dia 2 ──", "1h Caio e Davi entraram no chat."]);
  assertEquals(renderer.render(said(201), ANA).lines, ["1h Bia: oi"]);
});

Deno.test("TranscriptRenderer.render() ends a burst with its day", pure, () => {
  assertEquals(render([joined(123, "Caio"), joined(200, "Davi"), said(209)]), [
    [],
    ["── dia 1 ──", "23h Caio entrou no chat."],
    ["── dia 2 ──", "0h Davi entrou no chat.", "9h Bia: oi"],
  ]);
});

Deno.test(
  "TranscriptRenderer.note() shows a sentence at the time of now, after its day",
  pure,
  () => {
    let now = 109;
    const renderer = new TranscriptRenderer({ ...plain, now: () => now });
    renderer.render(joined(109, "Caio"), ANA);
    assertEquals(renderer.note("um\ndois"), [
      "── dia 1 ──",
      "9h Caio entrou no chat.",
      "9h um",
      "   dois",
    ]);
    now = 210;
    assertEquals(renderer.note("três quatro", 10), ["── dia 2 ──", "10h três", "    quatro"]);
  },
);
