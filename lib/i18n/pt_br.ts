/** All sentences for people, in Brazilian Portuguese, which is the default language. */

import { chat } from "./pt_br/chat.ts";
import { errors } from "./pt_br/errors.ts";
import { program } from "./pt_br/program.ts";
import { server } from "./pt_br/server.ts";

/** The sentences in Brazilian Portuguese. Every other language has to have the same type. */
export const ptBr = { ...errors, ...chat, ...server, ...program };

/** Every sentence a person reads: other languages have the same. */
export type Texts = typeof ptBr;
