/** The languages, and the sentences of each. A sentence missing in one of them does not compile. */

import { en } from "./en.ts";
import { ptBr, type Texts } from "./pt_br.ts";

export type { Texts };

/** A language the program speaks. */
export type Lang = "pt-BR" | "en";

const languages: Record<Lang, Texts> = { "pt-BR": ptBr, en };

/** The sentences of a language. */
export function textsOf(lang: Lang): Texts {
  return languages[lang];
}

/**
 * The language somebody named, whatever the letter case or the region: `PT`, `pt_BR.UTF-8`, `en-GB`.
 *
 * @returns Undefined when the program does not speak it.
 */
export function toLang(given: string): Lang | undefined {
  const [language] = given.toLowerCase().split(/[-_.]/);
  return language === "pt" ? "pt-BR" : language === "en" ? "en" : undefined;
}
