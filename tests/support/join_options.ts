/** How to join, where a test does not care. */

import type { JoinOptions } from "../../lib/join/conversation.ts";
import { textsOf } from "../../lib/i18n/mod.ts";

/** Everything as it is by default, at a port of this machine. */
export function joinOptions(port: number, options: Partial<JoinOptions> = {}): JoinOptions {
  return {
    host: "127.0.0.1",
    port,
    plain: false,
    reconnect: true,
    lang: "pt-BR",
    texts: textsOf("pt-BR"),
    color: false,
    quiet: false,
    clock: () => "12:34",
    day: () => "segunda-feira",
    now: Date.now,
    ...options,
  };
}
