/** What IRC clients share in a room without anybody, for tests of the dialect alone. */

import { Log } from "../../lib/chat/log.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { ircHouseOf } from "../../lib/serve/irc.ts";
import type { IrcHouse } from "../../lib/wire/irc_house.ts";

/** A house in which nothing was said, and at whose door it is always 1970. */
export function emptyHouse(): IrcHouse {
  return ircHouseOf({
    options: { recent: 0, texts: ptBr },
    broadcaster: { log: new Log() },
    hub: { find: () => undefined },
    members: { connectionOf: () => undefined },
    moderation: { check: () => undefined, kick: () => {} },
    password: { verifier: undefined },
  }, () => 0);
}
