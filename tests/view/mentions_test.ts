import { assert, assertEquals } from "@std/assert";
import { checkName } from "../../lib/names.ts";
import { safeText } from "../../lib/text.ts";
import { mentionRanges, mentions } from "../../lib/view/mentions.ts";
import { assertLinear, countNormalizations } from "../support/cost.ts";

const pure = { permissions: "none" } as const;

/** Texts that mention the name, and texts that do not. */
const MENTIONS: [name: string, yes: string[], no: string[]][] = [
  [
    "Ana",
    ["Ana", "oi Ana", "Ana, oi", "oi, Ana!", "(Ana)", '"Ana"', "Ana?", "um\nAna\ndois", "Ana Ana"],
    ["", "oi", "Anastásia", "Banana", "An", "Anna", "Ana1", "1Ana", "Ana_", "_Ana", "A na"],
  ],
  ["Ana", ["@Ana", "oi @ana", "@ANA: oi", "oi ana", "ANA!", "ＡＮＡ"], ["@Anastásia", "@Bia"]],
  ["Ana", ["banana Ana", "Anabela, Ana", "Ana\u0301", "Aná"], ["Ана"]],
  [
    "João",
    ["JOÃO", "joão", "oi joa\u0303o!", "ＪＯÃＯ", "Joao", "oi joao", "@joao", "JOAO?", "joâo"],
    ["Joãozinho", "Joaozinho", "Jo", "ão", "joa o"],
  ],
  ["joa\u0303o", ["João", "JOÃO", "Joao"], ["Joo"]],
  ["Joao", ["joao", "João", "@joão, vem"], ["joaozinho"]],
  ["Mário", ["mario", "Mario/Ana", "@MARIO."], ["maria"]],
  ["Łukasz", ["lukasz", "@Lukasz", "ŁUKASZ"], ["luka"]],
  ["Straße", ["STRASSE", "strasse", "oi straße."], ["Stra", "Strasser"]],
  ["Ζευς", ["ΖΕΥΣ", "oi Ζευσ!", "ΖΕΥΣ oi", "Ζεύς"], ["Ζευ"]],
  ["日本", ["日本", "日本!", "oi 日本", "日本が好き"], ["日本語", "日"]],
  ["a.b", ["oi a.b", "a.b.", "A.B!", "@a.b"], ["axb", "a b", "ab", "xa.b", "a.bc"]],
  ["Dr.", ["oi Dr.", "@dr. Ana"], ["Dr", "Drx", "oi dr"]],
  ["...", ["oi ..."], ["abc", "oi .."]],
  ["pc_2", ["pc_2", "@PC_2"], ["pc_22", "pc", "pc-2"]],
  ["Ana-b", ["oi ana-b", "@ANA-B!", "Ana-b."], ["Ana_b", "xAna-b", "Ana-bc", "Ana-b-c"]],
  ["Ana", ["Ana-", "- Ana."], ["Ana-Maria", "Maria-Ana", "Ana.b"]],
  ["क", ["क", "oi क!"], ["क्षमा", "कि"]],
  ["が", ["が"], ["か"]],
  ["ガ", ["ｶﾞ", "oi ｶﾞ!"], ["ｶ"]],
  // Scripts without blanks: a dictionary separates the words.
  [
    "田中さん",
    ["田中さんこんにちは", "こんにちは田中さん", "こんにちは、田中さん。", "@田中さんこんにちは"],
    ["田中", "中田さん"],
  ],
  ["田中", ["田中さんこんにちは", "田中は", "oi田中", "你好@田中吗"], ["田中2", "2田中", "田中_"]],
  ["太郎", ["太郎はどこ", "山田太郎です"], ["金太郎飴"]],
  ["王伟", ["你好王伟吗", "王伟你好"], ["王"]],
  ["สมชาย", ["สวัสดีสมชาย", "สมชายสวัสดี"], ["สม"]],
  ["Ana", ["Anaさんこんにちは", "こんにちはAna"], ["Anaаа"]],
  // An explicit @ ends where the name does, whatever the dictionary says.
  ["ゆきえ", ["@ゆきえだよ"], ["@ゆき"]],
  // E-mail addresses and URLs.
  [
    "Ana",
    ["Ana escreveu para bia@exemplo.br", "veja http://x.br/ Ana", "Ana/Bia", "Ana: oi@bia.br"],
    [
      "ana@exemplo.br",
      "escreva para ana@exemplo.br.",
      "<ana@exemplo.br>",
      "mailto:ana@exemplo.br",
      "ana.silva@exemplo.br",
      "silva+ana@exemplo.br",
      "ana+lista@exemplo.br",
      "bia@ana.br",
      "bia@ana",
      "ana@localhost",
      "http://ana/",
      "https://exemplo.br/ana",
      "https://exemplo.br/?de=ana&para=bia",
      "(https://exemplo.br/@ana)",
      "Ver:https://exemplo.br/ana",
      "exemplo.br/ana",
      "www.exemplo.br/~ana",
      "www.ana.br",
      "ana.br",
      "localhost:8080/ana",
      "26.0.0.1:9999/ana",
      "ftp://ana:senha@exemplo.br",
    ],
  ],
  ["田中", ["メールは田中に"], ["田中@example.jp", "メールは田中@example.jp", "http://x.jp/田中"]],
];

const alone = (me: string) => ({ me, people: [me] });

Deno.test("mentions() finds a name as a whole word, in any spelling", pure, () => {
  for (const [name, yes, no] of MENTIONS) {
    for (const text of yes) assertEquals(mentions(text, alone(name)), true, `${name} in ${text}`);
    for (const text of no) assertEquals(mentions(text, alone(name)), false, `${name} in ${text}`);
  }
});

Deno.test("mentions() leaves a spelling to the person who has exactly that name", pure, () => {
  const people = ["João", "Joao", "JOÂO"];
  const cases: [text: string, mentioned: string[]][] = [
    ["oi joão", ["João"]],
    ["oi JOAO", ["Joao"]],
    ["@joâo", ["JOÂO"]],
    ["joäo", people],
    ["joão e joao", ["João", "Joao"]],
  ];
  for (const [text, mentioned] of cases) {
    assertEquals(people.filter((me) => mentions(text, { me, people })), mentioned, text);
  }
});

Deno.test("mentions() leaves a text without blanks to the longer name", pure, () => {
  const people = ["田中", "田中さん"];
  const mentioned = (text: string) => people.filter((me) => mentions(text, { me, people }));
  assertEquals(mentioned("田中さんこんにちは"), ["田中さん"]);
  assertEquals(mentioned("田中はどこ"), ["田中"]);
});

Deno.test(
  "mentions() finds a name before the end of a sentence, with or without its dot",
  pure,
  () => {
    const people = ["Ana", "Ana."];
    assertEquals(people.filter((me) => mentions("oi Ana.", { me, people })), people);
    assertEquals(people.filter((me) => mentions("oi Ana", { me, people })), ["Ana"]);
  },
);

Deno.test("mentions() looks closer only at a text that contains the name", pure, () => {
  const cost = (text: string) => countNormalizations(() => mentions(text, alone("João")));
  assert(cost(`joao ${"ã".repeat(1000)}`) > 1000);
  assert(cost(`joa ${"ã".repeat(1000)}`) < 10);
});

Deno.test("mentions() finds everybody behind an @", pure, () => {
  const everyone = { me: "Ana", people: ["Ana", "Bia"] };
  for (
    const text of ["@todos oi", "oi @TODOS!", "@all", "(@All)", "oi, @todos: já", "@todos, oi"]
  ) {
    assert(mentions(text, everyone), text);
    assert(mentions(text, { people: [] }), `${text}, before the welcome`);
  }
  const no = [
    "todos",
    "oi a todos",
    "all",
    "@todosjuntos",
    "@all.com",
    "x@all",
    "x@all.com",
    "@to",
  ];
  for (const text of [...no, "http://x/@todos", "@todos_", "a@todos oi", "@ todos"]) {
    assert(!mentions(text, everyone), text);
  }
});

Deno.test("mentionRanges() returns every mention with its @, in order", pure, () => {
  const marked = (text: string, me: string) =>
    mentionRanges(text, alone(me)).map(({ from, to }) => text.slice(from, to));
  assertEquals(marked("joao, @João e @todos: JOÃO! joao@x.br", "João"), [
    "joao",
    "@João",
    "@todos",
    "JOÃO",
  ]);
  assertEquals(marked("@all Ana", "Ana"), ["@all", "Ana"]);
  assertEquals(marked("👍🏽ＡＮＡ ok", "Ana"), ["ＡＮＡ"]);
  assertEquals(marked("Joa\u0303o", "João"), ["Joa\u0303o"]);
});

Deno.test("mentions() finds a hundred names in every place of a sentence", pure, () => {
  const first =
    "Ana João José Mário Luís Íris Zoë Bjørn Łukasz Ольга Ζευς مینا 日本 王伟 한국 Notebook_Mãe"
      .split(" ");
  const names = first.flatMap((name) => [name, `${name}2`, `${name}-x`, `x.${name}`, `${name}_y`])
    .concat(["a", "_b", "-c", "d...", "Dr.", "İ", "ß", "ﬁm", "\u{1d49c}na", "q\u0307\u0323"])
    .concat(Array.from({ length: 20 }, (_, n) => `pc${n}`));
  assert(names.length >= 100);
  for (const raw of names) {
    const check = checkName(raw);
    if (!check.ok) throw new Error(`${raw}: ${check.code}`);
    const { name } = check;
    for (const spelling of [name, name.toUpperCase(), name.toLowerCase(), name.normalize("NFD")]) {
      for (const text of [spelling, `oi ${spelling} oi`, `@${spelling}`, `(@${spelling})`]) {
        assert(mentions(safeText(text), alone(name)), `${name} in ${text}`);
      }
      for (const text of [`1${spelling}`, `${spelling}@exemplo.br`, `http://x/${spelling}`]) {
        assert(!mentions(safeText(text), alone(name)), `${name} in ${text}`);
      }
    }
  }
});

Deno.test("mentions() compares a text with each of ten thousand people once", pure, () => {
  const people = ["田中", ...Array.from({ length: 10_000 }, (_, n) => `鈴木${n}`)];
  const text = "田中は".repeat(400);
  const count = countNormalizations(() => assert(mentions(text, { me: "田中", people })));
  assert(count < 5 * people.length + 10 * text.length, `${count} normalizations`);
});

Deno.test("mentions() takes linear time", pure, () => {
  const texts: [name: string, me: string, make: (size: number) => string][] = [
    ["names", "ana", (size) => "ana ".repeat(size / 4)],
    ["names without blanks", "田中", (size) => "田中".repeat(size / 2)],
    ["one word with the name", "ana", (size) => `${"a".repeat(size)} ana`],
    ["almost addresses", "ana", (size) => `ana ${"a.".repeat(size / 2)}`],
    ["almost e-mail", "ana", (size) => `ana ${"a%".repeat(size / 2)}`],
    ["names and addresses", "ana", (size) => "ana a@b ".repeat(size / 8)],
    ["everybody", "ana", (size) => "@todos".repeat(size / 6)],
  ];
  for (const [name, me, make] of texts) {
    assertLinear(name, make, (text) => mentions(text, alone(me)), 8 * 1024);
  }
});
