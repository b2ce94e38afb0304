/** The line that tells a newcomer who is there. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model, update } from "../../lib/view/model.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import { joined, left, plain, said } from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

/** The entry that tells of Bia's own coming. */
const BIA_JOINED = { ...joined(109, "Bia"), seq: 11 };

/** Bia's model after her welcome, in a room with these people and her. */
function biaWith(...others: string[]): Model {
  return { ...EMPTY, me: "Bia", joinedAfterSeq: 10, lastSeq: 10, people: [...others, "Bia"] };
}

/** The rows of Bia's coming, without the day. */
function arrivalOf(model: Model, options = plain): string[] {
  const renderer = new TranscriptRenderer(options);
  assertEquals(renderer.render(BIA_JOINED, model).lines, []);
  return renderer.flush().slice(1);
}

Deno.test(
  "TranscriptRenderer tells a newcomer who is there, and where the commands are",
  pure,
  () => {
    assertEquals(arrivalOf(biaWith("Maria", "João")), [
      "9h Bia entrou no chat.",
      "9h No chat (3): Maria, João e Bia. /ajuda mostra os comandos.",
    ]);
    assertEquals(arrivalOf(biaWith("Maria"), { ...plain, texts: textsOf("en") }), [
      "9h Bia joined the chat.",
      "9h In the chat (2): Maria and Bia. /help shows the commands.",
    ]);
  },
);

Deno.test("TranscriptRenderer tells a newcomer that nobody else is there", pure, () => {
  assertEquals(
    arrivalOf(biaWith())[1],
    "9h Por enquanto só você está no chat. /ajuda mostra os comandos.",
  );
  assertEquals(
    arrivalOf(biaWith(), { ...plain, texts: textsOf("en") })[1],
    "9h Only you are in the chat so far. /help shows the commands.",
  );
});

Deno.test(
  "TranscriptRenderer names eight people to a newcomer, and counts the others",
  pure,
  () => {
    const names = Array.from({ length: 1000 }, (_, at) => `P${at + 1}`);
    const eight = "P1, P2, P3, P4, P5, P6, P7, P8";
    const rowFor = (count: number) => arrivalOf(biaWith(...names.slice(0, count)))[1];
    const commands = "/ajuda mostra os comandos.";
    assertEquals(rowFor(7), `9h No chat (8): P1, P2, P3, P4, P5, P6, P7 e Bia. ${commands}`);
    assertEquals(rowFor(8), `9h No chat (9): ${eight} e mais uma pessoa. ${commands}`);
    assertEquals(rowFor(1000), `9h No chat (1001): ${eight} e mais 993 pessoas. ${commands}`);
  },
);

Deno.test("TranscriptRenderer tells a newcomer who is there after a burst", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  const model = biaWith("Maria", "João");
  renderer.render(BIA_JOINED, model);
  renderer.render(joined(109, "Caio"), model);
  renderer.render(left(109, "Maria"), { ...model, people: [...model.people, "Caio"] });
  assertEquals(renderer.flush().slice(1), [
    "9h Bia e Caio entraram no chat. Maria saiu do chat.",
    "9h No chat (3): João, Bia e Caio. /ajuda mostra os comandos.",
  ]);
});

Deno.test("TranscriptRenderer tells a newcomer once, before the next message", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  const model = biaWith("Maria");
  renderer.render(BIA_JOINED, model);
  assertEquals(renderer.render({ ...said(109), from: "Maria" } as Event, model).lines, [
    "── dia 1 ──",
    "9h Bia entrou no chat.",
    "9h No chat (2): Maria e Bia. /ajuda mostra os comandos.",
    "9h Maria: oi",
  ]);
  renderer.render(joined(109, "Caio"), model);
  assertEquals(renderer.flush(), ["9h Caio entrou no chat."]);
});

Deno.test("TranscriptRenderer tells who is there to a person who takes the name back", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  const model = biaWith("Maria");
  const former: Event = { type: "left", seq: 11, time: 9, name: "Bia", reason: "lost" };
  renderer.render(former, model);
  const again: Event = { type: "joined", seq: 12, time: 9, name: "Bia" };
  renderer.render(again, update(model, former));
  assertEquals(renderer.flush(), [
    "── dia 0 ──",
    "9h Bia entrou no chat.",
    "9h No chat (2): Maria e Bia. /ajuda mostra os comandos.",
  ]);
});

Deno.test(
  "TranscriptRenderer tells nothing when a person comes back, or another comes",
  pure,
  () => {
    for (const event of [{ ...BIA_JOINED, seq: 12 }, { ...joined(109, "Caio"), seq: 11 }]) {
      const renderer = new TranscriptRenderer(plain);
      renderer.render(event, biaWith("Maria"));
      assertEquals(renderer.flush().length, 2, "the day, and the sentence");
    }
  },
);
