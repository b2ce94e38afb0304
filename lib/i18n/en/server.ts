/** Sentences of the server's console; in English. */

import type { ServerTexts } from "../pt_br/server.ts";
import { because, until } from "./until.ts";

/** The sentences about the server and its host, by their keys. */
export const server: ServerTexts = {
  listening: (host, port) => `The server ${host}:${port} is waiting for connections...`,
  typeElsewhere: "On the other computers, type:",
  openPage: (link, adapter) => `On a phone or in another browser, open ${link} (${adapter})`,
  codeByInvite: "To see the QR code, type /invite.",
  codeNeedsRoom: (columns, rows) =>
    `The QR code only fits a window of ${columns} columns and ${rows} rows, or a larger one.`,
  unknownAdapter: (wanted, known) =>
    `Error: "${wanted}" is not an adapter of this computer. Use one of these: ${known}.`,
  noNetwork: "This computer is not on any network: nobody else can join. Turn on the VPN.",
  connected: (name, host, port) => `Connected to ${name} : ('${host}', ${port})`,
  typed: (name, line) => `${name} >> ${line}`,
  hidden: "(text hidden)",
  connectionLost: (name, host, port) => `Lost connection to ${name} : ('${host}', ${port})`,
  connectionEnded: (host, port, reason) => `Closed connection to ('${host}', ${port}): ${reason}`,
  nameTakenBack: (name, host) =>
    `${name} is back from the same address, ${host}, under the same name: ` +
    "the other connection was lost.",
  nameWantedBySilent: (name, host, minutes) =>
    `Another person tried to use the name "${name}". The person who has it, at ${host}, has sent ` +
    `nothing for ${minutes} min. If that connection is dead, type /kick ${name} to free the name.`,
  bursts: {
    joined: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "person" : "people"} joined in ${seconds} s`,
    lost: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "connection" : "connections"} lost in ${seconds} s`,
    ended: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "connection" : "connections"} closed in ${seconds} s`,
    unsaid: (count, seconds) =>
      `… and ${count} more ${
        count === 1 ? "command or invalid line" : "commands or invalid lines"
      } in ${seconds} s`,
    nameRefused: (count, seconds) =>
      `More than ${count} ${count === 1 ? "name" : "names"} refused in ${seconds} s`,
  },
  burstDetails: (what, reasons, names) =>
    reasons === "" ? `${what}: ${names}` : `${what}: ${reasons}; from ${names}`,
  moreNames: "others",
  burstReasons: {
    "address-full": "too many people at the address",
    "bad-frame": "invalid WebSocket frame",
    "banned": "banned",
    "binary": "not UTF-8 text",
    "full": "chat full",
    "hello-first": "no hello",
    "hello-timeout": "no name",
    "kicked": "removed",
    "left": "left",
    "line-too-long": "line too long",
    "locked": "chat locked",
    "malformed": "not JSON",
    "name-banned": "banned name",
    "name-characters": "invalid character",
    "name-empty": "empty name",
    "name-kept": "name kept",
    "name-spaces": "space in the name",
    "name-lookalike": "name like another",
    "name-reserved": "reserved name",
    "name-taken": "name taken",
    "name-too-long": "name too long",
    "not-encrypted": "password in plain text",
    "not-recorded": "history not saved",
    "password": "no password",
    "replaced": "another connection of the same person",
    "server-closing": "server closed",
    "silent": "silence",
    "tls": "was TLS",
    "too-many-guesses": "too many wrong passwords",
    "too-slow": "stopped reading",
    "wrong-password": "wrong password",
    "version": "different version",
  },
  namelessDiscarded: (count) =>
    count === 1
      ? "A connection without a name was closed to make room for another."
      : `${count} connections without a name were closed to make room for others.`,
  acceptPaused: (reason) =>
    `New connections have to wait: the system accepts no more of them right now (${reason}).`,
  password: {
    right: "The password is right. Now type your name:",
    ask: "Password of the chat (not shown as you type; only Enter: the program makes one up): ",
    askAgain: "The same password again: ",
    madeUp: (password) =>
      `The password of the chat: ${password}\nIt is shown only now. Pass it on to those who may join.`,
    kept: "The chat still has the password it had. /password makes another.",
    needsTerminal: "Error: --password asks for the password, and there is no terminal. " +
      "Use --password-file or CHAT_PASSWORD.",
    damaged: "Error: The password kept in the history is damaged. Give one with --password.",
    differ: "The two differ. Type the password once more (only Enter: the program makes one up): ",
    has: "The chat has the password that you gave. /password makes another.",
    invite: "The chat has a password: pass it on too.",
    set: "The host gave the chat a password. Those who are in stay.",
    setForAll: "The host gave the chat a password, and everybody needs it to come back.",
    inPlain: (count) =>
      `${
        count === 1 ? "One person stays" : `${count} people stay`
      } without an encrypted connection: ` +
      "who listens on the network still reads the conversation. /password empty asks everybody.",
    changed: "The host changed the password of the chat. Those who are in stay.",
    changedForAll: "The host changed the password of the chat, and everybody needs the new one.",
    removed: "The chat has no password any more.",
    newForAll: "everybody needs the new password",
    none: "The chat has no password.",
    otherThanRoom: "Error: The room has another password. Use the same for all servers.",
    needsTls: "Without an encrypted connection there is no password.",
    guessing: (address, count) =>
      `${address} guessed the password wrong ${count} times: the next guesses from there wait longer and longer.`,
    guessingAll: (count) =>
      `The password was guessed wrong ${count} times: the next guesses, from any address, wait.`,
  },
  lock: {
    locked: "The host locked the chat: nobody else comes in for now.",
    unlocked: "The host unlocked the chat: everybody may come in.",
    isLocked: "The chat is locked already. /unlock lets people in again.",
    isUnlocked: "The chat is not locked.",
    stillLocked: "The chat is still locked, as before. /unlock lets people in again.",
  },
  sanctions: {
    removed: (word, reason) =>
      reason === "" ? `banned ${until(word)}` : `${reason} (banned ${until(word)})`,
    bannedAbsent: (name, word) =>
      `"${name}" is not in the chat. The name and names like it are banned ${until(word)}; ` +
      "the person can come in under another name.",
    muted: (name, word, reason) => `The host muted ${name} ${until(word)}${because(reason)}`,
    unmuted: (name) => `${name} may write again.`,
    pardoned: (name) => `${name} may come in and write again.`,
    notSanctioned: (name) =>
      `Error: There is nothing to pardon for "${name}". /bans shows the list.`,
    none: "Nobody is banned or muted.",
    title: "Banned and muted:",
    ban: (name, word, reason, hasAddress) =>
      `${name}: stays out ${until(word)}${hasAddress ? ", and so does the address" : ""}${
        because(reason)
      }`,
    mute: (name, word, reason) => `${name}: only reads ${until(word)}${because(reason)}`,
    tooMany: (max) =>
      `Error: There are ${max} bans and mutes already. Lift some with /pardon NAME.`,
    triesAgain: "a banned person tried to come in.",
  },
  unknownOrder: (command) => `Error: There is no command ${command}. See /help.`,
  notUtf8Command: (line) =>
    `Error: Line ${line} of the input is not UTF-8 and was not carried out. ` +
    "Type chcp 65001 before the command, or save the file as UTF-8.",
  notHere: (name) => `Error: "${name}" is not in the chat.`,
  serverClosing: "Closing the server.",
  notInChat: "Only commands work here (see /help). To take part: chat serve --name YOUR_NAME",
  onlyThisComputer: "This chat is for this computer only: nobody can join from another one.",
  cannotOffer: (file) =>
    `Error: Could not open the file "${file}" of --offer. ` +
    "Use a file that exists and that you may read.",
  historyPaused: (reason) =>
    `${reason}\nNew messages have to wait until the history is being saved again.`,
  historyResumed: "The history is being saved again.",
  clockJumped: (days, isAhead) =>
    `Warning: This computer's clock is ${days} ${days === 1 ? "day" : "days"} ` +
    `${isAhead ? "ahead of" : "behind"} the history, so nothing is being deleted. ` +
    "If the clock is wrong, set it. If it is right, type /prune; " +
    "otherwise, old messages will not be deleted again until a day from now.",
  clockReturned: "The clock matches the history again: old messages are being deleted again.",
  pruning: {
    "keeps-all": "Nothing is deleted: the server was opened without --keep.",
    "nothing-waits": "No need: old messages are deleted automatically, as --keep says.",
    "started": "Messages older than --keep allows are being deleted.",
  },
  copyHint: (command) => `To copy the history while the server is open:\n  ${command}`,
  copySuffix: "-copy",
  copyIncomplete: (file) =>
    `Warning: The history "${file}" is a copy made without the file "${file}-wal" beside it. ` +
    "The latest messages may be missing. " +
    "If you can, close the server that uses the original and copy it again.",
  // What a browser is told in place of the page.
  site: {
    lang: "en",
    off: "This is a chat, without a page. To join, type chat join and the address of the server.",
    notFound: (path) => `There is nothing at "${path}". The page of the chat is at /.`,
    foreignHost: (host) =>
      `This chat does not answer to the name "${host}". Open the address in digits that the server shows; whoever opened the chat can allow the name with --host-name.`,
    foreignOrigin: (origin) => `The page ${origin} may not join this chat.`,
    onlyWebSocket: "/chat is only for WebSockets, version 13.",
    password: {
      title: "Password of the chat",
      heading: "This chat has a password",
      label: "Password",
      enter: "Enter",
      first: "This chat has a password: say it first, on the page at /.",
      noForm: "The password is only taken from a form.",
      only: "As this chat has a password, its page is at an encrypted address:",
      warning:
        "The browser will warn you that nobody vouches for the certificate of that address: " +
        "the computer of the chat made it itself.",
      protection: "If you accept it, nobody on the network reads the password or the conversation.",
      gap: "What this does not prevent is somebody in the middle posing as the chat: " +
        "only the program notices that, with chat join.",
    },
    badRange: (size) => `There is no such part: the file has ${size} bytes.`,
    failures: {
      400: "The request is not valid HTTP/1.1.",
      405: "Only GET and HEAD are accepted.",
      411: "The request does not say how many bytes it sends, in Content-Length.",
      413: "The request sends more than 1 KiB.",
      431: "The head of the request exceeds 8 KiB.",
      505: "Only HTTP/1.1 and HTTP/1.0 are accepted.",
    },
    tooLate: {
      408: "The whole request did not come within 10 seconds.",
      503: "The server is closing.",
    },
  },
};
