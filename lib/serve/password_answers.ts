/** What a browser gets in a room with a password, until it has said it. Pure. */

import type { Texts } from "../i18n/mod.ts";
import type { HttpRequest } from "../wire/http.ts";
import { bodyAnswer, textAnswer, toPageAnswer, type WholeAnswer } from "./http_answers.ts";
import { encryptionPage, passwordPage } from "./password_pages.ts";
import type { SaidOutcome } from "./room_password.ts";

/**
 * With `no-referrer`, as elsewhere, a browser would send the form with `Origin: null` (Fetch Standard,
 * 3.2).
 */
const FORM_FIELDS = { "Referrer-Policy": "same-origin" };
const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * Sends a browser to the encrypted address.
 *
 * @param isDocument Whether it asks for a page, and not for a file of one.
 */
export function encryptionAnswer(
  { isHead, host }: HttpRequest,
  isDocument: boolean,
  texts: Texts,
): WholeAnswer {
  const options = { status: 403, isHead };
  const { only } = texts.site.password;
  if (host === undefined) return textAnswer(only, options);
  // Without a port, that of https would be another.
  const link = `https://${/:\d+$/.test(host) ? host : `${host}:80`}/`;
  if (!isDocument) return textAnswer(`${only} ${link}`, options);
  return bodyAnswer("text/html", encryptionPage(texts, link), options);
}

/**
 * Asks for the password.
 *
 * @param isDocument Whether the browser asks for a page, and not for a file of one.
 */
export function passwordAnswer(
  { isHead }: HttpRequest,
  isDocument: boolean,
  texts: Texts,
): WholeAnswer {
  if (!isDocument) return textAnswer(texts.site.password.first, { status: 403, isHead });
  return bodyAnswer("text/html", passwordPage(texts), { isHead, fields: FORM_FIELDS });
}

/**
 * The answer to a password that was said.
 *
 * @param cookie What a browser that said the right one gets.
 */
export function saidAnswer(said: SaidOutcome, cookie: () => string, texts: Texts): WholeAnswer {
  const { refusals } = texts;
  switch (said.type) {
    case "right":
      return toPageAnswer({ "Set-Cookie": cookie() });
    case "wrong": {
      const page = passwordPage(texts, refusals["wrong-password"](""));
      return bodyAnswer("text/html", page, { status: 403, fields: FORM_FIELDS });
    }
    case "wait": {
      const seconds = String(said.seconds);
      const page = passwordPage(texts, refusals["too-many-guesses"](seconds));
      const fields = { ...FORM_FIELDS, "Retry-After": seconds };
      return bodyAnswer("text/html", page, { status: 429, fields });
    }
  }
}

/**
 * The password in a form, or the answer to what is none.
 *
 * @param form The body.
 */
export function readForm(
  form: Uint8Array,
  { fields }: HttpRequest,
  texts: Texts,
): { type: "password"; password: string } | WholeAnswer {
  const [type = ""] = fields.get("content-type")?.split(";") ?? [];
  if (type.trim().toLowerCase() !== FORM_TYPE) {
    return textAnswer(texts.site.password.noForm, { status: 415 });
  }
  const password = new URLSearchParams(new TextDecoder().decode(form)).get("password") ?? "";
  return { type: "password", password };
}
