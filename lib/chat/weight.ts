/**
 * The weight of an entry: an estimate of the bytes that it takes in memory, by which the log and the
 * inboxes are bounded. V8 stores a Latin-1 unit in one byte, others in two.
 */

import type { Command, Entry, Tags } from "../protocol.ts";
import type { Run } from "../protocol/run.ts";

const ENTRY_WEIGHT = 64;
/** What line clients are sent in every line of a message, besides the author's name. */
const LINE_WEIGHT = 16;

/** The weight of an entry. */
export function weigh(entry: Entry): number {
  switch (entry.type) {
    case "said":
    case "whispered":
      return weighMessage(entry.text, entry.from) + weighTags(entry);
    case "undelivered":
    case "delayed":
      return weighMessage(entry.text, entry.to);
    case "left":
      return weighMessage(entry.text ?? "", entry.name);
    case "notice":
      return weighMessage(entry.text, "");
    default:
      return ENTRY_WEIGHT;
  }
}

/** The first of some entries, up to a weight together, but one at least. */
export function takeWeight<T extends { entry: Entry }>(all: Iterable<T>, maxWeight: number): T[] {
  const taken: T[] = [];
  let weight = 0;
  for (const one of all) {
    weight += weigh(one.entry);
    if (taken.length > 0 && weight > maxWeight) break;
    taken.push(one);
  }
  return taken;
}

/**
 * The weight of the entry that a command adds to the log; 0 when it adds none.
 *
 * @param name The name of the sender.
 */
export function weighCommand(
  command: Command | Run | { type: "reply"; text: string; tags?: Tags },
  name: string,
): number {
  switch (command.type) {
    case "reply":
    case "say":
    case "whisper":
      return weighMessage(command.text, name) + weighTags(command);
    case "run": {
      const lineEnds = command.count - 1;
      return command.count * ENTRY_WEIGHT + command.text.length - lineEnds;
    }
    case "hello":
    case "rename":
      return ENTRY_WEIGHT;
    default:
      return 0;
  }
}

function weighTags({ tags }: { tags?: Tags }): number {
  if (!tags) return 0;
  return Object.entries(tags).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
}

/** The weight of a message of one line. */
export function weighUnits(units: number): number {
  return ENTRY_WEIGHT + units;
}

/** Line clients are sent the name in every line: 4 KiB of line ends become 800 KiB. */
function weighMessage(text: string, name: string): number {
  const weight = ENTRY_WEIGHT + text.length;
  if (!text.includes("\n")) return weight;
  return weight + (text.split("\n").length - 1) * (LINE_WEIGHT + name.length);
}
