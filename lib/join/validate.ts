/**
 * Validation of a typed line before it is sent anywhere: the sentence that says what is wrong with it,
 * with the name or the command that was probably meant.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import { checkName } from "../names.ts";
import { nearest, nearestCommand } from "../naming/nearest.ts";
import { checkMessage, type Rejected } from "../protocol.ts";
import { isHostWord } from "../slash/host_words.ts";
import { type CommandWords, personWords, type UserInput } from "../slash.ts";
import { calleesOf } from "../view/callees.ts";
import { isMe, type Model } from "../view/model.ts";
import { proposeName } from "./name_proposal.ts";

/** The state of a conversation, as far as it decides what can be sent. */
export interface SendState {
  /** The people, and the author of the last private message. */
  model: Model;
  /** Whether the server can be asked something now. */
  isOnline: boolean;
  /** Whether no more messages may be pending. */
  isFull: boolean;
  /** The words that the person can type. @default {those of every person} */
  commands?: CommandWords;
  /** The ignored people: they need not be here. @default {nobody} */
  ignored?: { has(name: string): boolean };
}

/** How many of the people who may be meant are named. */
const MAX_NAMES = 5;

/**
 * What a line means among the people who are here: a private message goes to the one person whom its
 * name can mean, under the name that this person has.
 */
export function resolve(input: UserInput, { people, former }: Model): UserInput {
  if (input.type !== "whisper") return input;
  const [name, ...others] = calleesOf(people, input.to, former);
  return name === undefined || others.length > 0 ? input : { ...input, to: name };
}

/** A reply as a private message to the author of the last one: to the one whom the person saw. */
export function addressReply(input: UserInput, { replyTarget }: Model): UserInput {
  if (input.type !== "reply" || replyTarget === undefined) return input;
  return { type: "whisper", to: replyTarget, text: input.text };
}

/**
 * What is wrong with a line.
 *
 * @param input The meaning of the line.
 * @returns The sentence; undefined when the line can be sent.
 */
export function validate(
  input: UserInput,
  { model, isOnline, isFull, ignored, commands }: SendState,
  texts: ConversationTexts,
): string | undefined {
  const { type } = input;
  if ((type === "who" || type === "past") && !isOnline) return texts.offline;
  const isMessage = type === "say" || type === "whisper" || type === "reply";
  if (isMessage && isFull) return texts.tooManyPending;
  if (input.type === "rename" && input.name.trim() === model.me) return texts.sameName(model.me);
  if (input.type === "ignore" && input.name !== undefined) {
    if (isMe(model, input.name)) return texts.ignoresSelf;
    if (ignored?.has(input.name)) return undefined;
  }
  const rejection = rejectionOf(input, model);
  if (!rejection) return undefined;
  const { code, value = "" } = rejection;
  if (code === "unknown-command" && isHostWord(value)) return texts.onlyHost(value);
  const suggestion = suggest(input, code, model, commands ?? personWords(texts));
  const sentence = texts.rejections[code](value);
  return suggestion === undefined ? sentence : `${sentence} ${texts.didYouMean(suggestion)}`;
}

/** Why a line is not sent. Whether the person exists is checked by the server once more. */
function rejectionOf(
  input: UserInput,
  { people, former, replyTarget }: Model,
): Omit<Rejected, "type"> | undefined {
  switch (input.type) {
    case "invalid":
      return input;
    case "reply":
      return replyTarget === undefined ? { code: "nobody-to-answer" } : checkMessage(input.text);
    case "whisper":
      return ambiguity(calleesOf(people, input.to, former)) ?? checkMessage(input.text);
    case "ignore":
      return input.name === undefined ? undefined : ambiguity(calleesOf(people, input.name));
    case "say":
      return checkMessage(input.text);
    case "rename": {
      const check = checkName(input.name);
      return check.ok ? undefined : { code: check.code, value: check.value ?? input.name };
    }
    default:
      return undefined;
  }
}

/** Why it is not clear who is meant: nobody, or several people. */
function ambiguity(callees: readonly string[]): Omit<Rejected, "type"> | undefined {
  if (callees.length === 0) return { code: "no-such-person" };
  if (callees.length === 1) return undefined;
  return { code: "ambiguous-name", value: callees.slice(0, MAX_NAMES).join(", ") };
}

/** The command or the name that was probably meant; a recipient with its `@`. */
function suggest(
  input: UserInput,
  code: Rejected["code"],
  { people }: Model,
  commands: CommandWords,
): string | undefined {
  if (input.type === "invalid" && code === "unknown-command") {
    return nearestCommand(input.value, commands);
  }
  if (input.type === "rename") {
    const mended = proposeName(input.name);
    return mended === input.name ? undefined : mended;
  }
  if (input.type === "ignore") return nearest(input.name ?? "", people);
  if (input.type !== "whisper" || code !== "no-such-person") return undefined;
  const near = nearest(input.to, people);
  return near && `@${near}`;
}
