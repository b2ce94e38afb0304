/** Whole answers to HTTP requests: a text, a page, the way to another path. Pure. */

import { encodeUtf8 } from "../bytes.ts";
import { encodeHttpAnswer } from "../wire/http.ts";

/** The fields of an answer, besides those that every answer has. */
export type Fields = Record<string, string>;

/** An answer with its body. */
export interface WholeAnswer {
  /** Tells it from a switch of protocols. */
  type: "answer";
  /** Head and body. */
  bytes: Uint8Array;
}

/** What an answer is about, and how it is given. */
export interface AnswerOptions {
  /** The status code. @default {200} */
  status?: number;
  /** Whether only the head is wanted. @default {false} */
  isHead?: boolean;
  /** Further fields. @default {none} */
  fields?: Fields;
}

/** A body of a media type, in UTF-8. */
export function bodyAnswer(
  type: string,
  text: string,
  { status = 200, isHead = false, fields = {} }: AnswerOptions,
): WholeAnswer {
  const all = { "Content-Type": `${type}; charset=utf-8`, ...fields };
  const bytes = encodeHttpAnswer({ status, fields: all, body: encodeUtf8(text) }, isHead);
  return { type: "answer", bytes };
}

/** A sentence. */
export function textAnswer(sentence: string, options: AnswerOptions): WholeAnswer {
  return bodyAnswer("text/plain", `${sentence}\n`, options);
}

/** The way to the page, for what was sent or asked elsewhere (RFC 9110, 15.4.4). */
export function toPageAnswer(fields: Fields = {}): WholeAnswer {
  const all = { "Location": "/", ...fields };
  const body = new Uint8Array();
  return { type: "answer", bytes: encodeHttpAnswer({ status: 303, fields: all, body }, false) };
}
