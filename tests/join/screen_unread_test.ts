import { assert, assertEquals } from "@std/assert";
import { joined, said, TestScreen, whispered } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const ADDRESS = "10.0.0.1:5000";

Deno.test(
  "Screen shows the address in the title, and how many messages are unread",
  pure,
  async () => {
    const screen = await TestScreen.open();
    assertEquals(screen.title, ADDRESS);
    await screen.show(said("Bia", "oi"));
    assertEquals(screen.title, `(1) ${ADDRESS}`);
    await screen.show(whispered("Bia", "Ana", "oi"));
    assertEquals(screen.title, `(2) ${ADDRESS}`);
    await screen.type("o");
    assertEquals(screen.title, ADDRESS);
    await screen.show(said("Bia", "oi"));
    assertEquals(screen.title, `(1) ${ADDRESS}`);
  },
);

Deno.test("Screen counts own messages, history and joins as read", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(said("ana", "oi"));
  await screen.show(whispered("Ana", "Bia", "oi"));
  await screen.show(said("Bia", "oi"), { joinedAfterSeq: Number.MAX_SAFE_INTEGER });
  await screen.show(joined("Bia"));
  await screen.advance(300);
  assertEquals(screen.title, ADDRESS);
});

Deno.test("Screen shows a title once, not with every drawing", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("a");
  await screen.type("b");
  await screen.show(said("Bia", "oi"));
  await screen.say("oi");
  const titles = screen.terminal.writes.filter((text) => text.includes("\x1b]2;"));
  assertEquals(titles.map((text) => text.split("\x07")[0]), [
    `\x1b]2;${ADDRESS}`,
    `\x1b]2;(1) ${ADDRESS}`,
  ]);
});

Deno.test("Screen rings once for a private message and for the person's name", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(whispered("Bia", "Ana", "psiu"));
  assertEquals(screen.bells, 1);
  await screen.type("oi");
  assertEquals(screen.bells, 1);
  await screen.advance(10_000);
  await screen.show(said("Bia", "oi, Ana"));
  assertEquals(screen.bells, 2);
  const last = screen.terminal.writes.at(-1)!;
  assert(last.startsWith("\x07\x1b]2;") && last.includes("oi, Ana"), JSON.stringify(last));
});

Deno.test("Screen rings for nothing else", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(said("Bia", "oi"));
  await screen.show(said("Ana", "oi, Ana"));
  await screen.show(whispered("Ana", "Bia", "oi"));
  await screen.show(said("Bia", "oi, Ana"), { joinedAfterSeq: Number.MAX_SAFE_INTEGER });
  await screen.show(joined("Bia"));
  await screen.advance(300);
  assertEquals(screen.bells, 0);
});

Deno.test("Screen never rings with --quiet, and still counts", pure, async () => {
  const screen = await TestScreen.open({ quiet: true });
  await screen.show(whispered("Bia", "Ana", "psiu"));
  await screen.show(said("Bia", "oi, Ana"));
  assertEquals(screen.bells, 0);
  assertEquals(screen.title, `(2) ${ADDRESS}`);
});

Deno.test(
  "Screen says who the person is and how many are there, in the title and the prompt",
  pure,
  async () => {
    const screen = await TestScreen.open({ columns: 80 });
    await screen.requestLine();
    await screen.reportStatus({ people: ["Bia", "Ana"] });
    assertEquals([screen.title, screen.rows], [`Ana · 2 no chat · ${ADDRESS}`, ["Ana (2) › |"]]);
    await screen.show(said("Bia", "oi"));
    await screen.reportStatus({ me: "Aninha", people: ["Bia", "Aninha", "Caio"] });
    assertEquals(screen.title, `(1) Aninha · 3 no chat · ${ADDRESS}`);
    assertEquals(screen.rows.at(-1), "Aninha (3) › |");
    await screen.type("oi");
    assertEquals(screen.rows.at(-1), "Aninha (3) › oi|");
    await screen.ask("Nome:");
    assertEquals(screen.rows.at(-1), "Nome: oi|");
  },
);
Deno.test("Screen rings once in ten seconds for a burst of private messages", pure, async () => {
  const screen = await TestScreen.open();
  for (let at = 0; at < 100; at++) {
    await screen.show(whispered("Bia", "Ana", "psiu"));
    await screen.show(said("Caio", "Ana!"));
    await screen.advance(99);
  }
  assertEquals(screen.bells, 1);
  await screen.advance(100);
  await screen.show(whispered("Bia", "Ana", "psiu"));
  assertEquals(screen.bells, 2);
});
