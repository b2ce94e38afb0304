/** All sentences for people, in English. */

import type { Texts } from "./pt_br.ts";

const nameRefusals = {
  "name-empty": () => "Error: The name cannot be empty.",
  "name-spaces": () => "Error: The name cannot contain spaces. Use '_' or write it as one word.",
  "name-characters": (name: string) =>
    `Error: The name "${name}" will not do. Use letters, digits, '_', '-' or '.'.`,
  "name-too-long": (name: string) =>
    `Error: The name "${name}" is too long. The limit is 32 letters.`,
  "name-taken": (name: string) => `Error: The name "${name}" is taken. Choose another.`,
};

/** The sentences in English. */
export const en: Texts = {
  refusals: {
    ...nameRefusals,
    "address-full": (limit) =>
      `Error: ${limit} people from this address are in the chat, and no more fit. ` +
      "The host can raise the limit with --max-per-address.",
    "binary": () => "Error: What arrived is not text in UTF-8.",
    "full": () => "Error: The chat is full. Try again later.",
    "hello-first": () => 'Error: The first message has to be {"type":"hello",...}.',
    "http": () =>
      "This port is a chat, not a web page. To enter: chat join and the server's address.",
    "kicked": () => "You were removed from the chat.",
    "left": () => "You left the chat.\nConnection closed by the server.",
    "line-too-long": () => "Error: Line too long: the limit is 16 KiB before the end of the line.",
    "malformed": (line) => `Error: Each line has to be a JSON object; this came: ${line}`,
    "hello-timeout": () => "Error: No name was given in time.",
    "not-recorded": () => "Error: The server cannot write its history at the moment. Try again.",
    "replaced": () => "This session went on in another connection.",
    "server-closing": () => "Connection closed by the server.",
    "silent": () => "Connection closed: nothing came for 30 seconds.",
    "tls": () => "TLS connection refused: this chat speaks plain text.",
    "too-slow": () => "Connection closed: reading stopped, and too many messages are waiting.",
    "version": (versions) => {
      const [client, server = "?"] = versions.split(" ≠ ");
      const isClientOld = Number(client) < Number(server);
      return `Error: Different versions: this client speaks ${client}, the server ${server}. ` +
        (isClientOld
          ? "Copy the server's program to this computer."
          : "Copy this program to the server's computer.");
    },
  },
  rejections: {
    ...nameRefusals,
    "bad-count": (count) => `Error: "${count}" will not do: ask for 1 to 100 messages.`,
    "empty": () => "Error: The message is empty.",
    "missing-argument": (usage) => `Error: Something is missing. Use ${usage}.`,
    "missing-field": (field) => `Error: The field ${field} is missing or of another type.`,
    "no-such-person": () => "User not found.",
    "not-recorded": () =>
      "Error: The server cannot write its history at the moment, and the message was not sent.",
    "not-utf8": () => "Error: The message is not in UTF-8 and was not sent.",
    "nobody-to-answer": () => "Error: Nobody has sent a private message yet. Use @name message.",
    "private-format": () => "Error: Invalid format. Use @name message.",
    "repeated": () => "A message that came again was not said once more.",
    "too-long": (bytes) =>
      `Error: The message has ${bytes} bytes; the limit is 4096. It was not sent.`,
    "too-many-waiting": (name) =>
      `Error: ${name} has not received too many earlier messages yet. It was not sent.`,
    "unexpected-argument": (command) => `Error: ${command} stands alone on its line.`,
    "unknown-command": (command) =>
      `Error: There is no command ${command}. See /help, or begin with // to say just that.`,
    "unknown-type": (type) => `Error: There is no type ${type}.`,
  },

  joined: (name) => `${name} joined the chat.`,
  left: (name) => `${name} left the chat.`,
  joinedMany: (names) => `${names} joined the chat.`,
  leftMany: (names) => `${names} left the chat.`,
  list: (words) => `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`,
  others: (count) => count === 1 ? "one other" : `${count} others`,
  renamed: (from, to) => `${from} is now called ${to}.`,
  said: (from, text) => `${from}: ${text}`,
  whispered: (from, text) => `${from} (private): ${text}`,
  undelivered: (to, text) => `${to} left without confirming your private message: ${text}`,
  nameWanted: (name) => `Another person asked for the name "${name}", which is yours.`,
  notice: (text) => `Server notice: ${text}`,
  people: (people) =>
    people.length === 0 ? "There is nobody in the chat." : `In the chat (${people.length}): ` +
      people.map(({ name, away }) => away ? `${name} (connection lost)` : name).join(", "),
  peopleTitle: (count) => `In the chat (${count}):`,
  present: (minutes) =>
    minutes === 0
      ? "just came"
      : minutes < 60
      ? `for ${minutes} min`
      : `for ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  away: "(connection lost)",
  missed: (count) =>
    count === 1
      ? "Of what happened meanwhile, one line is missing: the server no longer keeps it."
      : `Of what happened meanwhile, ${count} lines are missing: the server no longer keeps them.`,

  banner: "***** STARTING CHAT *****",
  askName: "Type your name to enter the chat:",
  youLeft: "You left the chat.",
  closedByServer: "Connection closed by the server.",
  delivered: (text) => `✓ ${text}`,
  deliveredTo: (to, text) => `✓ (private to ${to}) ${text}`,
  notSaid: (text) => `✗ ${text}`,
  notWhispered: (to, text) => `✗ (private to ${to}) ${text}`,
  retrying: "Trying to connect again...",
  unsure: (count) =>
    count === 1
      ? "Error: It is not known whether one message was delivered."
      : `Error: It is not known whether ${count} messages were delivered.`,
  saying: (text) => `… ${text}`,
  whispering: (to, text) => `… (private to ${to}) ${text}`,
  morePending: (count) => `… and ${count} more on their way`,
  tooManyPending: "Too many messages are on their way. Wait a little.",
  noLink: (seconds) => `No connection. Next try in ${seconds} s.`,
  didYouMean: (word) => `Did you mean ${word}?`,
  linkBack: "Connected again.",
  unknownSession:
    "The server does not remember this session: what happened meanwhile is not known.",
  messageDeferred:
    "The server cannot write its history at the moment. What you said will be sent later.",
  pastTitle: (count) =>
    count === 0
      ? "There are no older messages."
      : count === 1
      ? "── one older message ──"
      : `── ${count} older messages ──`,
  pastEnd: "── end of the older messages ──",
  cannotConnect: (reason) => `Error connecting to the server: ${reason}`,
  notOurs: (host, port) =>
    `what answers at ${host}:${port} does not speak as this chat does. ` +
    "If it is a server of the old program, use --plain; else check the address and the port.",
  connectFailures: {
    "refused": (host, port) =>
      `${host} answered, but nobody is listening on port ${port}. ` +
      "Check that the server is running (chat serve) on that computer, and on this port.",
    "timed-out": (host, port) =>
      `${host}:${port} did not answer within 10 seconds. On the server's computer, open port ` +
      `${port} in the firewall; on this one, check that the VPN is on and the address is right.`,
    "unreachable": (host, port) =>
      `there is no route to ${host}:${port}. ` +
      "On this computer, check that the VPN is on and that both are in the same network.",
    "unknown-host": (host) =>
      `the name "${host}" was not found. ` +
      "Check what you typed, or use the address in digits that the server shows.",
    "forbidden": (host, port) =>
      `this computer does not allow connecting to ${host}:${port}. ` +
      "Check the firewall or the antivirus of this computer.",
    "other": (host, port, detail) => `${host}:${port}: ${detail}`,
  },

  doctor: {
    adapters: "Addresses of this computer:",
    noAdapters: "This computer is in no network. Switch the VPN on.",
    window: (columns, rows, isColored) =>
      `Terminal: ${columns} x ${rows}, ${isColored ? "with colours" : "without colours"}.`,
    noWindow: "Terminal: none (the output goes to a file or to another program).",
    sample: "Accents and emoji: if you see “ação, coração 👋”, all is well.",
    resolved: (host, address) => `${host} is ${address}.`,
    failed: (reason) => `No connection: ${reason}`,
    foreign: (host, port) =>
      `${host}:${port} answers, but is no server of this chat. Check the address and the port; ` +
      "if it is a server of the old program, enter with --plain.",
    chat: (host, port, version) =>
      `${host}:${port} is a chat${version === undefined ? "" : `, version ${version}`}.`,
    roundTrip: (ms) => `There and back: ${ms} ms.`,
    clocksAgree: "The clocks agree.",
    clockOff: (seconds) =>
      `The server's clock is ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "ahead" : "behind"}: set the time of both computers.`,
    firewall: "If others cannot get in, open the port in this computer's firewall: " +
      "open the Command Prompt as administrator and type",
    askThere: (port) =>
      `On the server's computer, chat doctor --port ${port} shows how to open the firewall.`,
    fine: "A conversation would work.",
    notFine: "A conversation would not work yet.",
  },

  menu: {
    choice: "Type the server's address, or just Enter to open a chat on this computer.",
    offer: (address, name) =>
      `Just Enter: join ${address}${name === "" ? "" : ` as ${name}`}.\n` +
      "To open a chat on this computer, type open.",
    ask: "Address of the server: ",
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
  connected: (name, host, port) => `Connected with ${name} : ('${host}', ${port})`,
  typed: (name, line) => `${name} >> ${line}`,
  hidden: "(text hidden)",
  connectionLost: (name, host, port) => `Connection lost with ${name} : ('${host}', ${port})`,
  connectionEnded: (host, port, reason) => `Connection ended with ('${host}', ${port}): ${reason}`,
  nameWantedBySilent: (name, host, minutes) =>
    `Another person asked for the name "${name}". Its owner, at ${host}, has sent nothing for ` +
    `${minutes} min; if the connection is dead, /kick ${name} frees the name.`,
  bursts: {
    joined: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "person" : "people"} joined in ${seconds} s`,
    lost: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "connection" : "connections"} lost in ${seconds} s`,
    ended: (count, seconds) =>
      `… and ${count} more ${count === 1 ? "connection" : "connections"} closed in ${seconds} s`,
    unsaid: (count, seconds) =>
      `… and ${count} more ${
        count === 1 ? "command or mistake" : "commands or mistakes"
      } in ${seconds} s`,
    nameRefused: (count, seconds) =>
      `More than ${count} ${count === 1 ? "name" : "names"} refused in ${seconds} s`,
  },
  burstDetails: (what, reasons, names) =>
    reasons === "" ? `${what}: ${names}` : `${what}: ${reasons}; from ${names}`,
  moreNames: "others",
  burstReasons: {
    "address-full": "too many of one address",
    "binary": "no text",
    "full": "chat full",
    "hello-first": "no hello",
    "hello-timeout": "no name",
    "http": "HTTP",
    "kicked": "removed",
    "left": "left",
    "line-too-long": "line too long",
    "malformed": "no JSON",
    "name-characters": "character not allowed",
    "name-empty": "name empty",
    "name-spaces": "name with a space",
    "name-taken": "name taken",
    "name-too-long": "name too long",
    "not-recorded": "history not written",
    "replaced": "another connection of the same person",
    "server-closing": "server closed",
    "silent": "silence",
    "tls": "TLS",
    "too-slow": "stopped reading",
    "version": "another version",
  },
  linesLeftOut: (count) => `(${count} lines were not shown: the screen stopped taking text.)`,
  namelessDiscarded: (count) =>
    count === 1
      ? "A connection without a name gave way to another."
      : `${count} connections without a name gave way to others.`,
  acceptPaused: (reason) =>
    `New connections wait a little: the system opens no more of them (${reason}).`,
  unknownOrder: (command) => `There is no command ${command}. See /help.`,
  serverClosing: "Closing the server.",
  historyPaused: (reason) =>
    `${reason}\nNew messages wait until the history is being written again.`,
  historyResumed: "The history is being written again.",
  historyFailures: {
    "cannot-open": (file) =>
      `Error: Could not open the history "${file}". ` +
      "Check that the folder exists and that you may write in it.",
    "damaged": (file) =>
      `Error: The history "${file}" is damaged. Use another file, or a copy of it.`,
    "full": (file) => `Error: There is no room on the disk for the history "${file}".`,
    "locked": (file) =>
      `Error: The history "${file}" is in use by another program. Close the other server.`,
    "newer": (file, version) =>
      `Error: The history "${file}" is of a newer version of this program (${version}). ` +
      "Use the newer version, or another file.",
    "not-ours": (file) =>
      `Error: The file "${file}" is no history of this program. Use another file.`,
    "read-only": (file) =>
      `Error: The history "${file}" cannot be written: the file or its folder is read-only.`,
    "other": (file, detail) => `Error: Could not use the history "${file}": ${detail}`,
  },
  clockJumped: (days, isAhead) =>
    `Warning: This computer's clock is ${days} ${days === 1 ? "day" : "days"} ` +
    `${isAhead ? "ahead of" : "behind"} the history, so nothing is deleted from it. ` +
    "If the clock is wrong, set it. If it is right, type /prune; " +
    "without that, old messages are deleted again in a day.",
  clockReturned: "The clock agrees with the history again. Old messages are deleted again.",
  pruning: {
    "keeps-all": "Nothing is deleted: the server was not started with --keep.",
    "nothing-waits": "Nothing is waiting: old messages are deleted by themselves, as --keep says.",
    "started": "The messages that are older than --keep allows are being deleted.",
  },
  copyHint: (command) => `To copy the history while the server runs: ${command}`,
  copySuffix: "-copy",
  copyIncomplete: (file) =>
    `Warning: The history "${file}" is a copy made without the file "${file}-wal" beside it. ` +
    "The newest messages may be missing. If you can, close the original's server and copy again.",
  listenFailures: {
    "in-use": (host, port) =>
      `Error: Port ${port} of ${host} is in use. Close the other server, or choose another --port.`,
    "not-allowed": (host, port) =>
      `Error: No right to open port ${port} of ${host}. Choose another --port, from 1024 to 65535.`,
    "not-here": (host) =>
      `Error: The address ${host} is not of this computer. ` +
      "Use --host with an address of it, or 0.0.0.0 for all.",
    "unknown-host": (host) =>
      `Error: The name "${host}" was not found. Use --host with an address of this computer.`,
    "other": (host, port, detail) => `Error: Could not open ${host}:${port}: ${detail}`,
  },

  typedTitle: "Commands:",
  commands: {
    leave: { usage: "/quit", help: "leaves the chat" },
    who: { usage: "/who", help: "shows who is in the chat" },
    help: { usage: "/help", help: "shows this list" },
    rename: { usage: "/nick NEW", help: "changes your name" },
    whisper: { usage: "@name text", help: "sends a message to one person alone" },
    reply: { usage: "/r text", help: "answers the last private message" },
    past: { usage: "/history N", help: "shows the N messages before, 1 to 100" },
    clear: { usage: "/clear", help: "clears the screen" },
    notice: { usage: "/notice TEXT", help: "says something to all in the name of the server" },
    kick: { usage: "/kick NAME", help: "removes a person from the chat" },
    prune: { usage: "/prune", help: "deletes old messages, if the clock jumped and is right" },
    shutDown: { usage: "/quit", help: "closes the server" },
    escape: { usage: "//… @@…", help: "say to everybody a message that begins with / or @" },
  },

  usage: {
    serve: "chat serve [options]",
    join: "chat join HOST[:PORT] [options]",
    doctor: "chat doctor [HOST[:PORT]] [options]",
    forget: "chat forget [options]",
  },
  usageTitle: "Usage:",
  optionsTitle: "Options:",
  aboutChat: "chat: a group conversation on the local network or the VPN",
  aboutServe: "opens the chat on this computer",
  aboutJoin: "enters the chat that is open on another computer",
  aboutDoctor: "tells why a conversation does not work, and who can help it",
  aboutForget: "deletes the address and the name that are kept on this computer",
  moreHelp: "More: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "the address of this computer to wait at",
    port: "the TCP port",
    grace: "seconds for which the place of one who lost the connection is kept",
    history: "the file where the conversation is written; without it nothing is",
    keep: "days the history keeps; without it, all",
    "hide-private": "leaves the text of private messages out of the server's console",
    "max-people": "how many people fit",
    "max-per-address": "how many people fit from one address; 0 sets no limit",
    rate: "messages per second of each person; 0 sets no limit",
    recent: "how many recent messages a newcomer gets",
    lang: "the language: pt-BR or en",
    name: "your name, without asking",
    plain: "talks to a server of the old program",
    "no-reconnect": "ends when the connection breaks",
    remember: "keeps the address and your name on this computer",
    quiet: "does not ring the bell",
    "no-color": "no colours",
    help: "shows this help",
    version: "shows the version",
  },
  namePlaceholder: "NAME",
  filePlaceholder: "FILE",
  byDefault: (value) => `[${value}]`,
  badCommand: (given) => `There is no command "${given}"; use serve, join, doctor or forget.`,
  badOption: (option) => `There is no option ${option}.`,
  badValue: (option, value, allowed) => `${option} does not take "${value}"; use ${allowed}.`,
  needsOption: (option, other) => `${option} is of use only with ${other}.`,
  missingValue: (option, allowed) => `${option} needs a value: ${allowed}.`,
  labels: { host: "The address", port: "The port" },
  missingHost: "The address of the server is missing.",
  tooMany: (value) => `"${value}" is one too many.`,
  allowed: {
    integer: (from, to) => `a whole number from ${from} to ${to}`,
    address: "a name or an address, such as 26.253.198.232 or ::1",
    name: "1 to 32 letters, digits, '_', '-' or '.'",
    lang: "pt-BR or en",
    file: "the path of a file, such as chat.db",
    once: "the option only once",
    nothing: "the option without a value",
  },
  unexpected: (detail) => `Unexpected error: ${detail}`,
};
