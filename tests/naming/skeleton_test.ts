import { assert, assertEquals } from "@std/assert";
import { checkName, fold } from "../../lib/names.ts";
import { CONFUSABLES } from "../../lib/naming/confusables.ts";
import { looksOf, skeleton } from "../../lib/naming/skeleton.ts";

const pure = { permissions: "none" } as const;

/** Whether one name could be taken for the other. */
function areAlike(one: string, other: string): boolean {
  const looks = looksOf(other);
  return looksOf(one).some((look) => looks.includes(look));
}

Deno.test("skeleton() is the one of UTS #39", pure, () => {
  for (
    const [text, expected] of [
      ["Ana", "Ana"],
      ["Аnа", "Ana"],
      ["paypal", "paypal"],
      ["раураӏ", "paypal"],
      ["Scope", "Scope"],
      ["ѕсоре", "scope"],
      ["Iara", "lara"],
      ["m", "rn"],
      ["0O", "OO"],
      ["1Il", "lll"],
      ["João", "Joa\u0303o"],
      ["ſim", "firn"],
      ["𝐀𝑛𝒂", "Ana"],
      ["ＡＮＡ", "ANA"],
      ["ç", "c\u0326"],
      ["日曰", "日曰"],
      ["", ""],
    ] as const
  ) {
    assertEquals(skeleton(text), expected, text);
  }
});

Deno.test("looksOf() finds a hundred look-alikes", pure, () => {
  const alike: Record<string, string> = {
    Ana: "Аna Anа Аnа Αna Ꭺna ᗅna 𝐀na Ａna ɑna АNА Anɑ AΝA ꓮna",
    João: "Jоão Jοão Јoão J0ão JОÃО JοÃO Joãо Ϳoão J০ão J೦ão Joã0 joãο ϳoão Ꭻoão",
    Bia: "Вia Bіa Biа Βia Βiа Bıa ВІА Ᏼia Biɑ Bꙇa Ьiа BΙA ꓐia",
    Iara: "lara 1ara Іara Ιara Ӏara ӏara ǀara ⵏara Iаra Iɑra Ꭵara ꓲara IARА",
    Caio: "Сaio Cаio Caiо Ϲaio ϲaio Ꮯaio Cai0 Caі0 СAIO CAІO ⲤAIO caiο ꓚaio",
    Pedro: "Реdro Pеdro Pedrо Ρedro Ꮲedro Pedr0 РEDRO ⲢEDRO Pedrο ꓑedro",
    Xuxa: "Хuxa Xuха Χuxa Xuxа Xսxa ꓫuxa",
    Carmem: "Carrnem Carmern Саrmem Cаrmеm CARМEM",
    Alan: "AIan aIan A1an AΙan Аlan Alаn AӀan Aӏan Aǀan",
    Olivia: "OIivia 0livia Оlivia Οlivia Օlivia ОLIVIA 0LIVIA",
    Sofia: "Ѕofia Sоfia ЅOFIA S0fia Տofia Ꮪofia Sofіa Sofiа ꓢofia ѕofia",
    ALAN: "aIan AIan A1an aӀan a1an",
    "Ilha": "IIha llha 1lha I1ha",
    "x-y_z.2": "х-y_z.2 x-у_z.2 x-γ_z.2 x-y_ᴢ.2",
  };
  let count = 0;
  for (const [name, others] of Object.entries(alike)) {
    for (const other of others.split(" ")) {
      assert(checkName(other).ok, other);
      assert(areAlike(name, other), `${other} passes for ${name}`);
      assert(areAlike(other, name), `${name} passes for ${other}`);
      count++;
    }
  }
  assert(count >= 100, `${count} look-alikes`);
});

Deno.test("looksOf() overlooks signs at the edge of a name", pure, () => {
  for (const other of ["Caio.", "Caio_", "-caio-", "__Caio", "C\u0430io."]) {
    assert(areAlike("Caio", other), other);
  }
  assert(!areAlike("Ana_Maria", "AnaMaria"), "not within a name");
  assert(areAlike("_", "_") && !areAlike("_", "-"), "a name of signs alone");
});

Deno.test("looksOf() lets people of ordinary names in together", pure, () => {
  const names = [
    "Ana Anna Aná Ane Anita Bia Bea Bianca Iara Lara Iuri Luri Ian Lan Ivan Isa Lia Léa Leo Léo",
    "João Joao Joana José Jose Maria Mário Mario Marcos Marcus Caio Kaio Rita Nilo Nino Paulo",
    "pc1 pc2 pc3 pc10 PC-A PC-B Notebook_Mãe Notebook_Pai relógio relógio2 relógio3 日本 曰本",
    "LARA IARA PC-Lara PC-Iara notebook_Lara notebook_Iara LURI IURI ISA LSA Ivo LVO",
    "Ольга Олег Андрей Андреи Ζευς 田中 田中さん مینا x y z",
  ].join(" ").split(" ");
  for (const one of names) {
    for (const other of names) {
      if (fold(one) !== fold(other)) assert(!areAlike(one, other), `${one} and ${other}`);
    }
  }
});

Deno.test("skeleton() is the same in every normal form, and never empty", pure, () => {
  for (let code = 0; code < 0x1_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (!checkName(`a${letter}`).ok) continue;
    assert(skeleton(letter) !== "", letter);
    assert(skeleton(letter.normalize("NFD")) === skeleton(letter), letter);
  }
});

Deno.test(
  "the table has one look for each character, in the form that skeleton() reads",
  pure,
  () => {
    const words = CONFUSABLES.trim().split(/\s+/);
    for (const word of words) assert(/^[0-9a-f]+:[0-9a-f]+(\+[0-9a-f]+)*$/.test(word), word);
    assertEquals(new Set(words.map((word) => word.split(":")[0])).size, words.length);
    assert(words.length > 2_000);
  },
);
