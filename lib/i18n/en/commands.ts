/** Sentences about commands to type, their marks and their mistakes; in English. */

import type { CommandTexts } from "../pt_br/commands.ts";

/** The sentences about what a person types, by their keys. */
export const commands: CommandTexts = {
  typedTitle: "Commands:",
  commands: {
    leave: { usage: "/quit", help: "leaves the chat" },
    who: { usage: "/who", help: "shows who is in the chat" },
    help: { usage: "/help", help: "shows this list" },
    rename: { usage: "/nick NEW", help: "changes your name" },
    whisper: { usage: "@name text", help: "sends a message to one person only" },
    reply: { usage: "/r text", help: "replies to the last private message" },
    action: { usage: "/me text", help: "describes an action: * Ana waves" },
    ignore: { usage: "/ignore NAME", help: "hides what a person says, or shows it again" },
    past: { usage: "/history N", help: "shows N older messages, from 1 to 100" },
    clear: { usage: "/clear", help: "clears the screen" },
    notice: { usage: "/notice TEXT", help: "sends everybody a notice from the server" },
    kick: {
      usage: "/kick NAME reason",
      help: "removes a person; the reason is optional",
    },
    ban: {
      usage: "/ban NAME [min] reason",
      help: "keeps out; the address too, with --address",
    },
    mute: { usage: "/mute NAME [min] reason", help: "lets a person read, and say nothing" },
    pardon: { usage: "/pardon NAME", help: "lets a person come in and write again" },
    bans: { usage: "/bans", help: "shows who is banned or muted" },
    lock: { usage: "/lock", help: "lets nobody new in" },
    unlock: { usage: "/unlock", help: "lets everybody in again" },
    password: { usage: "/password", help: "makes another; empty: for all; remove: none" },
    prune: { usage: "/prune", help: "confirms the clock and deletes old messages" },
    invite: { usage: "/invite [ADAPTER]", help: "shows how the others join, and the QR code" },
    close: { usage: "/close", help: "closes the chat for everybody" },
    shutDown: { usage: "/quit", help: "closes the chat for everybody" },
    everyone: { usage: "@all text", help: "sends to everybody, with a sound for each of them" },
    escape: { usage: "//… @@…", help: "sends everybody a message that starts with / or @" },
  },

  marksTitle: "Marks on your messages:",
  marks: {
    pending: "on its way to the server",
    delivered: "the server has recorded the message, or the person has received it",
    waiting: "the private message waits for a person who lost the connection",
    notSent: "the message was not sent",
  },
  relayNote: "Private messages pass through the host's computer, which may show and record them.",
  notUtf8Input: (line) =>
    `Error: Line ${line} of the input is not UTF-8, and no text from there on was sent. ` +
    "Type chcp 65001 before the command, or save the file as UTF-8.",
  unexpected: (detail) => `Unexpected error: ${detail}`,
};
