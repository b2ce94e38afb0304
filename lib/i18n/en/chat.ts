/** Sentences about what happens in the room, and at the client; in English. */

import type { ChatTexts } from "../pt_br/chat.ts";

/** The sentences about a conversation, by their keys. */
export const chat: ChatTexts = {
  joined: (name) => `${name} joined the chat.`,
  left: (name) => `${name} left the chat.`,
  removed: (name, why) => `The host removed ${name} from the chat${why === "" ? "." : `: ${why}`}`,
  joinedMany: (names) => `${names} joined the chat.`,
  leftMany: (names) => `${names} left the chat.`,
  cameBack: (name) => `${name} left and came back.`,
  cameBackMany: (names) => `${names} left and came back.`,
  list: (words) => `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`,
  newcomer: (count, names) =>
    `${
      count === 1 ? "Only you are in the chat so far." : `In the chat (${count}): ${names}.`
    } /help shows the commands.`,
  others: (count) => count === 1 ? "one other person" : `${count} others`,
  renamed: (from, to) => `${from} is now called ${to}.`,
  said: (from, text) => `${from}: ${text}`,
  action: (from, text) => `* ${from} ${text}`,
  whispered: (from, text) => `${from} (private): ${text}`,
  undelivered: (to, text) => `${to} left without confirming your private message: ${text}`,
  nameWanted: (name) => `Another person tried to use your name, "${name}".`,
  notice: (text) => `Server notice: ${text}`,
  people: (people) =>
    people.length === 0 ? "There is no one in the chat." : `In the chat (${people.length}): ` +
      people.map(({ name, away }) => away ? `${name} (connection lost)` : name).join(", "),
  peopleTitle: (count) => `In the chat (${count}):`,
  present: (minutes) =>
    minutes === 0
      ? "just joined"
      : minutes < 60
      ? `for ${minutes} min`
      : `for ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  away: "(connection lost)",
  missed: (count) =>
    count === 1
      ? "One message sent while you were offline is lost: the server no longer has it."
      : `${count} messages sent while you were offline are lost: the server no longer has them.`,
  missedSlow: (count) =>
    count === 1
      ? "One message is lost: your connection is too slow."
      : `${count} messages are lost: your connection is too slow.`,

  banner: "***** STARTING CHAT *****",
  passwordChanged: "The host changed the password of the chat. To come back, type the new one.",
  askPassword: "Password of the chat (not shown as you type): ",
  askName: "Enter your name to join the chat:",
  windowTitle: (name, count) => `${name} · ${count} in the chat`,
  youLeft: "You left the chat.",
  closedByServer: "Connection closed by the server.",
  delivered: (text) => `✓ ${text}`,
  deliveredTo: (to, text) => `✓ (private to ${to}) ${text}`,
  waitsFor: (to, text) => `⧖ (private to ${to}, not connected) ${text}`,
  delayed: (to: string, text: string): string =>
    `⧖ ${to} lost the connection before receiving: ${text}`,
  receivedBy: (to, text) => `✓ ${to} received: ${text}`,
  waiting: (names) => `⧖ waiting for ${names}`,
  notSaid: (text) => `✗ ${text}`,
  notWhispered: (to, text) => `✗ (private to ${to}) ${text}`,
  serverClosed: "The server was closed.",
  waitingForServer: "If it opens again, you will be back automatically. To leave: /quit or Ctrl+C.",
  serverIsClosed: "The server is closed. Waiting for it to open again.",
  serverBack: "The server is open again.",
  retrying: "Trying to reconnect...",
  sameName: (name) => `Your name is already ${name}.`,
  onlyHost: (command) => `Only the host can use ${command}.`,
  lineFull: "It did not fit: a line holds at most 64 KiB. What was already in it is still there.",
  programAt: (link) => `The server's program is also at ${link}, to open in a browser.`,
  otherNameWhileAway: "To come back under another name, type /nick and the new name.",
  unsure: (count) =>
    count === 1
      ? "Error: One message may not have been delivered."
      : `Error: ${count} messages may not have been delivered.`,
  private: (to) => `private → ${to}`,
  saying: (text) => `… ${text}`,
  whispering: (to, text) => `… (private to ${to}) ${text}`,
  morePending: (count) => `… and ${count} more on the way`,
  tooManyPending: "Too many messages are still on the way. Wait a moment.",
  isLeaving: "You are already leaving: the line was not sent. To leave now, type /quit.",
  noLink: (seconds) => `No connection. Next try in ${seconds} s.`,
  interruptAgain: "Ctrl+C again to leave",
  newMessages: "── new messages ──",
  linesLeftOut: (count) =>
    count === 1
      ? "(One line was not shown: the screen stopped accepting text.)"
      : `(${count} lines were not shown: the screen stopped accepting text.)`,
  ignoring: (name) =>
    `You will no longer see anything from ${name}. To see their messages again: /ignore ${name}`,
  ignoringNoMore: (name) => `You will see ${name}'s messages again.`,
  ignored: (names) => `You are ignoring: ${names}.`,
  ignoresNobody: "You are not ignoring anyone.",
  ignoredPrivate: (name) =>
    `${name} sent you a private message. You will not see it, nor any later ones.`,
  ignoresSelf: "Error: You cannot ignore yourself.",
  cannotOpenLog: (file) =>
    `Error: Could not open the file "${file}" to write the conversation to it. ` +
    "Use a file in a folder that exists and that you may write in.",
  logFailed: "Error: The conversation is not being written to the --log file. Check the disk.",
  whisperedTo: (from, to, text) => `${from} (private to ${to}): ${text}`,
  offline: "No connection: wait until it is back.",
  tryingNow: "No connection. Trying now…",
  didYouMean: (word) => `Did you mean ${word}?`,
  linkBack: "Reconnected.",
  unknownSession:
    "The server was restarted: what was said while you were offline cannot be recovered.",
  messageDeferred: "The server cannot save the history right now. Your message will be sent later.",
  pastTitle: (count) =>
    count === 0
      ? "There are no older messages."
      : count === 1
      ? "── one older message ──"
      : `── ${count} older messages ──`,
  pastEnd: "── end of the older messages ──",
  cannotConnect: (reason) => `Error connecting to the server: ${reason}`,
  hostTitle: "The host's commands:",
  kicksSelf: "You cannot remove yourself. To close the chat, type /close.",
  sanctionsSelf: "You cannot ban or mute yourself.",
  closedForAll: "The chat was closed.",
  closesForAll: (count) =>
    count === 1
      ? "If you leave, the chat closes for the other person too."
      : `If you leave, the chat closes for the ${count} others too.`,
  closeByKey: "To close it, press the same key again.",
  closeByLine: "To close it, type /quit again.",
  oldServer: {
    withoutCommand: (command) =>
      `The old program's server has no ${command}, so nothing was sent. See /help.`,
    reserved:
      "The old program's server takes @ at the start as a private message and /sair as leaving, " +
      "so nothing was sent. To send it to everybody, start with something else.",
  },
};
