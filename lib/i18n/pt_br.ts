/** All sentences for people, in Brazilian Portuguese, which is the default language. */

import { chat, type ChatTexts } from "./pt_br/chat.ts";
import { errors, type ErrorTexts } from "./pt_br/errors.ts";
import { program, type ProgramTexts } from "./pt_br/program.ts";
import { server, type ServerTexts } from "./pt_br/server.ts";

/** Every sentence a person reads: each language has all of them. */
export type Texts = ErrorTexts & ChatTexts & ServerTexts & ProgramTexts;

/** The sentences in Brazilian Portuguese. */
export const ptBr: Texts = { ...errors, ...chat, ...server, ...program };
