/** What a host cannot do, or should know before: leaving closes the chat for all others. */

import type { ConversationTexts } from "../i18n/mod.ts";
import type { HostInput } from "../slash/meaning.ts";
import { isMe, type Model } from "../view/model.ts";

/** The checks of one host. */
export class HostChecks {
  readonly #texts: ConversationTexts;
  /** Whether the host was told that leaving closes the chat for others. */
  #isWarned = false;

  /**
   * Begins unwarned.
   *
   * @param texts The language.
   */
  constructor(texts: ConversationTexts) {
    this.#texts = texts;
  }

  /**
   * What is wrong with a line; undefined when it can be carried out.
   *
   * @param keepsLine Whether the line stays at the prompt, so that its key repeats it.
   */
  complaint(input: HostInput, model: Model, keepsLine: boolean): string | undefined {
    const { closesForAll, closeByKey, closeByLine, kicksSelf } = this.#texts;
    const others = model.people.length - 1;
    const warns = input.type === "leave" && others > 0 && !this.#isWarned;
    this.#isWarned = warns;
    if (warns) return `${closesForAll(others)} ${keepsLine ? closeByKey : closeByLine}`;
    if (input.type !== "host" || input.command.type !== "kick") return undefined;
    return isMe(model, input.command.name) ? kicksSelf : undefined;
  }
}
