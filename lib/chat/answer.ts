/** The answers to what a person asks about the room. */

import { LIMITS, rejected, type Response } from "../protocol.ts";
import type { Hub } from "./hub.ts";
import type { Log } from "./log.ts";
import { messagesAfter, type SearchedLog } from "./past.ts";
import type { Question } from "./room_command.ts";

/** Answers a question; undefined when there is nothing to answer. */
export function answer(
  question: Question,
  hub: Pick<Hub, "people">,
  log: Pick<Log, "recent"> & SearchedLog,
): Response | undefined {
  switch (question.type) {
    case "who":
      return { type: "people", people: hub.people() };
    case "past": {
      const { count, before, after } = question;
      if (count < 1 || count > LIMITS.pastMessages) {
        return rejected(undefined, "bad-count", String(count));
      }
      const entries = after === undefined
        ? log.recent(count, before)
        : messagesAfter(log, after, count).filter(({ seq }) => seq < (before ?? Infinity));
      return { type: "past", entries };
    }
    case "ping":
      return { type: "pong" };
  }
  return undefined;
}
