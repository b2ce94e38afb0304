import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { recipientOf } from "../../lib/join/recipient.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";

const pure = { permissions: "none" } as const;
const texts = textsOf("pt-BR");
const MODEL: Model = {
  ...EMPTY,
  me: "Ana",
  people: ["Ana", "João", "Zoë", "Zoé"],
  replyTarget: "Rui",
};

Deno.test("recipientOf() names the person to whom a private message goes", pure, () => {
  const cases: [line: string, name: string | undefined][] = [
    ["@João ", "João"],
    ["@joao oi", "João"],
    ["  @JOAO, vem", "João"],
    ["@João: ", "João"],
    ["@joao,vem", "João"],
    ["@João\n", "João"],
    ["\u200b@João oi", "João"],
    ["/msg João ", "João"],
    ["/MSG joao oi", "João"],
    ["/r ", "Rui"],
    ["/R oi", "Rui"],
    ["@zoë oi", "Zoë"],
    ["@zoe oi", undefined],
    ["@Ninguém oi", undefined],
    ["@João", undefined],
    ["@Jo", undefined],
    ["@", undefined],
    ["/msg João", undefined],
    ["/msg ", undefined],
    ["/r", undefined],
    ["/rr oi", undefined],
    ["@@João oi", undefined],
    ["@todos oi", undefined],
    ["@ João oi", undefined],
    ["/nome João ", undefined],
    ["oi @João tudo bem", undefined],
    ["oi", undefined],
    ["", undefined],
  ];
  for (const [line, name] of cases) assertEquals(recipientOf(line, MODEL, texts), name, line);
  assertEquals(recipientOf("/r oi", EMPTY, texts), undefined);
});
