/** The help for the marks in front of a person's own messages. */

import type { ConversationTexts } from "../i18n/mod.ts";

/** What each mark means, one per line. */
export function marksHelp({ marksTitle, marks }: ConversationTexts): string[] {
  const rows = [["…", marks.pending], ["✓", marks.delivered], ["⧖", marks.waiting], [
    "✗",
    marks.notSent,
  ]];
  return [marksTitle, ...rows.map(([mark, meaning]) => `  ${mark}   ${meaning}`)];
}
