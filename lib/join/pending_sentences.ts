/** What of the person's messages is on its way, or waits for another person, in sentences. */

import { shortenBlanks } from "../blanks.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import { type Model, type Pending, typedText, type Waiting } from "../view/model.ts";

const MAX_PENDING = 3;
const MAX_NAMES = 3;

/** The oldest pending messages, how many more there are, and the people for whom messages wait. */
export function pendingSentences(
  { pending, waiting }: Pick<Model, "pending" | "waiting">,
  texts: ConversationTexts,
): string[] {
  const sentences = pending.slice(0, MAX_PENDING).map((message) => describe(message, texts));
  const others = pending.length - sentences.length;
  if (others > 0) sentences.push(texts.morePending(others));
  if (waiting.length > 0) sentences.push(texts.waiting(listNames(waiting, texts)));
  return sentences;
}

/** The people for whom messages wait, each once. */
function listNames(waiting: readonly Waiting[], texts: ConversationTexts): string {
  const names = [...new Set(waiting.map(({ to }) => to))];
  const shown = names.slice(0, MAX_NAMES);
  const others = names.length - shown.length;
  const words = others > 0 ? [...shown, texts.others(others)] : shown;
  return words.length > 1 ? texts.list(words) : words[0]!;
}

function describe(message: Pending, texts: ConversationTexts): string {
  const words = message.type === "whisper"
    ? texts.whispering(message.to, message.text)
    : texts.saying(typedText(message));
  return shortenBlanks(words.replaceAll("\n", " "));
}
