import { assertEquals } from "@std/assert";
import { mentions } from "../../lib/view/lines.ts";

const pure = { permissions: "none" } as const;

/** Texts that mention the name, and texts that do not. */
const MENTIONS: [name: string, yes: string[], no: string[]][] = [
  [
    "Ana",
    ["Ana", "oi Ana", "Ana, oi", "oi, Ana!", "(Ana)", '"Ana"', "Ana?", "um\nAna\ndois", "Ana Ana"],
    ["", "oi", "Anastásia", "Banana", "An", "Anna", "Ana1", "1Ana", "Ana_", "_Ana", "Aná", "A na"],
  ],
  ["Ana", ["@Ana", "oi @ana", "@ANA: oi", "oi ana", "ANA!", "ＡＮＡ"], ["@Anastásia", "@Bia"]],
  ["Ana", ["banana Ana", "Anabela, Ana"], ["Ana\u0301", "Ана"]],
  ["João", ["JOÃO", "joão", "oi joa\u0303o!", "ＪＯÃＯ"], ["Joao", "Joãozinho", "Jo", "ão"]],
  ["joa\u0303o", ["João", "JOÃO"], ["Joao"]],
  ["Straße", ["STRASSE", "strasse", "oi straße."], ["Stra", "Strasser"]],
  ["Ζευς", ["ΖΕΥΣ", "oi Ζευσ!"], ["Ζευ"]],
  ["日本", ["日本", "日本!", "oi 日本"], ["日本語", "日"]],
  ["a.b", ["oi a.b", "a.b.", "A.B!", "@a.b"], ["axb", "a b", "ab", "xa.b", "a.bc"]],
  ["Dr.", ["oi Dr.", "@dr. Ana"], ["Dr", "Drx", "oi dr"]],
  ["...", ["oi ..."], ["abc", "oi .."]],
  ["pc_2", ["pc_2", "@PC_2"], ["pc_22", "pc", "pc-2"]],
  ["Ana-b", ["oi ana-b", "@ANA-B!", "Ana-b."], ["Ana_b", "xAna-b", "Ana-bc", "Ana-b-c"]],
  ["Ana", ["Ana-", "- Ana."], ["Ana-Maria", "Maria-Ana", "Ana.b"]],
  ["क", ["क", "oi क!"], ["क्षमा"]],
];

Deno.test("mentions() finds a name as a whole word, in any spelling", pure, () => {
  for (const [name, yes, no] of MENTIONS) {
    for (const text of yes) assertEquals(mentions(text, name), true, `${name} in ${text}`);
    for (const text of no) assertEquals(mentions(text, name), false, `${name} in ${text}`);
  }
});
