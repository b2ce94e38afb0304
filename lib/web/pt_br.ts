/** The sentences of the page, in Brazilian Portuguese. */

import { chat } from "../i18n/pt_br/chat.ts";
import { commands } from "../i18n/pt_br/commands.ts";
import { errors } from "../i18n/pt_br/errors.ts";
import { page } from "../i18n/pt_br/page.ts";
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
