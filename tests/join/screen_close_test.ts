import { assertEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { joined, KEY, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

Deno.test("Screen shows the transcript alone once it is closed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.say("um");
  assertEquals(screen.terminal.isRestored, false);
  await screen.close();
  assertEquals(screen.rows, ["um", "|"]);
  assertEquals(screen.terminal.isRestored, true);
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen shows held joins and leaves when it is closed within 0.3 s", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(joined("Bia"));
  await screen.close();
  assertEquals(screen.rows, ["── 2026-01-05 ──", "00:00 Bia entrou no chat.", "|"]);
  assertEquals(screen.clock.pending, 0);
});

Deno.test(
  "Screen shows held output when it is closed, once the terminal accepts text",
  pure,
  async () => {
    const screen = await TestScreen.open();
    screen.terminal.holdOutput();
    await screen.say("um");
    const closed = screen.close();
    await screen.say("dois");
    await screen.advance(999);
    await screen.releaseOutput();
    await closed;
    assertEquals(screen.rows, ["um", "dois", "|"]);
    assertEquals(screen.terminal.isRestored, true);
  },
);

Deno.test(
  "Screen waits 1 s twice for a terminal that accepts no text, then ends",
  pure,
  async () => {
    const screen = await TestScreen.open();
    screen.terminal.holdOutput();
    await screen.say("um");
    const closed = screen.close();
    await screen.advance(1_999);
    assertEquals(screen.terminal.isRestored, false);
    await screen.advance(1);
    assertEquals(screen.terminal.isRestored, true);
    await closed;
    await screen.releaseOutput();
    assertEquals(screen.rows, ["um", "|"]);
  },
);

Deno.test("Screen shows nothing more once it is closed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 5_000 });
  await screen.close();
  const { length } = screen.terminal.writes;
  await screen.say("tarde demais");
  await screen.type("oi");
  await screen.show(joined("Bia"));
  await screen.advance(2_000);
  assertEquals(screen.terminal.writes.length, length);
  assertEquals(screen.rows, ["|"]);
});

Deno.test("Screen closes while it waits for a cursor report", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("abcdefghijklmno");
  await screen.resize({ columns: 12 });
  await screen.close();
  await turn();
  assertEquals(screen.clock.pending, 0);
  assertEquals(screen.terminal.isRestored, true);
});

Deno.test("Screen shows what was not sent when it is closed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.say("um");
  await screen.type(
    "três\r",
    "  \r",
    " /SAIR\r",
    KEY.ctrlD,
    "/quit\r",
    "/Exit\r",
    "@Bia qua\x1b\rtro",
  );
  await screen.reportStatus({
    pending: [
      { type: "say", id: 1, text: `a${" ".repeat(30)}b` },
      { type: "whisper", id: 2, to: "Bia", text: "uma frase que não cabe numa fileira só" },
      { type: "say", id: 3, action: true, text: "acena" },
    ],
  });
  await screen.close();
  assertEquals(screen.rows, [
    "um",
    `✗ a${" ".repeat(16)}b`,
    "✗ (privado para Bia) uma frase que não",
    "cabe numa fileira só",
    "✗ /me acena",
    "✗ três",
    "✗ @Bia qua",
    "tro",
    "|",
  ]);
});

Deno.test(
  "Screen takes no answer to a question for a message, when it is closed",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.ask("Seu nome:");
    await screen.type("An");
    await screen.close();
    assertEquals(screen.rows, ["|"]);
  },
);
