/**
 * The capabilities of IRCv3 that a client may ask for
 * (https://ircv3.net/specs/extensions/capability-negotiation).
 */

import { LIMITS } from "../protocol.ts";
import { MAX_LINES } from "./irc_multiline.ts";

/** What a client may ask for. */
export type Capability =
  | "away-notify"
  | "batch"
  | "cap-notify"
  | "draft/chathistory"
  | "draft/multiline"
  | "echo-message"
  | "extended-join"
  | "labeled-response"
  | "message-tags"
  | "multi-prefix"
  | "sasl"
  | "server-time"
  | "setname"
  | "standard-replies"
  | "userhost-in-names";

/** All of them, in the order in which they are listed. */
const CAPABILITIES: readonly Capability[] = [
  "away-notify",
  "batch",
  "cap-notify",
  "draft/chathistory",
  "draft/multiline",
  "echo-message",
  "extended-join",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "sasl",
  "server-time",
  "setname",
  "standard-replies",
  "userhost-in-names",
];

/** What clients are told of some, from version 302 on. */
const VALUES: Partial<Record<Capability, string>> = {
  "draft/multiline": `max-bytes=${LIMITS.messageBytes},max-lines=${MAX_LINES}`,
  "sasl": "PLAIN",
};

/** A list in one message has this size at most, so that the message is not longer than 512 bytes. */
const MAX_LIST_BYTES = 400;

/** The capabilities of one client. */
export class Capabilities {
  readonly #active = new Set<Capability>();
  #version = 301;

  /** Whether the client has asked for it. */
  has(capability: Capability): boolean {
    return this.#active.has(capability);
  }

  /**
   * The answers to `CAP` with a subcommand, without source and name of the client.
   *
   * @returns The parameters of each message; undefined when there is no such subcommand.
   */
  answer(subcommand: string, argument: string): string[][] | undefined {
    switch (subcommand) {
      case "LS":
        return this.#list(Number(argument));
      case "LIST":
        return linesOf("LIST", [...this.#active].toSorted(), this.#version >= 302);
      case "REQ":
        return [[this.#request(argument) ? "ACK" : "NAK", argument]];
      case "END":
        return [];
      default:
        return undefined;
    }
  }

  /** @param version Of the negotiation, which a client may raise. */
  #list(version: number): string[][] {
    this.#version = Math.max(this.#version, version || 0);
    const isNew = this.#version >= 302;
    if (isNew) this.#active.add("cap-notify");
    const words = CAPABILITIES.map((one) => isNew && VALUES[one] ? `${one}=${VALUES[one]}` : one);
    return linesOf("LS", words, isNew);
  }

  /** Turns on or off what a client asks for: all of it, or nothing. */
  #request(argument: string): boolean {
    const words = argument.split(" ").filter((word) => word !== "");
    const wanted = words.map((word) => ({
      isOn: !word.startsWith("-"),
      capability: CAPABILITIES.find((one) => one === word.replace(/^-/, "")),
    }));
    if (!wanted.every(({ capability }) => capability !== undefined)) return false;
    for (const { isOn, capability } of wanted) {
      if (isOn) this.#active.add(capability!);
      else this.#active.delete(capability!);
    }
    return true;
  }
}

/** A list in as many messages as it needs; an older client knows one alone. */
function linesOf(subcommand: string, words: string[], mayBeSeveral: boolean): string[][] {
  const lines: string[][] = [[]];
  for (const word of words) {
    const line = lines.at(-1)!;
    const isFull = [...line, word].join(" ").length > MAX_LIST_BYTES;
    if (isFull && mayBeSeveral) lines.push([word]);
    else line.push(word);
  }
  return lines.map((line, at) =>
    at < lines.length - 1 ? [subcommand, "*", line.join(" ")] : [subcommand, line.join(" ")]
  );
}
