/** The sentences of the page, in English. */

import { chat } from "../i18n/en/chat.ts";
import { commands } from "../i18n/en/commands.ts";
import { errors } from "../i18n/en/errors.ts";
import { page } from "../i18n/en/page.ts";
import type { PageSentences } from "./sentences.ts";

/** The sentences. */
export const texts: PageSentences = {
  ...chat,
  ...commands,
  ...errors,
  programAt: () => page.loadAgain,
  refusals: {
    ...errors.refusals,
    password: () => page.askedAgain,
    version: () => page.otherVersion,
  },
  // There is no Ctrl+C.
  waitingForServer: page.waitingForServer,
  page,
};
