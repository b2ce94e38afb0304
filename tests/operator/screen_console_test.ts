import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { ParseCommand } from "../../lib/operator/console.ts";
import { ScreenConsole } from "../../lib/operator/screen_console.ts";
import { FakeClock } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const texts = textsOf("pt-BR");

/** Who is in the chat. */
const people: string[] = [];

/** A console on a screen in memory, which types the given lines one after the other. */
function consoleOn(...typed: string[]) {
  const clock = new FakeClock();
  const printed: string[] = [];
  const complaints: string[] = [];
  const calls: string[] = [];
  const screen = {
    print: (text: string) => void printed.push(text),
    nextLine<T>(parse: ParseCommand<T>): Promise<T | undefined> {
      for (let line = typed.shift(); line !== undefined; line = typed.shift()) {
        const parsed = parse(line);
        if ("value" in parsed) return Promise.resolve(parsed.value);
        complaints.push(parsed.complaint);
      }
      return Promise.resolve(undefined);
    },
    close: () => {
      calls.push(`close after ${printed.length}`);
      return Promise.resolve();
    },
  };
  const console = new ScreenConsole({
    screen,
    texts,
    clock,
    writeTitle: () => {},
    count: () => people.length,
  });
  return { console, clock, printed, complaints, calls };
}

Deno.test("ScreenConsole prints ten times a second, in order", pure, async () => {
  const { console, clock, printed } = consoleOn();
  console.print("um");
  await clock.advance(99);
  console.print(() => "dois");
  assertEquals(printed, []);
  await clock.advance(1);
  assertEquals([printed, clock.pending], [["um", "dois"], 0]);
  console.print("três");
  await clock.advance(100);
  assertEquals(printed, ["um", "dois", "três"]);
});

Deno.test("ScreenConsole prints several texts as if each came alone", pure, async () => {
  const { console, clock, printed } = consoleOn();
  console.print(() => ["um", "dois"], 2);
  console.print("a\nb");
  await clock.advance(100);
  assertEquals(printed, ["um", "dois", "a\nb"]);
  for (let at = 0; at < 10; at++) console.print(() => Array(256).fill("x"), 256);
  await clock.advance(100);
  assertEquals(printed.slice(3), [...Array(4 * 256).fill("x"), texts.linesLeftOut(6 * 256)]);
});

Deno.test(
  "ScreenConsole counts the lines that it does not print, and formats none",
  pure,
  async () => {
    const { console, clock, printed } = consoleOn();
    for (let at = 1; at <= 1_000; at++) console.print(`linha ${at}`);
    let calls = 0;
    const format = () => `formatada ${++calls}`;
    console.print(format);
    console.print(format, 3);
    console.print("a\nb");
    await clock.advance(100);
    assertEquals([printed.length, printed[999], calls], [1_001, "linha 1000", 0]);
    assertEquals(printed[1_000], texts.linesLeftOut(6));
    console.print(format);
    await clock.advance(100);
    assertEquals(printed.slice(1_001), ["formatada 1"]);
  },
);

Deno.test("ScreenConsole takes commands only, and keeps what is a message", pure, async () => {
  const { console, complaints } = consoleOn("oi gente", "@Bia oi", "  /quem", "/aviso x");
  const parse = (line: string) => ({ value: line });
  assertEquals(await console.nextCommand(parse), "  /quem");
  assertEquals(complaints, [texts.notInChat, texts.notInChat]);
  assertEquals(await console.nextCommand(parse), "/aviso x");
  assertEquals(await console.nextCommand(parse), undefined);
});

Deno.test("ScreenConsole asks before /sair closes the chat for people", pure, async () => {
  const parse = (line: string) => ({ value: line });
  people.push("Ana", "Bia");
  const { console, complaints } = consoleOn("/sair", "/quem", " /EXIT ", "/sair", "/fechar");
  assertEquals(await console.nextCommand(parse), "/quem");
  assertEquals(await console.nextCommand(parse), "/sair");
  const sentence = "Se você sair, o chat fecha também para as outras 2 pessoas. " +
    "Para fechar, aperte a mesma tecla de novo.";
  assertEquals(complaints, [sentence, sentence]);
  assertEquals(await console.nextCommand(parse), "/fechar");
  people.length = 0;
  assertEquals(await consoleOn("/sair").console.nextCommand(parse), "/sair");
});

Deno.test("ScreenConsole.close() prints the rest before the screen is closed", pure, async () => {
  const { console, clock, printed, calls } = consoleOn();
  console.print("fim");
  await console.close();
  assertEquals([printed, calls, clock.pending], [["fim"], ["close after 1"], 0]);
});
