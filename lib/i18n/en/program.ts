/** Sentences around a conversation: doctor, menu, help, command line; in English. */

import type { ProgramTexts } from "../pt_br/program.ts";

/** The sentences about doctor, menu, help and command line, by their keys. */
export const program: ProgramTexts = {
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
      `if it is a server of the old program, type chat join ${host}:${port} --plain`,
    chat: (host, port, version) =>
      `${host}:${port} is a server of this chat${
        version === undefined ? "" : `, version ${version}`
      }.`,
    roundTrip: (ms) => `Round trip: ${ms} ms.`,
    encrypted: "Encrypted: who joins with this program (chat join), and by https:// in a browser.",
    notEncrypted: "Not encrypted: the page by http://, and programs that only send text.",
    password:
      "The chat has a password: who joins needs it, and an encrypted connection, unless the " +
      "host allows another.",
    noEncryption: "Nothing is encrypted: the server is an old version of this program.",
    encryptionFails:
      "The encrypted connection does not work: check that the date of both computers " +
      "is right; if it is, there may be somebody in the middle.",
    clocksAgree: "The clocks agree.",
    clockOff: (seconds) =>
      `The server's clock is ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "ahead" : "behind"}: set the time on both computers.`,
    firewall: "If others cannot join, allow the port in this computer's firewall. " +
      "Open the Command Prompt as administrator and type these lines, in this order:",
    blockRule: "The first one deletes the block that Windows makes when its question is answered " +
      "with Cancel. If it says that no rules match, there was no block. " +
      "A block beats a permission: the other two alone are not enough. " +
      "The third one is for those who search the network, without typing the address.",
    askThere: (port) =>
      `On the server's computer, chat doctor --port ${port} shows how to allow it in the firewall.`,
    cannotSearch:
      "This system does not let programs search the network for chats: type the address.",
    searched: (adapter, rooms) =>
      `Searching the network by ${adapter}: ${rooms || "no chat has answered"}.`,
    notFound: (host) =>
      `${host} has not answered the search: the VPN does not carry it, the firewall there does not ` +
      "allow UDP, or the server does not answer it (--hidden). Typing the address works all the same.",
    fine: "All good: you can chat.",
    notFine: "You cannot chat yet.",
  },

  menu: {
    choice: "Type the server's address, or just press Enter to open a chat on this computer.",
    offer: (address, name) =>
      `Just press Enter to join ${address}${name === "" ? "" : ` as ${name}`}.\n` +
      "To open a chat on this computer, type open.",
    openInstead: "To open a chat on this computer, type open.",
    retry: (address) =>
      `Press just Enter to try ${address} again.\n` +
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

  usage: {
    serve: "chat serve [options]",
    join: "chat join [HOST[:PORT]] [options]",
    find: "chat find [options]",
    doctor: "chat doctor [HOST[:PORT]] [options]",
    forget: "chat forget [options]",
  },
  usageTitle: "Usage:",
  optionsTitle: "Options:",
  aboutChat: "chat: a chat for a group on a LAN or VPN",
  aboutServe: "opens the chat on this computer",
  aboutJoin: "joins the chat on another computer",
  aboutFind: "shows the chats on the network",
  aboutDoctor: "shows why the chat does not work",
  aboutForget: "deletes the address and the name kept on this computer",
  moreHelp: "More help: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "which address of this computer to listen on",
    port: "the TCP port",
    room: "the chat's name for those who search the network; otherwise, the computer's",
    channel: "the channel of those who join with an IRC client",
    hidden: "does not answer those who search the network for chats",
    mdns: "also by DNS-SD, for avahi-browse and other programs",
    "find-port": "at which port to search",
    json: "for programs: a list in JSON",
    grace: "seconds to come back after losing the connection",
    history: "file to save the conversation in; otherwise, not saved",
    keep: "how many days to keep messages; otherwise, forever",
    password: "the chat has a password: asks for it, unseen; Enter alone makes one up",
    "password-file": "the file with the password of the chat, in its first line",
    "join-password-file": "the file with the password of the chat; otherwise it is asked for",
    "password-plain": "takes the password without encryption: others on the network can read it",
    nats: "the nodes of NATS: several servers open one chat together",
    "nats-creds": "the file with the credentials for NATS",
    "nats-ca": "the file with the authority of the certificate of NATS",
    at: "with --nats: where people reach this server, such as 26.1.2.3",
    "no-page": "no page for browsers",
    "no-qr": "no QR code of the page",
    "host-name": "another DNS name under which the page may be opened",
    offer: "another file that the page offers for download",
    "serve-name": "your name: you take part too, in this window",
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
  passwordTyped: "A password is not typed on the command line, where others read it. " +
    "Use only --password, which asks for it, --password-file or CHAT_PASSWORD.",
  namePlaceholder: "NAME",
  addressPlaceholder: "ADDRESS",
  filePlaceholder: "FILE",
  byDefault: (value) => `[${value}]`,
  badCommand: (given) => `There is no command "${given}"; use serve, join, find, doctor or forget.`,
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
    nats: "one or more addresses of NATS, such as nats://10.0.0.1:4222,nats://10.0.0.2:4222",
    publicAddress: "a name or an address, with or without a port, such as 26.253.198.232:9999",
    dnsName: "1 to 253 letters without accents, digits, '-' or '.', such as chat.local",
    room: "1 to 64 letters, digits and other signs, with a letter or a digit",
    channel: "# and 1 to 31 letters, digits, '_', '-' or '.', such as #chat",
    name: "1 to 32 letters, digits, '_', '-' or '.', with a letter or a digit",
    lang: "pt-BR or en",
    file: "the path of a file, such as chat.db",
    once: "the option only once",
    nothing: "the option without a value",
  },
};
