import { assertEquals } from "@std/assert";
import { bold, dim, getColorEnabled, rgb8 } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import type { RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { TranscriptRenderer } from "../../lib/view/narrator.ts";
import { colorOf } from "../../lib/view/palette.ts";

const pure = { permissions: "none" } as const;

/** Ana, and ten entries older than she is. */
const ANA: Model = { ...EMPTY, me: "Ana", historyUntilSeq: 10, people: ["Bia", "Ana"] };

/** Times are the day in hundreds, and the hour: 109 is nine o'clock of day 1. */
const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  clock: (time) => `${time % 100}h`,
  day: (time) => `dia ${Math.floor(time / 100)}`,
  now: () => 0,
};

const said = (time: number, text = "oi"): Event => ({
  type: "said",
  seq: 11,
  time,
  from: "Bia",
  text,
});
const joined = (time: number, name: string): Event => ({ type: "joined", seq: 11, time, name });
const left = (time: number, name: string): Event => ({
  type: "left",
  seq: 11,
  time,
  name,
  reason: "left",
});
const past = (event: Event) => ({ ...event, seq: 10 }) as Event;
const people: Event = { type: "people", people: [] };

/** What a new narrator tells, event by event. */
function told(events: Event[], look = plain, width?: number): string[][] {
  const narrator = new TranscriptRenderer(look);
  return events.map((event) => narrator.render(event, ANA, width).lines);
}

/** What is told of comings and goings that nothing follows, without the day. */
function burst(moves: Event[], look = plain, width?: number): string[] {
  const narrator = new TranscriptRenderer(look);
  for (const move of moves) {
    assertEquals(narrator.render(move, ANA, width), { lines: [], isHighlight: false });
  }
  return narrator.flush(width).slice(1);
}

Deno.test("TranscriptRenderer.render() marks a day once, before its first entry", pure, () => {
  assertEquals(told([said(109), said(110), said(223), said(223), said(300)]), [
    ["── dia 1 ──", "9h Bia: oi"],
    ["10h Bia: oi"],
    ["── dia 2 ──", "23h Bia: oi"],
    ["23h Bia: oi"],
    ["── dia 3 ──", "0h Bia: oi"],
  ]);
});

Deno.test(
  "TranscriptRenderer.render() marks the days of the past, and goes on from them",
  pure,
  () => {
    assertEquals(
      told([past(joined(109, "Bia")), past(said(110)), past(said(209)), said(210), said(309)]),
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

Deno.test(
  "TranscriptRenderer.render() marks no day for what has no time, or nobody reads",
  pure,
  () => {
    const welcome: Event = { type: "welcome", name: "Ana", token: "x", seq: 10, people: [] };
    assertEquals(told([welcome, { type: "ping" }, people, said(109), people, said(209)]), [
      [],
      [],
      ["Não há ninguém no chat."],
      ["── dia 1 ──", "9h Bia: oi"],
      ["Não há ninguém no chat."],
      ["── dia 2 ──", "9h Bia: oi"],
    ]);
  },
);

Deno.test("TranscriptRenderer.flush() marks the day of what was held back", pure, () => {
  assertEquals(told([joined(109, "Caio"), said(109), left(123, "Caio"), said(200)]), [
    [],
    ["── dia 1 ──", "9h Caio entrou no chat.", "9h Bia: oi"],
    [],
    ["23h Caio saiu do chat.", "── dia 2 ──", "0h Bia: oi"],
  ]);
  const narrator = new TranscriptRenderer(plain);
  narrator.render(said(109), ANA);
  narrator.render(joined(200, "Caio"), ANA);
  narrator.render(joined(201, "Davi"), ANA);
  assertEquals(narrator.flush(), ["── dia 2 ──", "1h Caio e Davi entraram no chat."]);
  assertEquals(narrator.render(said(201), ANA).lines, ["1h Bia: oi"]);
});

Deno.test("TranscriptRenderer.flush() tells what was held back, and only once", pure, () => {
  const narrator = new TranscriptRenderer(plain);
  assertEquals([narrator.isHoldingBack, narrator.flush()], [false, []]);
  for (const move of [joined(109, "Caio"), left(109, "Davi")]) {
    assertEquals(narrator.render(move, ANA), { lines: [], isHighlight: false });
    assertEquals(narrator.isHoldingBack, true);
  }
  const day = "── dia 1 ──";
  assertEquals(narrator.flush(), [day, "9h Caio entrou no chat. Davi saiu do chat."]);
  assertEquals([narrator.isHoldingBack, narrator.flush()], [false, []]);
  narrator.render(left(110, "Caio"), ANA);
  assertEquals(narrator.flush(), ["10h Caio saiu do chat."]);
});

Deno.test("TranscriptRenderer.render() tells what was held back before anything else", pure, () => {
  for (
    const [event, line] of [
      [said(109), "9h Bia: oi"],
      [past(said(109)), "9h Bia: oi"],
      [past(joined(109, "Davi")), "9h Davi entrou no chat."],
      [
        { type: "whispered", seq: 11, time: 109, from: "Bia", to: "Ana", text: "oi" },
        "9h Bia (privado): oi",
      ],
      [
        { type: "renamed", seq: 11, time: 109, from: "Bia", to: "Bea" },
        "9h Bia agora se chama Bea.",
      ],
      [{ type: "notice", seq: 11, time: 109, text: "oi" }, "9h Aviso do servidor: oi"],
      [people, "Não há ninguém no chat."],
      [
        { type: "missed", count: 2 },
        "Do que aconteceu enquanto isso, faltam 2 linhas: o servidor não as guarda mais.",
      ],
      [{ type: "rejected", code: "no-such-person" }, "Usuário não encontrado."],
      [{ type: "refused", code: "kicked" }, "Você foi expulso do chat."],
    ] as [Event, string][]
  ) {
    const narrator = new TranscriptRenderer(plain);
    narrator.render(joined(108, "Caio"), ANA);
    const { lines } = narrator.render(event, ANA);
    assertEquals(lines, ["── dia 1 ──", "8h Caio entrou no chat.", line]);
    assertEquals(narrator.isHoldingBack, false);
  }
});

Deno.test("TranscriptRenderer.render() goes on holding when there is nothing to read", pure, () => {
  const narrator = new TranscriptRenderer(plain);
  narrator.render(joined(109, "Caio"), ANA);
  assertEquals(narrator.render({ type: "ping" }, ANA), { lines: [], isHighlight: false });
  assertEquals(narrator.render({ type: "pong" }, ANA), { lines: [], isHighlight: false });
  assertEquals(narrator.isHoldingBack, true);
  narrator.render(joined(110, "Davi"), ANA);
  assertEquals(narrator.flush(), ["── dia 1 ──", "10h Caio e Davi entraram no chat."]);
});

Deno.test("TranscriptRenderer.render() tells comings and goings of the past at once", pure, () => {
  const narrator = new TranscriptRenderer(plain);
  assertEquals(narrator.render(past(joined(109, "Caio")), ANA), {
    lines: ["── dia 1 ──", "9h Caio entrou no chat."],
    isHighlight: false,
  });
  assertEquals(narrator.render(past(left(110, "Caio")), ANA).lines, ["10h Caio saiu do chat."]);
  assertEquals(narrator.isHoldingBack, false);
});

/** Names of so many people: P1, P2 and so on. */
const some = (count: number) => Array.from({ length: count }, (_, at) => `P${at + 1}`);
const all = (move: typeof joined, names: string[]) => names.map((name) => move(109, name));

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
    assertEquals(burst(moves), [line]);
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
    assertEquals(burst(all(joined, some(count))), [`9h ${who} entraram no chat.`]);
    assertEquals(burst(all(left, some(count))), [`9h ${who} saíram do chat.`]);
  }
});

Deno.test("TranscriptRenderer.flush() counts those who came and those who went apart", pure, () => {
  const names = some(6);
  assertEquals(burst([...all(joined, names), ...all(left, names.map((name) => `${name}x`))]), [
    "9h P1, P2, P3, P4, P5 e P6 entraram no chat. " +
    "P1x, P2x, P3x, P4x, P5x e P6x saíram do chat.",
  ]);
});

Deno.test("TranscriptRenderer.flush() tells a burst in the reader's language", pure, () => {
  const look = { ...plain, texts: textsOf("en") };
  assertEquals(burst([...all(joined, some(9)), left(109, "Bia")], look), [
    "9h P1, P2, P3, P4, P5, P6, P7, P8 and one other joined the chat. Bia left the chat.",
  ]);
});

Deno.test("TranscriptRenderer breaks all it tells at the width", pure, () => {
  assertEquals(burst([joined(109, "Caio")], plain, 14), ["9h Caio entrou", "   no chat."]);
  assertEquals(burst(all(joined, ["Caio", "Davi"]), plain, 17), [
    "9h Caio e Davi",
    "   entraram no",
    "   chat.",
  ]);
  assertEquals(told([joined(109, "Caio"), said(109, "um dois")], plain, 14), [
    [],
    ["── dia 1 ──", "9h Caio entrou", "   no chat.", "9h Bia: um", "   dois"],
  ]);
});

// Where NO_COLOR is set, the colours of the standard library do nothing here either.
Deno.test("TranscriptRenderer dims days and comings and goings", pure, () => {
  const look = { ...plain, color: true };
  const lines = told([joined(109, "Caio"), joined(109, "Davi"), said(109)], look).flat();
  assertEquals(lines, [
    dim("── dia 1 ──"),
    `${dim("9h")} ${dim("Caio e Davi entraram no chat.")}`,
    `${dim("9h")} ${bold(rgb8("Bia", colorOf("Bia")))}: oi`,
  ]);
  if (getColorEnabled()) {
    assertEquals(lines[1], "\x1b[2m9h\x1b[22m \x1b[2mCaio e Davi entraram no chat.\x1b[22m");
  }
  assertEquals(told([joined(109, "Caio"), said(109)]).join().includes("\x1b"), false);
});

Deno.test(
  "TranscriptRenderer.render() rings for a private message and for one's name, now, of others",
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

Deno.test("TranscriptRenderer.render() rings for a message that ends a burst too", pure, () => {
  const narrator = new TranscriptRenderer(plain);
  narrator.render(joined(109, "Caio"), ANA);
  assertEquals(narrator.render(said(109, "Ana!"), ANA).isHighlight, true);
});

Deno.test(
  "TranscriptRenderer.flush() tells of one who came and went in a burst once, as it ended",
  pure,
  () => {
    assertEquals(burst([left(109, "Caio"), joined(109, "Caio")]), ["9h Caio entrou no chat."]);
    assertEquals(burst([joined(109, "Caio"), left(109, "Caio"), joined(109, "Caio")]), [
      "9h Caio entrou no chat.",
    ]);
    assertEquals(burst([joined(109, "Caio"), left(109, "Caio"), joined(109, "Davi")]), [
      "9h Davi entrou no chat. Caio saiu do chat.",
    ]);
  },
);

Deno.test("TranscriptRenderer.render() ends a burst with its day", pure, () => {
  assertEquals(told([joined(123, "Caio"), joined(200, "Davi"), said(209)]), [
    [],
    ["── dia 1 ──", "23h Caio entrou no chat."],
    ["── dia 2 ──", "0h Davi entrou no chat.", "9h Bia: oi"],
  ]);
});

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
