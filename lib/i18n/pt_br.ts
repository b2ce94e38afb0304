/** All sentences for people, in Brazilian Portuguese, which is the default language. */

import { chat, type ChatTexts } from "./pt_br/chat.ts";
import { commands, type CommandTexts } from "./pt_br/commands.ts";
import { discovery, type DiscoveryTexts } from "./pt_br/discovery.ts";
import { errors, type ErrorTexts } from "./pt_br/errors.ts";
import { failures, type FailureTexts } from "./pt_br/failures.ts";
import { irc, type IrcTexts } from "./pt_br/irc.ts";
import { nats, type NatsTexts } from "./pt_br/nats.ts";
import { program, type ProgramTexts } from "./pt_br/program.ts";
import { server, type ServerTexts } from "./pt_br/server.ts";

/** The sentences that a conversation needs, at a terminal or on the page. */
export type ConversationTexts = ChatTexts & CommandTexts & ErrorTexts;

/** Every sentence a person reads: each language has all of them. */
export type Texts =
  & ConversationTexts
  & DiscoveryTexts
  & FailureTexts
  & IrcTexts
  & NatsTexts
  & ServerTexts
  & ProgramTexts;

/** The sentences in Brazilian Portuguese. */
export const ptBr: Texts = {
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
