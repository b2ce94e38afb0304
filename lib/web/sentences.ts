/** What a person reads on the page. */

import type { ConversationTexts } from "../i18n/mod.ts";
import type { PageTexts } from "../i18n/pt_br/page.ts";

/** The sentences of a conversation, and those that are on the page alone. */
export interface PageSentences extends ConversationTexts {
  /** What is on the page alone. */
  page: PageTexts;
}

/** A sentence whose tables are lists: the letters of a page have no columns. */
export function withoutColumns(sentence: string): string {
  return sentence.replace(/^ {2}(\S.*?) {3,}/gm, "• $1: ");
}
