/** What is said of an outage, as long as there is one. */

import type { ConversationTexts } from "../i18n/mod.ts";

/** An outage as it is seen at one moment. */
export interface SeenOutage {
  /** The time until the next try; 0 or less while a try is under way; undefined without an outage. */
  secondsToRetry: number | undefined;
  /** Whether the server was closed on purpose. */
  isServerClosed: boolean;
}

/** The sentence for an outage; undefined when there is none. */
export function outageSentence(
  { secondsToRetry, isServerClosed }: SeenOutage,
  texts: ConversationTexts,
): string | undefined {
  if (secondsToRetry === undefined) return undefined;
  if (isServerClosed) return texts.serverIsClosed;
  return secondsToRetry <= 0 ? texts.tryingNow : texts.noLink(secondsToRetry);
}
