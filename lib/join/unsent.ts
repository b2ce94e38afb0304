/** What was typed and is not known to have arrived, as it stands in the transcript at the end. */

import { shortenBlanks } from "../blanks.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import { type Pending, typedText } from "../view/model.ts";

/** Lines that only say that the person leaves. */
const LEAVES = /^(?:\/(?:sair|quit|exit))?$/i;

/**
 * The sentences for what was not sent.
 *
 * @param pending The messages that have not come back, oldest first.
 * @param lines The lines that were not carried out: typed ahead, or half typed.
 */
export function unsentSentences(
  pending: readonly Pending[],
  lines: readonly string[],
  texts: ConversationTexts,
): string[] {
  const messages = pending.map((message) =>
    message.type === "whisper"
      ? texts.notWhispered(message.to, message.text)
      : texts.notSaid(typedText(message))
  );
  const typed = lines.map((line) => line.trim()).filter((line) => !LEAVES.test(line)).map(
    texts.notSaid,
  );
  return [...messages, ...typed].map(shortenBlanks);
}
