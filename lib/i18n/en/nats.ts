/** Sentences about a room on several servers, with NATS; in English. */

import type { NatsTexts } from "../pt_br/nats.ts";

const OPTIONS: Record<string, string> = {
  version: "the version of the chat's rules",
  "max-people": "--max-people",
  grace: "--grace",
  unicode: "the version of Unicode",
};

/** The sentences about NATS, by their keys. */
export const nats: NatsTexts = {
  natsSearching: (servers) => `Looking for NATS at ${servers}…`,
  natsUnavailable: (reason) => `NATS does not answer (${reason}); the chat keeps trying.`,
  natsLost: "Out of touch with NATS: nobody talks here until it is back.",
  natsOld: (version) =>
    `Warning: nats-server ${version} is old: if a node freezes, servers may stop. ` +
    "Use version 2.10.27 or newer for all nodes.",
  natsBack: "NATS is back.",
  natsUnsaved: (reason) =>
    `NATS has not kept the state of the room (${reason}); the chat tries again soon.`,
  natsFailures: {
    "bad-credentials": (file) => `Error: The credentials for NATS in "${file}" cannot be read.`,
    "bad-authority": (file) => `Error: The authority of NATS in "${file}" cannot be read.`,
    "not-allowed": (detail) =>
      `Error: NATS does not accept this server: ${detail}. Check the address and --nats-creds.`,
    "no-jetstream": () =>
      "Error: NATS is without JetStream. Switch it on with nats-server --jetstream.",
    "other-charter": (name, here, there) =>
      `Error: This server does not suit the others of the room: ${OPTIONS[name] ?? name} is ` +
      `${here} here, and ${there} there. Use the same options and the same program for all.`,
    "batch-lost": (number) =>
      `Error: NATS has lost what this server sent before batch ${number}. ` +
      "The server has stopped; start it again.",
    "copies-differ": (seq) =>
      `Error: The copies of the room in NATS differ: message ${seq} is not what this server sent. ` +
      "The server has stopped; start it again.",
    "forgotten": () =>
      "Error: This server was away too long, and the others do not count on it any more. " +
      "The server has stopped; start it again.",
    "replica-differs": (seq) =>
      `Error: The room of this server has come to differ from the others' (message ${seq}). ` +
      "The server has stopped; start it again, and tell those who make the program.",
    "small-payload": (bytes) =>
      `Error: NATS only takes messages of ${bytes} bytes. Raise its max_payload to 1MB.`,
    "stream-gone": (name) =>
      `Error: The stream ${name} is not in NATS any more. The server has stopped.`,
    "stream-went-back": (last, seen) =>
      `Error: NATS has lost messages: its last one is ${last}, and this server has seen ${seen}. ` +
      "The server has stopped.",
    "stream-went-on": (seen, first) =>
      `Error: This server was away too long: it has seen messages up to ${seen}, and NATS keeps ` +
      `them from ${first} on. The server has stopped; start it again.`,
    "other-history": (file) =>
      `Error: The history "${file}" is of another room. Use another file with --history.`,
    "own-history": (file) =>
      `Error: The history "${file}" is of a chat with one server. ` +
      "With --nats, use another file with --history.",
  },
};
