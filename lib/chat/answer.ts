/** The answers to what a person asks about the room. */

import { LIMITS, rejected, type Response } from "../protocol.ts";
import type { Hub } from "./hub.ts";
import type { Log } from "./log.ts";
import type { Question } from "./room_command.ts";

/** Answers a question; undefined when there is nothing to answer. */
export function answer(
  question: Question,
  hub: Pick<Hub, "people">,
  log: Pick<Log, "recent">,
): Response | undefined {
  switch (question.type) {
    case "who":
      return { type: "people", people: hub.people() };
    case "past": {
      const { count, before } = question;
      if (count < 1 || count > LIMITS.pastMessages) {
        return rejected(undefined, "bad-count", String(count));
      }
      return { type: "past", entries: log.recent(count, before) };
    }
    case "ping":
      return { type: "pong" };
  }
  return undefined;
}
