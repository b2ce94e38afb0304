/** The password that a server is started with: given, typed unseen, made up, or kept. */

import type { ServeCommandLine } from "../cli/command_line.ts";
import type { Lang, Texts } from "../i18n/mod.ts";
import type { MadeUp } from "../serve/password_change.ts";
import type { Verifier } from "../serve/room_password.ts";
import type { History } from "../store/history.ts";

/** What the password of a server is found with. */
export interface ServerPasswordOptions {
  /** Whether it is asked for. */
  commandLine: Pick<ServeCommandLine, "password" | "lang">;
  /** The password from a file or the environment; undefined when none was given. */
  given: string | undefined;
  /** The history, in which it may be kept. */
  history: History | undefined;
  /** Asks for a line of which nothing is shown; undefined when there is no terminal. */
  ask: ((question: string) => Promise<string | undefined>) | undefined;
  /** The language. */
  texts: Texts;
}

/** The password, or why there is none although there should be. */
export type ServerPassword =
  | { type: "none" }
  /** `text`: the password, unless it is kept. */
  | { type: "password"; verifier: Verifier; text?: string; hints: string[] }
  /** The person left the question without an answer. */
  | { type: "cancelled" }
  | { type: "failed"; sentence: string };

/** Finds the password of a server. */
export async function openPassword(options: ServerPasswordOptions): Promise<ServerPassword> {
  const { commandLine: { password: isAsked, lang }, given, history, ask, texts } = options;
  if (given !== undefined) return await keep(given, history, [texts.password.has]);
  if (!isAsked) return await readKept(history, texts);
  if (!ask) return { type: "failed", sentence: texts.password.needsTerminal };
  for (let question = texts.password.ask;; question = texts.password.differ) {
    const typed = await ask(question);
    if (typed === undefined) return { type: "cancelled" };
    if (typed.trim() === "") {
      const { text } = await makeUp(lang);
      return await keep(text, history, [texts.password.madeUp(text)]);
    }
    const again = await ask(texts.password.askAgain);
    if (again === undefined) return { type: "cancelled" };
    if (again === typed) return await keep(typed, history, [texts.password.has]);
  }
}

/** Makes a password up, for the host to pass on. */
export async function makeUp(lang: Lang): Promise<MadeUp> {
  const { makeUpPassword } = await import("../password/made_up.ts");
  const { PasswordVerifier } = await import("../password/verifier.ts");
  const text = makeUpPassword(lang);
  return { text, verifier: await PasswordVerifier.of(text) };
}

async function keep(
  text: string,
  history: History | undefined,
  hints: string[],
): Promise<ServerPassword> {
  const { PasswordVerifier } = await import("../password/verifier.ts");
  const verifier = await PasswordVerifier.of(text);
  history?.password.write(String(verifier));
  return { type: "password", verifier, text, hints };
}

async function readKept(history: History | undefined, texts: Texts): Promise<ServerPassword> {
  const kept = history?.password.read();
  if (kept === undefined) return { type: "none" };
  const { PasswordVerifier } = await import("../password/verifier.ts");
  const verifier = PasswordVerifier.read(kept);
  if (!verifier) return { type: "failed", sentence: texts.password.damaged };
  return { type: "password", verifier, hints: [texts.password.kept] };
}
