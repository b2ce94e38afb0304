/** How the clients of each dialect read the log. */

import type { FeedName } from "../broadcast/broadcaster.ts";
import type { FeedOptions } from "../broadcast/feed.ts";
import type { Texts } from "../i18n/mod.ts";
import type { DialectKind } from "../wire/dialect.ts";
import { encodeJson, encodeLine } from "../wire/json_lines.ts";
import { encodeEntry } from "../wire/plain_text.ts";
import { textHeader } from "../wire/websocket_frames.ts";

/**
 * The feeds of a room.
 *
 * @param texts The language of line and unframed clients.
 */
export function feedsOf(texts: Texts): Record<FeedName, FeedOptions> {
  return {
    plain: { encode: (entry) => encodeEntry(entry, texts), hidesOwn: true },
    structured: { encode: encodeLine, hidesOwn: false },
    websocket: {
      encode: encodeJson,
      makeHeader: textHeader,
      hidesOwn: false,
    },
  };
}

/** The feed that the clients of a dialect read. */
export function feedFor(kind: DialectKind): FeedName {
  return kind === "structured" || kind === "websocket" ? kind : "plain";
}
