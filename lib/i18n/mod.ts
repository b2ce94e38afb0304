/** The languages and their sentences. A sentence that a language lacks is a compile error. */

import { en } from "./en.ts";
import { type ConversationTexts, ptBr, type Texts } from "./pt_br.ts";

export type { ConversationTexts, Texts };
export type { BatchFailure, IrcError } from "./pt_br/irc.ts";

/** A language of the program. */
export type Lang = "pt-BR" | "en";

const languages: Record<Lang, Texts> = { "pt-BR": ptBr, en };

/** The sentences of a language. */
export function textsOf(lang: Lang): Texts {
  return languages[lang];
}

/**
 * Finds a language by its tag or locale, in any letter case and of any region: `PT`, `pt_BR.UTF-8`,
 * `en-GB`.
 *
 * @returns The language; undefined when the program does not have it.
 */
export function toLang(tag: string): Lang | undefined {
  const [language] = tag.toLowerCase().split(/[-_.]/);
  return language === "pt" ? "pt-BR" : language === "en" ? "en" : undefined;
}
