import { assertEquals } from "@std/assert";
import { TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

/** What a screen shows while the link is lost. */
function countdown(seconds: number): string[] {
  return [`Sem conexão. Nova tentativa em ${seconds} s.`, "› oi|"];
}

async function typing(): Promise<TestScreen> {
  const screen = await TestScreen.open();
  await screen.type("oi");
  return screen;
}

Deno.test("Screen shows the seconds until the next try, and counts them down", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 2_500 });
  assertEquals(screen.rows, countdown(3));
  await screen.pass(999);
  assertEquals(screen.rows, countdown(3));
  await screen.pass(1);
  assertEquals(screen.rows, countdown(2));
  await screen.pass(1_000);
  assertEquals(screen.rows, countdown(1));
  await screen.pass(2_000);
  assertEquals(screen.rows, countdown(0));
});

Deno.test("Screen shows a later try at once, and counts on with one timer", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 1_000 });
  await screen.pass(500);
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 5_000 });
  assertEquals(screen.rows, countdown(5));
  assertEquals(screen.clock.pending, 1);
  await screen.pass(1_500);
  assertEquals(screen.rows, countdown(4));
  assertEquals(screen.clock.pending, 1);
});

Deno.test("Screen shows no countdown once the link is back, and stops counting", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 5_000 });
  await screen.reportStatus({}, undefined);
  assertEquals(screen.rows, ["› oi|"]);
  await screen.pass(1_000);
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen shows the countdown of the next outage too", pure, async () => {
  const screen = await typing();
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 1_000 });
  await screen.reportStatus({}, undefined);
  await screen.pass(1_000);
  await screen.reportStatus({}, { retryAt: screen.clock.date() + 3_000 });
  await screen.pass(1_000);
  assertEquals(screen.rows, countdown(2));
});

Deno.test("Screen shows what is on its way above the countdown", pure, async () => {
  const screen = await typing();
  const pending = [{ type: "say" as const, id: 1, text: "um" }];
  await screen.reportStatus({ pending }, { retryAt: screen.clock.date() + 1_000 });
  assertEquals(screen.rows, ["… um", ...countdown(1)]);
});
