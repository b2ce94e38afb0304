/** What a host cannot do, or should know before: leaving closes the chat for all others. */

import type { ConversationTexts } from "../i18n/mod.ts";
import { looksOf } from "../naming/skeleton.ts";
import type { HostCommand, HostInput } from "../slash/meaning.ts";
import { calleesOf } from "../view/callees.ts";
import type { Model } from "../view/model.ts";

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
    const { closesForAll, closeByKey, closeByLine } = this.#texts;
    const others = model.people.length - 1;
    const warns = input.type === "leave" && others > 0 && !this.#isWarned;
    this.#isWarned = warns;
    if (warns) return `${closesForAll(others)} ${keepsLine ? closeByKey : closeByLine}`;
    return input.type === "host" ? this.#againstSelf(input.command, model) : undefined;
  }

  #againstSelf(command: HostCommand, model: Model): string | undefined {
    const { kicksSelf, sanctionsSelf } = this.#texts;
    switch (command.type) {
      case "kick":
        return isCalled(command.name, model) ? kicksSelf : undefined;
      case "mute":
        return isCalled(command.name, model) ? sanctionsSelf : undefined;
      case "ban":
        return isCalled(command.name, model) || isLike(command.name, model)
          ? sanctionsSelf
          : undefined;
      default:
        return undefined;
    }
  }
}

/** Whether only the host may be meant by a name. */
function isCalled(name: string, { people, me }: Model): boolean {
  const callees = calleesOf(people, name);
  return callees.length === 1 && callees[0] === me;
}

/** Whether a name looks like the host's, which would be banned with it. */
function isLike(name: string, { me = "" }: Model): boolean {
  return looksOf(name).some((look) => looksOf(me).includes(look));
}
