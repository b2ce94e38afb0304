import { countNormalizations } from "../support/cost.ts";
import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { resolve, validate } from "../../lib/join/validate.ts";
import type { UserInput } from "../../lib/slash.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";

const texts = textsOf("pt-BR");
const { rejections, didYouMean } = texts;
const BIA: Model = { ...EMPTY, me: "Ana", people: ["Ana", "Bia", "João"], replyTarget: "Bia" };
const LONG = "a".repeat(4097);

const complaint = (typed: UserInput, model = BIA) =>
  validate(typed, { model, isOnline: true, isFull: false }, texts);
const invalid = (
  code: Extract<UserInput, { type: "invalid" }>["code"],
  value: string,
): UserInput => ({
  type: "invalid",
  code,
  value,
});

Deno.test("validate() accepts what may be sent", {
  permissions: "none",
}, () => {
  const lines: UserInput[] = [
    { type: "say", text: "oi" },
    { type: "say", text: "a".repeat(4096) },
    { type: "whisper", to: "Bia", text: "oi" },
    { type: "reply", text: "oi" },
    { type: "rename", name: "Caio" },
    { type: "who" },
    { type: "past", count: 20 },
    { type: "help" },
    { type: "clear" },
    { type: "ignore" },
    { type: "ignore", name: "bia" },
    { type: "leave" },
    { type: "nothing" },
  ];
  for (const typed of lines) assertEquals(complaint(typed), undefined, typed.type);
});

Deno.test("validate() refuses a message that is empty or too long", {
  permissions: "none",
}, () => {
  for (
    const [text, sentence] of [
      [" ", rejections.empty("")],
      [LONG, rejections["too-long"]("4097")],
    ] as const
  ) {
    assertEquals(complaint({ type: "say", text }), sentence);
    assertEquals(complaint({ type: "whisper", to: "Bia", text }), sentence);
    assertEquals(complaint({ type: "reply", text }), sentence);
  }
});

Deno.test("validate() refuses a reply before any whisper was received", {
  permissions: "none",
}, () => {
  const sentence = rejections["nobody-to-answer"]("");
  assertEquals(complaint({ type: "reply", text: "oi" }, EMPTY), sentence);
  assertEquals(complaint({ type: "reply", text: LONG }, EMPTY), sentence);
});

Deno.test("validate() refuses a whisper to an unknown person, and suggests a similar name", {
  permissions: "none",
}, () => {
  const unknown = rejections["no-such-person"]("");
  const cases: [string, string][] = [
    ["Bea", `${unknown} ${didYouMean("@Bia")}`],
    ["Joã", `${unknown} ${didYouMean("@João")}`],
    ["Alguém", unknown],
  ];
  for (const [to, sentence] of cases) {
    assertEquals(complaint({ type: "whisper", to, text: "oi" }), sentence);
  }
});

Deno.test("validate() refuses a whisper under the name of a person who has left", {
  permissions: "none",
}, () => {
  const model = { ...EMPTY, people: ["Ana", "José"], former: ["jose"] };
  const sentence = `${rejections["no-such-person"]("")} ${didYouMean("@José")}`;
  assertEquals(complaint({ type: "whisper", to: "jose", text: "oi" }, model), sentence);
  assertEquals(complaint({ type: "whisper", to: "josé", text: "oi" }, model), undefined);
});

Deno.test("validate() accepts a person's name in any spelling", {
  permissions: "none",
}, () => {
  for (const to of ["bia", "BIA", "joa\u0303o"]) {
    assertEquals(complaint({ type: "whisper", to, text: "oi" }), undefined, to);
  }
});

Deno.test("validate() asks which of several people a name without accents means", {
  permissions: "none",
}, () => {
  const both: Model = { ...BIA, people: ["João", "Joâo", "Bia"] };
  const ask = rejections["ambiguous-name"];
  assertEquals(
    ask("João, Joâo"),
    "Erro: Quem você quis dizer: João ou Joâo? Digite o nome com os acentos.",
  );
  assertEquals(
    textsOf("en").rejections["ambiguous-name"]("Zoë, Zoé, Zoê"),
    "Error: Who did you mean: Zoë, Zoé or Zoê? Type the name with its accents.",
  );
  for (const to of ["joao", "JOAO", "Joäo"]) {
    assertEquals(complaint({ type: "whisper", to, text: "oi" }, both), ask("João, Joâo"), to);
  }
  for (const to of ["João", "JOÂO", "bia", "Bía"]) {
    assertEquals(complaint({ type: "whisper", to, text: "oi" }, both), undefined, to);
  }
  const many = { ...BIA, people: ["à", "á", "â", "ã", "ä", "å", "ā"] };
  assertEquals(complaint({ type: "whisper", to: "a", text: "oi" }, many), ask("à, á, â, ã, ä"));
});

Deno.test("resolve() puts the person's own name into a private message", {
  permissions: "none",
}, () => {
  const to = (typed: string, people: string[]) => {
    const input = resolve({ type: "whisper", to: typed, text: "oi" }, { ...BIA, people });
    return input.type === "whisper" && input.text === "oi" ? input.to : undefined;
  };
  assertEquals(to("joao", ["Ana", "João"]), "João");
  assertEquals(to("JOÃO", ["João", "Joao"]), "João");
  assertEquals(to("joao", ["João", "Joao"]), "Joao");
  assertEquals(to("joâo", ["João", "Joao"]), "joâo");
  assertEquals(to("Rui", ["João"]), "Rui");
  assertEquals(resolve({ type: "say", text: "joao" }, BIA), { type: "say", text: "joao" });
});

Deno.test("validate() names the command that was probably meant", {
  permissions: "none",
}, () => {
  const unknown = rejections["unknown-command"];
  assertEquals(
    complaint(invalid("unknown-command", "/quen")),
    `${unknown("/quen")} ${didYouMean("/quem")}`,
  );
  assertEquals(complaint(invalid("unknown-command", "/xyzxyz")), unknown("/xyzxyz"));
});

Deno.test("validate() suggests nothing for other mistakes", {
  permissions: "none",
}, () => {
  // The value resembles a command and a name, but the sentence is about neither.
  assertEquals(
    complaint(invalid("unexpected-argument", "/quen")),
    rejections["unexpected-argument"]("/quen"),
  );
  assertEquals(complaint(invalid("private-format", "")), rejections["private-format"](""));
  assertEquals(complaint({ type: "whisper", to: "Bia", text: " " }), rejections.empty(""));
});

Deno.test("validate() refuses an invalid name, and suggests the mended one", {
  permissions: "none",
}, () => {
  assertEquals(
    complaint({ type: "rename", name: "dois nomes" }),
    `${rejections["name-spaces"]("dois nomes")} ${didYouMean("dois_nomes")}`,
  );
  assertEquals(
    complaint({ type: "rename", name: "a?" }),
    `${rejections["name-characters"]("a?")} ${didYouMean("a")}`,
  );
  assertEquals(complaint({ type: "rename", name: "??" }), rejections["name-characters"]("??"));
  assertEquals(
    complaint({ type: "rename", name: "Ѕervidor" }),
    'Erro: O nome "Servidor" é reservado, e os parecidos também. Escolha outro.',
  );
});

Deno.test("validate() uses the given language", { permissions: "none" }, () => {
  const en = textsOf("en");
  assertEquals(
    validate(invalid("unknown-command", "/wo"), { model: BIA, isOnline: true, isFull: false }, en),
    `${en.rejections["unknown-command"]("/wo")} ${en.didYouMean("/who")}`,
  );
});

Deno.test("validate() refuses commands that need the server while offline", {
  permissions: "none",
}, () => {
  const state = { model: BIA, isOnline: false, isFull: false };
  for (const input of [{ type: "who" }, { type: "past", count: 5 }] as const) {
    assertEquals(validate(input, state, texts), texts.offline);
  }
  assertEquals(validate({ type: "say", text: "oi" }, state, texts), undefined);
});

Deno.test("validate() refuses messages, and nothing else, while too many are pending", {
  permissions: "none",
}, () => {
  const state = { model: BIA, isOnline: true, isFull: true };
  const messages: UserInput[] = [
    { type: "say", text: "oi" },
    { type: "whisper", to: "Bia", text: "oi" },
    { type: "reply", text: "oi" },
  ];
  for (const input of messages) assertEquals(validate(input, state, texts), texts.tooManyPending);
  assertEquals(validate({ type: "who" }, state, texts), undefined);
});

Deno.test("validate() finds nobody under a name that is too long, without comparing it", {
  permissions: "none",
}, () => {
  const to = "a\u0301".repeat(300);
  const people = Array.from({ length: 1000 }, (_, at) => `p${at}`);
  const model = { ...BIA, people };
  const count = countNormalizations(() => {
    assertEquals(
      complaint({ type: "whisper", to, text: "oi" }, model),
      rejections["no-such-person"](""),
    );
  });
  assertEquals(count, 0);
});

Deno.test("validate() refuses to ignore oneself, and a stranger who is not ignored", {
  permissions: "none",
}, () => {
  const ignore = (name: string): UserInput => ({ type: "ignore", name });
  assertEquals(complaint(ignore("ANA")), texts.ignoresSelf);
  assertEquals(complaint(ignore("Davi")), rejections["no-such-person"](""));
  const almost = `${rejections["no-such-person"]("")} ${didYouMean("João")}`;
  assertEquals(complaint(ignore("Joaoo")), almost);
  assertEquals(complaint(ignore("joao")), undefined, "João is meant");
  assertEquals(complaint(ignore("x".repeat(100_000))), rejections["no-such-person"](""));
  const ignored = { has: (name: string) => name === "Davi" };
  const state = { model: BIA, isOnline: true, isFull: false, ignored };
  assertEquals(validate(ignore("Davi"), state, texts), undefined);
});

Deno.test("validate() says who alone has a command, and when a name is the same", {
  permissions: "none",
}, () => {
  const unknown = (value: string) => ({ type: "invalid", code: "unknown-command", value }) as const;
  assertEquals(complaint(unknown("/fechar")), texts.onlyHost("/fechar"));
  assertEquals(complaint(unknown("/KICK")), texts.onlyHost("/KICK"));
  const model = { ...EMPTY, me: "Ana", people: ["Ana"] };
  assertEquals(complaint({ type: "rename", name: "Ana" }, model), texts.sameName("Ana"));
  assertEquals(complaint({ type: "rename", name: "ANA" }, model), undefined);
});
