/**
 * What is wrong with a typed line, told before it is sent anywhere: the sentence, with the name or
 * the command that was probably meant.
 */

import type { Texts } from "../i18n/mod.ts";
import { checkName, fold } from "../names.ts";
import { messageFault, type Rejected } from "../protocol.ts";
import { personCommands, type UserInput } from "../slash.ts";
import { nearest } from "../view/complete.ts";
import type { Model } from "../view/model.ts";

/**
 * What is wrong with a line.
 *
 * @param typed What the line means.
 * @param model Who is there, and who can be answered.
 * @returns Undefined when nothing is.
 */
export function faultIn(typed: UserInput, model: Model, texts: Texts): string | undefined {
  const rejection = judge(typed, model);
  if (!rejection) return undefined;
  const { code, value = "" } = rejection;
  const meant = suggestion(typed, code, model);
  const sentence = texts.rejections[code](value);
  return meant === undefined ? sentence : `${sentence} ${texts.didYouMean(meant)}`;
}

/** What keeps a line from being sent. Whether there is such a person the server says once more. */
function judge(
  typed: UserInput,
  { people, replyTarget }: Model,
): Omit<Rejected, "type"> | undefined {
  switch (typed.type) {
    case "invalid":
      return typed;
    case "reply":
      return replyTarget === undefined ? { code: "nobody-to-answer" } : messageFault(typed.text);
    case "whisper": {
      const isHere = people.some((name) => fold(name) === fold(typed.to));
      return isHere ? messageFault(typed.text) : { code: "no-such-person" };
    }
    case "say":
      return messageFault(typed.text);
    case "rename": {
      const check = checkName(typed.name);
      return check.ok ? undefined : { code: check.code, value: typed.name };
    }
    default:
      return undefined;
  }
}

/** The command or the name that was probably meant, with its first character. */
function suggestion(
  typed: UserInput,
  code: Rejected["code"],
  { people }: Model,
): string | undefined {
  if (typed.type === "invalid" && code === "unknown-command") {
    const near = nearest(typed.value.slice(1), personCommands().map((word) => word.slice(1)));
    return near && `/${near}`;
  }
  if (typed.type !== "whisper" || code !== "no-such-person") return undefined;
  const near = nearest(typed.to, people);
  return near && `@${near}`;
}
