/** All sentences for people, in English. */

import type { Texts } from "./pt_br.ts";

const nameRefusals = {
  "name-empty": () => "Error: The name cannot be empty.",
  "name-spaces": () => "Error: The name cannot contain spaces. Use '_' or write it as one word.",
  "name-characters": (name: string) =>
    `Error: The name "${name}" is not valid. Use only letters, digits, '_', '-' or '.'.`,
  "name-too-long": (name: string) =>
    `Error: The name "${name}" is too long. The limit is 32 characters.`,
  "name-taken": (name: string) => `Error: The name "${name}" is already taken. Choose another.`,
  "name-kept": (kept: string) => {
    const [name, seconds = "?"] = kept.split(" ");
    return `Error: The name "${name}" is kept for ${seconds} s more for a person who lost the ` +
      "connection. Wait, or choose another.";
  },
  "name-lookalike": (other: string) =>
    `Error: The name looks too much like "${other}", who is in the chat. Choose another.`,
  "name-reserved": (reserved: string) =>
    `Error: The name "${reserved}" is reserved, and so are names like it. Choose another.`,
};

/** The sentences in English. */
export const en: Texts = {
  refusals: {
    ...nameRefusals,
    "address-full": (limit) =>
      `Error: This address has reached its limit of people in the chat (${limit}). ` +
      "The host can raise the limit with --max-per-address.",
    "binary": () => "Error: The text received is not UTF-8.",
    "full": () => "Error: The chat is full. Try again later.",
    "hello-first": () => 'Error: The first message must be {"type":"hello",...}.',
    "http": () =>
      "This is a chat, not a website. To join, type chat join and the server's address.",
    "kicked": (why) => `The host removed you from the chat${why === "" ? "." : `: ${why}`}`,
    "left": () => "You left the chat.\nConnection closed by the server.",
    "line-too-long": () => "Error: Line too long: the limit is 16 KiB per line.",
    "malformed": (line) => `Error: Each line must be a JSON object. Received: ${line}`,
    "hello-timeout": () => "Error: No name was given in time.",
    "not-recorded": () => "Error: The server cannot save the history right now. Try again.",
    "replaced": () => "This session continues on another connection.",
    "server-closing": () => "Connection closed by the server.",
    "silent": () => "Connection closed: nothing was received for 30 seconds.",
    "tls": () => "TLS connection refused: this chat does not use TLS.",
    "too-slow": () =>
      "Connection closed: the other side stopped reading, with too many messages waiting.",
    "version": (versions) => {
      const [client, server = "?"] = versions.split(" ≠ ");
      const isClientOld = Number(client) < Number(server);
      return `Error: Different versions: this program uses ${client}, the server uses ${server}. ` +
        (isClientOld
          ? "Copy the server's program to this computer."
          : "Copy this program to the server's computer.");
    },
  },
  rejections: {
    ...nameRefusals,
    "ambiguous-name": (names) =>
      `Error: To whom: ${names.replace(/, (?=[^,]*$)/, " or ")}? Type the name with its accents.`,
    "bad-count": (count) => `Error: "${count}" is not valid: ask for 1 to 100 messages.`,
    "empty": () => "Error: The message is empty.",
    "missing-argument": (usage) => `Error: Incomplete command. Use ${usage}.`,
    "missing-field": (field) => `Error: The field ${field} is missing or has the wrong type.`,
    "no-such-person": () => "User not found.",
    "not-recorded": () =>
      "Error: The server cannot save the history right now, so the message was not sent.",
    "not-utf8": () => "Error: The message is not UTF-8 and was not sent.",
    "nobody-to-answer": () => "Error: You have no private message to reply to. Use @name message.",
    "private-format": () => "Error: Invalid format. Use @name message.",
    "repeated": () => "Repeated message: it had already arrived.",
    "too-long": (bytes) =>
      `Error: The message is ${bytes} bytes long; the limit is 4096. It was not sent.`,
    "too-many-waiting": (name) =>
      `Error: Too many private messages are waiting for ${name}. Yours was not sent.`,
    "unexpected-argument": (command) => `Error: ${command} takes no argument.`,
    "unknown-command": (command) =>
      `Error: There is no command ${command}. See /help, or start with // to send the text anyway.`,
    "unknown-type": (type) => `Error: There is no type ${type}.`,
  },

  joined: (name) => `${name} joined the chat.`,
  left: (name) => `${name} left the chat.`,
  removed: (name, why) => `The host removed ${name} from the chat${why === "" ? "." : `: ${why}`}`,
  joinedMany: (names) => `${names} joined the chat.`,
  leftMany: (names) => `${names} left the chat.`,
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
      ? "One message from while you were offline is lost: the server no longer has it."
      : `${count} messages from while you were offline are lost: the server no longer has them.`,
  missedSlow: (count) =>
    count === 1
      ? "One message is lost: your connection is too slow."
      : `${count} messages are lost: your connection is too slow.`,

  banner: "***** STARTING CHAT *****",
  askName: "Enter your name to join the chat:",
  windowTitle: (name, count) => `${name} · ${count} in the chat`,
  youLeft: "You left the chat.",
  closedByServer: "Connection closed by the server.",
  delivered: (text) => `✓ ${text}`,
  deliveredTo: (to, text) => `✓ (private to ${to}) ${text}`,
  waitsFor: (to, text) => `⧖ (private to ${to}, not connected) ${text}`,
  receivedBy: (to, text) => `✓ ${to} received: ${text}`,
  waiting: (names) => `⧖ waiting for ${names}`,
  notSaid: (text) => `✗ ${text}`,
  notWhispered: (to, text) => `✗ (private to ${to}) ${text}`,
  serverClosed: "The server was closed.",
  waitingForServer: "If it opens again, you will be back automatically. To leave: /quit or Ctrl+C.",
  serverIsClosed: "The server is closed. Waiting for it to open again.",
  serverBack: "The server is open again.",
  retrying: "Trying to reconnect...",
  unsure: (count) =>
    count === 1
      ? "Error: One message may not have been delivered."
      : `Error: ${count} messages may not have been delivered.`,
  private: (to) => `private → ${to}`,
  saying: (text) => `… ${text}`,
  whispering: (to, text) => `… (private to ${to}) ${text}`,
  morePending: (count) => `… and ${count} more on the way`,
  tooManyPending: "Too many messages are still on the way. Wait a moment.",
  isLeaving: "You are leaving already: the line was not sent. To leave now, type /quit.",
  noLink: (seconds) => `No connection. Next try in ${seconds} s.`,
  interruptAgain: "Ctrl+C again to leave",
  newMessages: "── new messages ──",
  ignoring: (name) =>
    `You will no longer see anything from ${name}. To see it again: /ignore ${name}`,
  ignoringNoMore: (name) => `You see the messages of ${name} again.`,
  ignored: (names) => `You ignore: ${names}.`,
  ignoresNobody: "You are not ignoring anyone.",
  ignoredPrivate: (name) =>
    `${name} sent a private message, which you will not see, nor the next ones.`,
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
  notOurs: (host, port) =>
    `${host}:${port} is not a server of this chat. ` +
    "If it is a server of the old program, use --plain; otherwise, check the address and the port.",
  connectFailures: {
    "refused": (host, port) =>
      `${host} answered, but nobody is listening on port ${port}. ` +
      "Check that the chat is open (chat serve) on that computer and that the port is right.",
    "timed-out": (host, port) =>
      `${host}:${port} did not answer within 10 seconds. On the server's computer, allow port ` +
      `${port} in the firewall; on this one, check that the VPN is on and the address is right.`,
    "unreachable": (host, port) =>
      `there is no route to ${host}:${port}. ` +
      "Check that this computer's VPN is on and that both computers are on the same network.",
    "unknown-host": (host) =>
      `the name "${host}" was not found. ` +
      "Check what you typed, or use the numeric address that the server shows.",
    "forbidden": (host, port) =>
      `this computer does not allow connecting to ${host}:${port}. ` +
      "Check this computer's firewall or antivirus.",
    "other": (host, port, detail) => `${host}:${port}: ${detail}`,
  },

  oldServer: {
    withoutCommand: (command) =>
      `The server of the old program has no ${command}, and nothing was sent. See /help.`,
    reserved:
      "The server of the old program takes @ at the start as a private message and /sair as " +
      "leaving, and nothing was sent. To send it to everybody, start with other text.",
  },

  doctor: {
    adapters: "This computer's addresses:",
    noAdapters: "This computer is not on any network. Turn on the VPN.",
    window: (columns, rows, isColored) =>
      `Terminal: ${columns} x ${rows}, ${isColored ? "with colours" : "without colours"}.`,
    noWindow: "Terminal: none (the output goes to a file or another program).",
    sample: "Accents and emoji: if you see “ação, coração 👋”, everything is fine.",
    resolved: (host, address) => `The address of ${host} is ${address}.`,
    failed: (reason) => `Could not connect: ${reason}`,
    foreign: (host, port) =>
      `${host}:${port} answers, but is not a server of this chat. Check the address and the port; ` +
      "if it is a server of the old program, join with --plain.",
    chat: (host, port, version) =>
      `${host}:${port} is a server of this chat${
        version === undefined ? "" : `, version ${version}`
      }.`,
    roundTrip: (ms) => `Round trip: ${ms} ms.`,
    clocksAgree: "The clocks agree.",
    clockOff: (seconds) =>
      `The server's clock is ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "ahead" : "behind"}: set the time on both computers.`,
    firewall: "If others cannot join, allow the port in this computer's firewall. " +
      "Open the Command Prompt as administrator and type these two lines, in this order:",
    blockRule: "The first one deletes the block that Windows makes when its question is answered " +
      "with Cancel. If it says that no rules match, there was no block. " +
      "A block beats a permission: the second line alone is not enough.",
    askThere: (port) =>
      `On the server's computer, chat doctor --port ${port} shows how to allow it in the firewall.`,
    fine: "All good: you can chat.",
    notFine: "You cannot chat yet.",
  },

  menu: {
    choice: "Type the server's address, or just Enter to open a chat on this computer.",
    offer: (address, name) =>
      `Press just Enter to join ${address}${name === "" ? "" : ` as ${name}`}.\n` +
      "To open a chat on this computer, type open.",
    ask: "Server address: ",
    remember: "Remember the address and your name on this computer? (y/N) ",
    alreadyOpen: "A chat is already open on this computer: join it? (Y/n) ",
    yesOrNo: "Answer y (yes) or n (no).",
    filesFirst: "This uses a file: close the program, open it again and type this first.",
    close: "Press Enter to close.",
  },

  memory: {
    remembered: (path) => `The address and the name are kept in ${path}. To delete: chat forget`,
    forgotten: (path) => `Deleted: ${path}. Nothing is remembered any more.`,
    nothing: "No address and no name are kept on this computer.",
    damaged: (path) => `The file ${path} is damaged and was not used. To delete it: chat forget`,
    unreadable: (path, detail) => `Could not read the file ${path}: ${detail}`,
    unwritable: (path, detail) =>
      `The address and the name were not kept: could not write ${path}: ${detail}`,
    undeletable: (path, detail) => `Could not delete ${path}: ${detail}`,
    noPlace: "The address and the name were not kept: this system does not say where.",
  },

  listening: (host, port) => `The server ${host}:${port} is waiting for connections...`,
  typeElsewhere: "On the other computers, type:",
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
    "binary": "not UTF-8 text",
    "full": "chat full",
    "hello-first": "no hello",
    "hello-timeout": "no name",
    "http": "was HTTP",
    "kicked": "removed",
    "left": "left",
    "line-too-long": "line too long",
    "malformed": "not JSON",
    "name-characters": "invalid character",
    "name-empty": "empty name",
    "name-kept": "name kept",
    "name-spaces": "space in the name",
    "name-lookalike": "name like another",
    "name-reserved": "reserved name",
    "name-taken": "name taken",
    "name-too-long": "name too long",
    "not-recorded": "history not saved",
    "replaced": "another connection of the same person",
    "server-closing": "server closed",
    "silent": "silence",
    "tls": "was TLS",
    "too-slow": "stopped reading",
    "version": "different version",
  },
  linesLeftOut: (count) =>
    count === 1
      ? "(One line was not shown: the screen stopped taking text.)"
      : `(${count} lines were not shown: the screen stopped taking text.)`,
  namelessDiscarded: (count) =>
    count === 1
      ? "A connection without a name was closed to make room for another."
      : `${count} connections without a name were closed to make room for others.`,
  acceptPaused: (reason) =>
    `New connections have to wait: the system accepts no more of them right now (${reason}).`,
  unknownOrder: (command) => `There is no command ${command}. See /help.`,
  serverClosing: "Closing the server.",
  notInChat: "Only commands work here (see /help). To take part: chat serve --name YOUR_NAME",
  hostTitle: "The host's commands:",
  kicksSelf: "You cannot remove yourself. To leave, type /quit; to close the chat, /close.",
  closedForAll: "The chat was closed.",
  closesForAll: (count) =>
    count === 1
      ? "If you leave, the chat closes for the other person too. Repeat to close it."
      : `If you leave, the chat closes for the ${count} others too. Repeat to close it.`,
  historyPaused: (reason) =>
    `${reason}\nNew messages have to wait until the history is being saved again.`,
  historyResumed: "The history is being saved again.",
  historyFailures: {
    "cannot-open": (file) =>
      `Error: Could not open the history "${file}". ` +
      "Check that the folder exists and that you can write to it.",
    "damaged": (file) => `Error: The history "${file}" is damaged. Use another file, or a backup.`,
    "full": (file) => `Error: There is no space on the disk for the history "${file}".`,
    "locked": (file) =>
      `Error: The history "${file}" is in use by another program. Close the other server.`,
    "newer": (file, version) =>
      `Error: The history "${file}" is from a newer version of this program (${version}). ` +
      "Use the newer version, or another file.",
    "not-ours": (file) =>
      `Error: The file "${file}" is not a history of this program. Use another file.`,
    "read-only": (file) =>
      `Error: The history "${file}" cannot be saved: the file or its folder is read-only.`,
    "other": (file, detail) => `Error: Could not use the history "${file}": ${detail}`,
  },
  clockJumped: (days, isAhead) =>
    `Warning: This computer's clock is ${days} ${days === 1 ? "day" : "days"} ` +
    `${isAhead ? "ahead of" : "behind"} the history, so nothing is being deleted. ` +
    "If the clock is wrong, set it. If it is right, type /prune; " +
    "otherwise, deleting old messages resumes only in a day.",
  clockReturned: "The clock matches the history again: deleting old messages resumes.",
  pruning: {
    "keeps-all": "Nothing is deleted: the server was opened without --keep.",
    "nothing-waits": "No need: old messages are deleted automatically, as --keep says.",
    "started": "Messages older than --keep allows are being deleted.",
  },
  copyHint: (command) => `To copy the history while the server is open: ${command}`,
  copySuffix: "-copy",
  copyIncomplete: (file) =>
    `Warning: The history "${file}" is a copy made without the file "${file}-wal" beside it. ` +
    "The latest messages may be missing. " +
    "If you can, close the server that uses the original and copy it again.",
  listenFailures: {
    "in-use": (host, port) =>
      `Error: Port ${port} of ${host} is already in use. ` +
      "Close the other server, or choose another --port.",
    "not-allowed": (host, port) =>
      `Error: No permission to open port ${port} of ${host}. ` +
      "Choose another --port, from 1024 to 65535.",
    "not-here": (host) =>
      `Error: The address ${host} does not belong to this computer. ` +
      "Use --host with one of its addresses, or 0.0.0.0 for all.",
    "unknown-host": (host) =>
      `Error: The name "${host}" was not found. Use --host with one of this computer's addresses.`,
    "other": (host, port, detail) => `Error: Could not open ${host}:${port}: ${detail}`,
  },

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
      usage: "/kick NAME",
      help: "removes a person from the chat; the reason follows the name",
    },
    prune: { usage: "/prune", help: "deletes old messages when the clock jumped but is right" },
    invite: { usage: "/invite", help: "shows what the others type to join" },
    close: { usage: "/close", help: "closes the chat for everybody" },
    shutDown: { usage: "/quit", help: "closes the server" },
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

  usage: {
    serve: "chat serve [options]",
    join: "chat join HOST[:PORT] [options]",
    doctor: "chat doctor [HOST[:PORT]] [options]",
    forget: "chat forget [options]",
  },
  usageTitle: "Usage:",
  optionsTitle: "Options:",
  aboutChat: "chat: a chat for a group on a LAN or VPN",
  aboutServe: "opens the chat on this computer",
  aboutJoin: "joins the chat on another computer",
  aboutDoctor: "shows why the chat does not work",
  aboutForget: "deletes the address and the name kept on this computer",
  moreHelp: "More help: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "which address of this computer to listen on",
    port: "the TCP port",
    grace: "seconds to come back after losing the connection",
    history: "file to save the conversation in; otherwise, not saved",
    keep: "how many days to keep messages; otherwise, forever",
    "host-name": "your name: you take part too, in this window",
    "show-private": "with --name: shows the text of private messages to the host",
    "hide-private": "hides private texts, and what was mistyped, on the screen",
    "max-people": "maximum number of people",
    "max-per-address": "maximum number of people per address; 0: no limit",
    rate: "messages per second per person; 0: no limit",
    recent: "how many recent messages to show to a newcomer",
    lang: "the language: pt-BR or en",
    name: "your name; otherwise, the chat asks",
    log: "file to append the conversation to, as text",
    plain: "joins a server of the old program",
    "no-reconnect": "does not reconnect if the connection is lost",
    remember: "keeps the address and your name on this computer",
    quiet: "no sounds",
    "no-color": "no colours",
    simple: "only adds lines, for screen readers",
    help: "shows this help",
    version: "shows the version",
  },
  namePlaceholder: "NAME",
  filePlaceholder: "FILE",
  byDefault: (value) => `[${value}]`,
  badCommand: (given) => `There is no command "${given}"; use serve, join, doctor or forget.`,
  badOption: (option) => `There is no option ${option}.`,
  badValue: (option, value, allowed) => `${option}: "${value}" is not valid; use ${allowed}.`,
  needsOption: (option, other) => `${option} works only with ${other}.`,
  contradiction: (option, other) => `${option} and ${other} contradict each other.`,
  missingValue: (option, allowed) => `${option} needs a value: ${allowed}.`,
  labels: { host: "Address", port: "Port" },
  missingHost: "The server's address is missing.",
  tooMany: (value) => `Extra argument: "${value}".`,
  allowed: {
    integer: (from, to) => `a whole number from ${from} to ${to}`,
    address: "a name or an address, such as 26.253.198.232 or ::1",
    name: "1 to 32 letters, digits, '_', '-' or '.'",
    lang: "pt-BR or en",
    file: "the path of a file, such as chat.db",
    once: "the option only once",
    nothing: "the option without a value",
  },
  notUtf8Input: (line) =>
    `Error: Line ${line} of the input is not UTF-8, and no text from there on was sent. ` +
    "Type chcp 65001 before the command, or save the file as UTF-8.",
  unexpected: (detail) => `Unexpected error: ${detail}`,
};
