import { assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { textsFor } from "../../lib/serve/accept_language.ts";

Deno.test("textsFor() takes the language that a browser prefers", { permissions: "none" }, () => {
  const cases: [field: string | undefined, expected: string][] = [
    [undefined, "server"],
    ["", "server"],
    ["*", "server"],
    ["de-DE, fr;q=0.5", "server"],
    ["en", "en"],
    ["pt-PT", "pt"],
    ["de, en;q=0.8, pt;q=0.7", "en"],
    ["en;q=0.5, PT-br ; q=0.9", "pt"],
    ["pt, en", "pt"],
    ["en, pt", "en"],
    ["en;Q=0, pt;q=0.1", "pt"],
    ["en;q=x", "server"],
    ["en; level=1; q=0.2, pt;q=0.3", "pt"],
  ];
  const server = { ...ptBr };
  const expectedTexts: Record<string, typeof ptBr> = { server, en, pt: ptBr };
  for (const [field, expected] of cases) {
    const fields = new Map(field === undefined ? [] : [["accept-language", field]]);
    assertStrictEquals(textsFor({ fields }, server), expectedTexts[expected], field);
  }
});
