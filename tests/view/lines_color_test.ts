import { assert, assertEquals } from "@std/assert";
import {
  bold,
  dim,
  getColorEnabled,
  green,
  inverse,
  magenta,
  red,
  rgb8,
  stripAnsiCode,
  yellow,
} from "@std/fmt/colors";
import { eventLines } from "../../lib/view/lines.ts";
import { EMPTY } from "../../lib/view/model.ts";
import { colorOf } from "../../lib/view/palette.ts";
import {
  ANA,
  ANSWERS,
  assertLines,
  colored,
  ENTRIES,
  entry,
  past,
  plain,
  said,
  time,
  undelivered,
  whispered,
} from "../support/rendered_lines.ts";

const pure = { permissions: "none" } as const;

const bia = bold(rgb8("Bia", colorOf("Bia")));
const secret = (row: string) => bold(magenta(row));

Deno.test(
  "eventLines() colours time, names, own messages, private messages and notices",
  pure,
  () => {
    assertLines([
      [entry({ type: "joined", name: "Bia" }), [`${time} ${dim("Bia entrou no chat.")}`]],
      [entry({ type: "left", name: "Bia" }), [`${time} ${dim("Bia saiu do chat.")}`]],
      [
        entry({ type: "renamed", from: "Bia", to: "Bea" }),
        [`${time} ${dim("Bia agora se chama Bea.")}`],
      ],
      [said("Bia", "oi"), [`${time} ${bia}: oi`]],
      [entry({ type: "said", from: "Bia", action: true, text: "olha: Ana" }), [
        `${time} ${bold(rgb8("* Bia", colorOf("Bia")))} olha: ${inverse(bold("Ana"))}`,
      ]],
      [said("Ana", "oi Ana"), [`${time} ${green("✓")} oi Ana`]],
      [past(said("Bia", "oi Ana")), [`${time} ${bia}${dim(": oi Ana")}`]],
      [
        past(said("Ana", "oi")),
        [`${time} ${bold(rgb8("Ana", colorOf("Ana")))}${dim(": oi")}`],
      ],
      [whispered("Bia", "Ana", "oi Ana"), [`${time} ${secret("Bia (privado): oi Ana")}`]],
      [whispered("Ana", "Bia", "oi"), [`${time} ${secret("✓ (privado para Bia) oi")}`]],
      [entry({ type: "notice", text: "oi" }), [`${time} ${yellow("Aviso do servidor: oi")}`]],
      [{ type: "missed", count: 2 }, [
        "2 mensagens do período sem conexão se perderam: o servidor não as guarda mais.",
      ]],
    ], colored);
    if (getColorEnabled()) {
      assertLines([
        [said("Bia", "oi"), [
          `\x1b[2m7\x1b[22m \x1b[1m\x1b[38;5;${colorOf("Bia")}mBia\x1b[39m\x1b[22m: oi`,
        ]],
        [said("Ana", "oi"), ["\x1b[2m7\x1b[22m \x1b[32m✓\x1b[39m oi"]],
        [whispered("Bia", "Ana", "oi"), [
          "\x1b[2m7\x1b[22m \x1b[1m\x1b[35mBia (privado): oi\x1b[39m\x1b[22m",
        ]],
      ], colored);
    }
  },
);

Deno.test("eventLines() colours each row of a message for itself", pure, () => {
  const text = "um\ndois";
  assertLines([
    [said("Bia", text), [`${time} ${bia}: um`, "  dois"]],
    [said("Ana", text), [`${time} ${green("✓")} um`, "  dois"]],
    [past(said("Bia", text)), [`${time} ${bia}${dim(": um")}`, `  ${dim("dois")}`]],
    [whispered("Bia", "Ana", text), [
      `${time} ${secret("Bia (privado): um")}`,
      `  ${secret("dois")}`,
    ]],
    [entry({ type: "notice", text }), [
      `${time} ${yellow("Aviso do servidor: um")}`,
      `  ${yellow("dois")}`,
    ]],
    [undelivered("Ana", text), [
      `${time} ${red("Ana saiu sem confirmar que recebeu a sua mensagem privada: um")}`,
      `  ${red("dois")}`,
    ]],
  ], colored);
  assertLines(
    [[whispered("Ana", "Bia", "oi"), [
      `${time} ${secret("✓ (privado")}`,
      `  ${secret("para Bia)")}`,
      `  ${secret("oi")}`,
    ]]],
    colored,
    12,
  );
});

Deno.test("eventLines() highlights the person's own name in live messages of others", pure, () => {
  const marked = (name: string) => inverse(bold(name));
  assertLines([
    [said("Bia", "oi Ana!"), [`${time} ${bia}: oi ${marked("Ana")}!`]],
    [said("Bia", "@ana: oi"), [`${time} ${bia}: ${marked("@ana")}: oi`]],
    [said("Bia", "ANÁ e ana"), [`${time} ${bia}: ${marked("ANÁ")} e ${marked("ana")}`]],
    [said("Bia", "@todos: ana"), [`${time} ${bia}: ${marked("@todos")}: ${marked("ana")}`]],
    [said("Bia", "ana@x.br, Ana"), [`${time} ${bia}: ana@x.br, ${marked("Ana")}`]],
    [said("Bia", "http://x.br/ana"), [`${time} ${bia}: http://x.br/ana`]],
    [said("Bia", "um\noi ANA"), [`${time} ${bia}: um`, `  oi ${marked("ANA")}`]],
    [said("Bia", "banana"), [`${time} ${bia}: banana`]],
  ], colored);
  const anonymous = eventLines(said("Bia", "oi Ana"), EMPTY, colored);
  assertEquals(anonymous, [`${time} ${bia}: oi Ana`]);
  if (getColorEnabled()) {
    const [row = ""] = eventLines(said("Bia", "oi Ana"), ANA, colored);
    assert(row.endsWith(": oi \x1b[7m\x1b[1mAna\x1b[22m\x1b[27m"), JSON.stringify(row));
  }
});

const ENDS: Record<string, string> = {
  "1": "22",
  "2": "22",
  "7": "27",
  "31": "39",
  "32": "39",
  "33": "39",
  "35": "39",
};

/** The codes that would reset the styles a row leaves active. */
function leftOpen(row: string): string[] {
  const open: string[] = [];
  // deno-lint-ignore no-control-regex
  for (const [, code = ""] of row.matchAll(/\x1b\[([\d;]*)m/g)) {
    const end = code.startsWith("38;5;") ? "39" : ENDS[code];
    if (end) open.push(end);
    else assertEquals(code, open.pop(), `closes what is not open: ${JSON.stringify(row)}`);
  }
  return open;
}

Deno.test("eventLines() closes in each row the colours it opened", pure, () => {
  for (const event of [...ENTRIES, ...ANSWERS]) {
    for (const width of [3, 8, 12, 20, 33, 80, undefined]) {
      for (const row of eventLines(event, ANA, colored, width)) {
        assertEquals(leftOpen(row), [], row);
      }
      const hasColor = eventLines(event, ANA, colored, width).join().includes("\x1b");
      assertEquals(hasColor, getColorEnabled() && "seq" in event, event.type);
    }
  }
});

Deno.test("eventLines() returns the same text with and without colour", pure, () => {
  for (const event of [...ENTRIES, ...ANSWERS]) {
    for (const width of [3, 12, 20, 80, undefined]) {
      const lines = eventLines(event, ANA, plain, width);
      assertEquals(lines.join().includes("\x1b"), false);
      assertEquals(eventLines(event, ANA, colored, width).map(stripAnsiCode), lines);
    }
  }
});
