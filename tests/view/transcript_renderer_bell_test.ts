import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY } from "../../lib/view/model.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import { ANA, joined, past, plain, said } from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "TranscriptRenderer.render() highlights live private messages and mentions by others",
  pure,
  () => {
    const by = (from: string, text: string): Event => ({
      type: "said",
      seq: 11,
      time: 109,
      from,
      text,
    });
    const whisper = (from: string, to: string, text = "oi"): Event => ({
      ...{ type: "whispered", seq: 11, time: 109 },
      ...{ from, to, text },
    });
    for (
      const [event, isHighlight] of [
        [whisper("Bia", "Ana"), true],
        [by("Bia", "oi Ana"), true],
        [by("Bia", "@ana?"), true],
        [by("Bia", "um\nANA"), true],
        [by("Bia", "aná, vem"), true],
        [by("Bia", "@todos oi"), true],
        [by("Bia", "oi, @ALL!"), true],
        [by("Bia", "oi a todos"), false],
        [by("Bia", "ana@exemplo.br"), false],
        [by("Bia", "https://exemplo.br/ana"), false],
        [by("Ana", "@todos oi"), false],
        [past(by("Bia", "@todos oi")), false],
        [by("Bia", "oi"), false],
        [by("Bia", "banana"), false],
        [by("Ana", "Ana"), false],
        [by("ANA", "Ana"), false],
        [whisper("Ana", "Bia", "Ana"), false],
        [whisper("Ana", "Ana"), false],
        [past(whisper("Bia", "Ana")), false],
        [past(by("Bia", "oi Ana")), false],
        [past(joined(109, "Ana")), false],
        [joined(109, "Ana"), false],
        [{ type: "notice", seq: 11, time: 109, text: "oi Ana" }, false],
        [{ type: "renamed", seq: 11, time: 109, from: "Bia", to: "Anna" }, false],
        [{ type: "people", people: [{ name: "Ana", since: 0, away: false }] }, false],
        [{ type: "rejected", code: "empty" }, false],
        [{ type: "ping" }, false],
      ] as [Event, boolean][]
    ) {
      assertEquals(
        new TranscriptRenderer(plain).render(event, ANA).isHighlight,
        isHighlight,
        JSON.stringify(event),
      );
    }
    assertEquals(
      new TranscriptRenderer(plain).render(by("Bia", "oi Ana"), EMPTY).isHighlight,
      false,
    );
  },
);

Deno.test("TranscriptRenderer.render() highlights also a message that ends a burst", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  renderer.render(joined(109, "Caio"), ANA);
  assertEquals(renderer.render(said(109, "Ana!"), ANA).isHighlight, true);
});
