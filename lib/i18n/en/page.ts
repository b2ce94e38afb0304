/** Sentences of the page in a browser; in English. */

import type { PageTexts } from "../pt_br/page.ts";

/** The sentences of the page, by their keys. */
export const page: PageTexts = {
  title: "Chat",
  nameLabel: "Your name",
  join: "Join",
  messageLabel: "Message",
  send: "Send",
  leave: "Leave",
  help: "Help",
  people: (count) => `People (${count})`,
  you: "you",
  away: "connection lost",
  writeTo: (name) => `Write only to ${name}`,
  transcript: "Conversation",
  older: "Show older messages",
  noOlder: "This is the beginning of the conversation.",
  newest: (count) =>
    count === 0 ? "Go to the end" : count === 1 ? "One new message" : `${count} new messages`,
  suggestions: "Suggestions",
  suggested: (count) =>
    count === 1 ? "One suggestion. Tab completes it." : `${count} suggestions. Tab completes.`,
  edit: "Edit",
  sound: "Sound",
  again: "Try again",
  otherTab: "The conversation goes on in another tab.",
  otherVersion: "The server has another version of the chat.",
  loadAgain: "Load this page again.",
  askedAgain: "This chat asks for the password again. Load this page again.",
  waitingForServer: "If it opens again, you are back by yourself; if not, load this page again.",
  ended: "You are no longer in the chat.",
  keys: "Enter sends, Shift+Enter adds a line, Tab completes.",
  onlyWhileOpen: "Alerts (sound and title) only work while this page is open.",
  menu: "Menu",
  programsTitle: "To use the chat without a browser, copy the program:",
  filesTitle: "Files to copy:",
  offer: (name, size, version) =>
    `${name} (${size}${version === "" ? "" : `, version ${version}`})`,
  checksum: (sha256) => `SHA-256: ${sha256}`,
};
