/**
 * Naming: asks a person for a name until one obeys the rules. No other name is ever sent, so that
 * nothing that is typed here can be taken for a fault of the server.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import { proposeName } from "./name_proposal.ts";
import { checkName, type NameCheck } from "../names.ts";
import { parseUserInput } from "../slash.ts";
import { safeText, shorten } from "../text.ts";
import type { Ui } from "./ui.ts";

/** What a name is asked for with. */
export interface NamingOptions {
  /** Where it is typed. */
  ui: Ui;
  /** The language. */
  texts: ConversationTexts;
  /** The rules that a name obeys. @default {`checkName`} */
  check?: (name: string) => NameCheck;
}

/**
 * Asks for a name. A refused one stays in the line, mended where that is possible.
 *
 * @param refused The name that the server refused. @default {it is asked for the first time}
 * @returns The name; undefined when the input ends, or the person leaves.
 */
export async function askName(
  { ui, texts, check = checkName }: NamingOptions,
  refused?: string,
): Promise<string | undefined> {
  let proposal = refused === undefined ? undefined : proposeName(refused);
  for (;;) {
    const answer = await ui.ask(texts.askName, proposal);
    if (answer === undefined || parseUserInput(answer, texts).type === "leave") return undefined;
    const typed = safeText(answer);
    const checked = check(typed);
    if (checked.ok) return checked.name;
    ui.say(texts.refusals[checked.code](checked.value ?? shorten(typed)));
    proposal = proposeName(typed);
  }
}
