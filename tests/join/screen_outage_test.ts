import { assertEquals } from "@std/assert";
import { TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

/** The screen while the link is down. */
function countdown(seconds: number): string[] {
  return [`Sem conexão. Nova tentativa em ${seconds} s.`, "› oi|"];
}

async function typing(): Promise<TestScreen> {
  const screen = await TestScreen.open();
  await screen.type("oi");
  return screen;
}

Deno.test("Screen counts down the seconds until the next reconnect", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 2_500 });
  assertEquals(screen.rows, countdown(3));
  await screen.advance(999);
  assertEquals(screen.rows, countdown(3));
  await screen.advance(1);
  assertEquals(screen.rows, countdown(2));
  await screen.advance(1_000);
  assertEquals(screen.rows, countdown(1));
  await screen.advance(2_000);
  assertEquals(screen.rows, ["Sem conexão. Tentando agora…", "› oi|"]);
});

Deno.test(
  "Screen shows a later reconnect at once, and keeps one countdown timer",
  pure,
  async () => {
    const screen = await typing();
    await screen.reportStatus({}, { retryAt: screen.clock.now() + 1_000 });
    await screen.advance(500);
    await screen.reportStatus({}, { retryAt: screen.clock.now() + 5_000 });
    assertEquals(screen.rows, countdown(5));
    assertEquals(screen.clock.pending, 1);
    await screen.advance(1_500);
    assertEquals(screen.rows, countdown(4));
    assertEquals(screen.clock.pending, 1);
  },
);

Deno.test("Screen shows no countdown once the link is back, and stops counting", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 5_000 });
  await screen.reportStatus({}, undefined);
  assertEquals(screen.rows, ["› oi|"]);
  await screen.advance(1_000);
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen shows the countdown of the next outage too", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 1_000 });
  await screen.reportStatus({}, undefined);
  await screen.advance(1_000);
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 3_000 });
  await screen.advance(1_000);
  assertEquals(screen.rows, countdown(2));
});

Deno.test("Screen shows pending messages above the countdown", pure, async () => {
  const screen = await typing();
  const pending = [{ type: "say" as const, id: 1, text: "um" }];
  await screen.reportStatus({ pending }, { retryAt: screen.clock.now() + 1_000 });
  assertEquals(screen.rows, ["… um", ...countdown(1)]);
});

Deno.test("Screen shows what happened to the connection with its time", pure, async () => {
  const screen = await typing();
  await screen.say("um");
  await screen.note("Conexão encerrada.\nTentando reconectar...");
  await screen.advance(60_000);
  await screen.note("Conexão restabelecida.");
  assertEquals(screen.rows, [
    "um",
    "── 2026-01-05 ──",
    "00:00 Conexão encerrada.",
    "      Tentando reconectar...",
    "00:01 Conexão restabelecida.",
    "› oi|",
  ]);
});

Deno.test("Screen shows for whom private messages wait, also in an outage", pure, async () => {
  const screen = await typing();
  const waiting = [{ seq: 3, id: 1, to: "Bê", text: "psiu" }];
  await screen.reportStatus({ waiting }, undefined);
  assertEquals(screen.rows, ["⧖ espera por Bê", "› oi|"]);
  await screen.reportStatus({ waiting }, { retryAt: screen.clock.now() + 3_000 });
  assertEquals(screen.rows, ["⧖ espera por Bê", ...countdown(3)]);
  await screen.reportStatus({}, undefined);
  assertEquals(screen.rows, ["› oi|"]);
});

Deno.test("Screen shows a closed server as closed, not as a broken link", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.now() + 3_000, isServerClosed: true });
  const [first] = screen.rows;
  assertEquals(first, "O servidor está fechado. Esperando que…");
});
