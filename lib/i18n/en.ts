/** All sentences for people, in English. */

import { chat } from "./en/chat.ts";
import { commands } from "./en/commands.ts";
import { discovery } from "./en/discovery.ts";
import { errors } from "./en/errors.ts";
import { failures } from "./en/failures.ts";
import { irc } from "./en/irc.ts";
import { nats } from "./en/nats.ts";
import { program } from "./en/program.ts";
import { server } from "./en/server.ts";
import type { Texts } from "./pt_br.ts";

/** The sentences in English. */
export const en: Texts = {
  ...chat,
  ...commands,
  ...discovery,
  ...errors,
  ...failures,
  ...irc,
  ...nats,
  ...program,
  ...server,
};
