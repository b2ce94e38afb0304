import { assertEquals } from "@std/assert";
import { bold, dim, getColorEnabled, rgb8 } from "@std/fmt/colors";
import type { Event } from "../../lib/protocol.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";
import { colorOf } from "../../lib/view/palette.ts";
import {
  all,
  ANA,
  joined,
  left,
  past,
  people,
  plain,
  render,
  renderBurst,
  said,
} from "../support/rendered_transcript.ts";

const pure = { permissions: "none" } as const;

Deno.test("TranscriptRenderer.flush() shows held joins and leaves once", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  assertEquals([renderer.isHoldingBack, renderer.flush()], [false, []]);
  for (const move of [joined(109, "Caio"), left(109, "Davi")]) {
    assertEquals(renderer.render(move, ANA), { lines: [], isHighlight: false });
    assertEquals(renderer.isHoldingBack, true);
  }
  const day = "── dia 1 ──";
  assertEquals(renderer.flush(), [day, "9h Caio entrou no chat. Davi saiu do chat."]);
  assertEquals([renderer.isHoldingBack, renderer.flush()], [false, []]);
  renderer.render(left(110, "Caio"), ANA);
  assertEquals(renderer.flush(), ["10h Caio saiu do chat."]);
});

Deno.test(
  "TranscriptRenderer.render() shows held joins and leaves before any other event",
  pure,
  () => {
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
        [{ type: "refused", code: "kicked" }, "O anfitrião tirou você do chat."],
      ] as [Event, string][]
    ) {
      const renderer = new TranscriptRenderer(plain);
      renderer.render(joined(108, "Caio"), ANA);
      const { lines } = renderer.render(event, ANA);
      assertEquals(lines, ["── dia 1 ──", "8h Caio entrou no chat.", line]);
      assertEquals(renderer.isHoldingBack, false);
    }
  },
);

Deno.test(
  "TranscriptRenderer.render() keeps holding joins and leaves at an event without text",
  pure,
  () => {
    const renderer = new TranscriptRenderer(plain);
    renderer.render(joined(109, "Caio"), ANA);
    assertEquals(renderer.render({ type: "ping" }, ANA), { lines: [], isHighlight: false });
    assertEquals(renderer.render({ type: "pong" }, ANA), { lines: [], isHighlight: false });
    assertEquals(renderer.isHoldingBack, true);
    renderer.render(joined(110, "Davi"), ANA);
    assertEquals(renderer.flush(), ["── dia 1 ──", "10h Caio e Davi entraram no chat."]);
  },
);

Deno.test("TranscriptRenderer.render() shows joins and leaves of the history at once", pure, () => {
  const renderer = new TranscriptRenderer(plain);
  assertEquals(renderer.render(past(joined(109, "Caio")), ANA), {
    lines: ["── dia 1 ──", "9h Caio entrou no chat."],
    isHighlight: false,
  });
  assertEquals(renderer.render(past(left(110, "Caio")), ANA).lines, ["10h Caio saiu do chat."]);
  assertEquals(renderer.isHoldingBack, false);
});

Deno.test("TranscriptRenderer wraps all lines at the width", pure, () => {
  assertEquals(renderBurst([joined(109, "Caio")], plain, 14), ["9h Caio entrou", "   no chat."]);
  assertEquals(renderBurst(all(joined, ["Caio", "Davi"]), plain, 17), [
    "9h Caio e Davi",
    "   entraram no",
    "   chat.",
  ]);
  assertEquals(render([joined(109, "Caio"), said(109, "um dois")], plain, 14), [
    [],
    ["── dia 1 ──", "9h Caio entrou", "   no chat.", "9h Bia: um", "   dois"],
  ]);
});

// Where NO_COLOR is set, the colours of the standard library do nothing here either.
Deno.test("TranscriptRenderer dims days, joins and leaves", pure, () => {
  const look = { ...plain, color: true };
  const lines = render([joined(109, "Caio"), joined(109, "Davi"), said(109)], look).flat();
  assertEquals(lines, [
    dim("── dia 1 ──"),
    `${dim("9h")} ${dim("Caio e Davi entraram no chat.")}`,
    `${dim("9h")} ${bold(rgb8("Bia", colorOf("Bia")))}: oi`,
  ]);
  if (getColorEnabled()) {
    assertEquals(lines[1], "\x1b[2m9h\x1b[22m \x1b[2mCaio e Davi entraram no chat.\x1b[22m");
  }
  assertEquals(render([joined(109, "Caio"), said(109)]).join().includes("\x1b"), false);
});
