/** The person to whom a line goes while it is being typed. */

import type { ConversationTexts } from "../i18n/mod.ts";
import { parseUserInput } from "../slash.ts";
import type { Model } from "../view/model.ts";
import { calleesOf } from "../view/callees.ts";

/**
 * The recipient of a private message that is being typed.
 *
 * @param line The line so far.
 * @returns The name; undefined when the line is no private message, or when it is not clear to whom.
 */
export function recipientOf(
  line: string,
  model: Model,
  texts: ConversationTexts,
): string | undefined {
  if (!/^[^\p{L}\p{N}]*[@/]/u.test(line)) return undefined;
  // The text may still be missing; the name is complete once something follows it.
  const input = parseUserInput(`${line}x`, texts);
  if (input.type === "reply") return model.replyTarget;
  if (input.type !== "whisper") return undefined;
  const [name, ...others] = calleesOf(model.people, input.to, model.former);
  return others.length > 0 ? undefined : name;
}
