/** Default options of `join` for tests. */

import type { JoinOptions } from "../../lib/join/conversation.ts";
import { textsOf } from "../../lib/i18n/mod.ts";

/** Options to join at a port of 127.0.0.1; the rest has default values. */
export function joinOptions(port: number, options: Partial<JoinOptions> = {}): JoinOptions {
  return {
    host: "127.0.0.1",
    port,
    plain: false,
    reconnect: true,
    lang: "pt-BR",
    texts: textsOf("pt-BR"),
    color: false,
    simple: false,
    quiet: false,
    formatTime: () => "12:34",
    formatDay: () => "segunda-feira",
    now: Date.now,
    ...options,
  };
}
