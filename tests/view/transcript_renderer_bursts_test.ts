import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { all, joined, left, plain, render, renderBurst } from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

/** The names of this many people: P1, P2 and so on. */
const some = (count: number) => Array.from({ length: count }, (_, at) => `P${at + 1}`);

Deno.test("TranscriptRenderer.flush() makes one line of a burst", pure, () => {
  for (
    const [moves, line] of [
      [all(joined, ["Ana"]), "9h Ana entrou no chat."],
      [all(left, ["Ana"]), "9h Ana saiu do chat."],
      [all(joined, ["Ana", "Bia"]), "9h Ana e Bia entraram no chat."],
      [all(joined, ["Ana", "Bia", "Caio"]), "9h Ana, Bia e Caio entraram no chat."],
      [all(left, ["Caio", "Ana", "Bia"]), "9h Caio, Ana e Bia saíram do chat."],
      [
        [...all(joined, ["Ana", "Bia"]), ...all(left, ["Caio", "Davi"])],
        "9h Ana e Bia entraram no chat. Caio e Davi saíram do chat.",
      ],
      [
        [...all(joined, ["Ana"]), ...all(left, ["Caio"]), ...all(joined, ["Bia"])],
        "9h Ana e Bia entraram no chat. Caio saiu do chat.",
      ],
      [[joined(109, "Ana"), joined(110, "Bia")], "10h Ana e Bia entraram no chat."],
    ] as [Event[], string][]
  ) {
    assertEquals(renderBurst(moves), [line]);
  }
});

Deno.test("TranscriptRenderer.flush() names eight of a burst and counts the others", pure, () => {
  const eight = "P1, P2, P3, P4, P5, P6, P7, P8";
  for (
    const [count, who] of [
      [8, "P1, P2, P3, P4, P5, P6, P7 e P8"],
      [9, `${eight} e mais uma pessoa`],
      [10, `${eight} e mais 2 pessoas`],
      [11, `${eight} e mais 3 pessoas`],
      [1000, `${eight} e mais 992 pessoas`],
    ] as const
  ) {
    assertEquals(renderBurst(all(joined, some(count))), [`9h ${who} entraram no chat.`]);
    assertEquals(renderBurst(all(left, some(count))), [`9h ${who} saíram do chat.`]);
  }
});

Deno.test("TranscriptRenderer.flush() counts joins and leaves separately", pure, () => {
  const names = some(6);
  assertEquals(
    renderBurst([...all(joined, names), ...all(left, names.map((name) => `${name}x`))]),
    [
      "9h P1, P2, P3, P4, P5 e P6 entraram no chat. " +
      "P1x, P2x, P3x, P4x, P5x e P6x saíram do chat.",
    ],
  );
});

Deno.test("TranscriptRenderer.flush() renders a burst in the reader's language", pure, () => {
  const look = { ...plain, texts: textsOf("en") };
  assertEquals(renderBurst([...all(joined, some(9)), left(109, "Bia")], look), [
    "9h P1, P2, P3, P4, P5, P6, P7, P8 and one other person joined the chat. Bia left the chat.",
  ]);
});

Deno.test(
  "TranscriptRenderer.flush() shows a person who joined and left in a burst once, with the last state",
  pure,
  () => {
    assertEquals(renderBurst([joined(109, "Caio"), left(109, "Caio"), joined(109, "Caio")]), [
      "9h Caio entrou no chat.",
    ]);
    assertEquals(renderBurst([joined(109, "Caio"), left(109, "Caio"), joined(109, "Davi")]), [
      "9h Davi entrou no chat. Caio saiu do chat.",
    ]);
  },
);

Deno.test("TranscriptRenderer.flush() says who left and came back", pure, () => {
  for (
    const [moves, line] of [
      [[left(109, "Rui"), joined(109, "Rui")], "9h Rui saiu e voltou."],
      [
        [...all(left, ["Rui", "Bia"]), ...all(joined, ["Bia", "Rui"])],
        "9h Rui e Bia saíram e voltaram.",
      ],
      [
        [...all(left, ["Rui", "Bia"]), ...all(joined, ["Rui", "Caio"])],
        "9h Caio entrou no chat. Bia saiu do chat. Rui saiu e voltou.",
      ],
      [[left(109, "Rui"), joined(109, "Rui"), left(109, "Rui")], "9h Rui saiu do chat."],
      [
        [left(109, "Rui"), joined(109, "Rui"), left(109, "Rui"), joined(109, "Rui")],
        "9h Rui saiu e voltou.",
      ],
      [[joined(109, "Rui"), left(109, "Rui")], "9h Rui saiu do chat."],
    ] as [Event[], string][]
  ) {
    assertEquals(renderBurst(moves), [line]);
  }
  const english = { ...plain, texts: textsOf("en") };
  assertEquals(renderBurst([left(109, "Rui"), joined(109, "Rui")], english), [
    "9h Rui left and came back.",
  ]);
});

Deno.test(
  "TranscriptRenderer.render() names who was removed at once, whatever else is going on",
  pure,
  () => {
    const removed: Event = {
      type: "left",
      seq: 11,
      time: 109,
      name: "Bia",
      reason: "kicked",
      text: "fez barulho",
    };
    assertEquals(render([joined(109, "Caio"), left(109, "Davi"), removed]), [[], [], [
      "── dia 1 ──",
      "9h Caio entrou no chat. Davi saiu do chat.",
      "9h O anfitrião tirou Bia do chat: fez barulho",
    ]]);
  },
);
