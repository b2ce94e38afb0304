/** What a person reads on the page. */

import type { ConversationTexts } from "../i18n/mod.ts";
import type { PageTexts } from "../i18n/pt_br/page.ts";

/** The sentences of a conversation, and those that are on the page alone. */
export interface PageSentences extends ConversationTexts {
  /** What is on the page alone. */
  page: PageTexts;
}
