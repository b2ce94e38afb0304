/** The command line: the options of each command, or what is wrong with what was typed. */

import type { Lang } from "../i18n/mod.ts";
import type { CommandName } from "./options.ts";

/** `chat serve …` */
export interface ServeCommandLine {
  /** Open the chat on this machine. */
  command: "serve";
  /** The language of every sentence. */
  lang: Lang;
  /** The address of this machine to listen on. */
  host: string;
  /** The TCP port, 0 to 65535; 0 takes a free one. */
  port: number;
  /** The name of the host, who takes part in the chat; without it there is only a console. */
  name?: string;
  /** The name of the room for those who look for chats on the network; without it the computer's. */
  room?: string;
  /** The channel of IRC clients. */
  channel: string;
  /** Whether those are not answered. */
  hidden: boolean;
  /** Whether the room is announced as a service of DNS-SD, too. */
  mdns: boolean;
  /** Whether the console leaves out the text of private messages. */
  hidePrivate: boolean;
  /** Whether colours may be used at a terminal. */
  color: boolean;
  /** Whether lines are only added at a terminal, without a prompt. */
  simple: boolean;
  /** How many people fit, 1 to 100,000. */
  maxPeople: number;
  /** How many people fit of one address, 0 to 100,000; 0 sets no limit. */
  maxPerAddress: number;
  /** The rate limit in messages per second and person, 0 to 1,000,000; 0 sets none. */
  rate: number;
  /** How many recent messages a newcomer receives, 0 to 1000. */
  recent: number;
  /** The grace time, 0 to 86,400 seconds, in ms. */
  graceMs: number;
  /** The file of the history; without it nothing is kept. */
  history?: string;
  /** The retention of the history in days, 1 to 36,500; without it for ever. */
  keepDays?: number;
  /** Whether the password of the room is asked for, if none is given elsewhere. */
  password: boolean;
  /** The file whose first line is the password. */
  passwordFile?: string;
  /** Whether the password may be said over a connection that is not encrypted. */
  passwordPlain: boolean;
  /** The nodes of NATS by which this server is one of several, as URLs; without it, it is alone. */
  nats?: string[];
  /** The file with the credentials for NATS. */
  natsCredentials?: string;
  /** The file with the authority that vouches for the certificates of NATS. */
  natsAuthority?: string;
  /** Where people connect to this server, as the other servers tell them. */
  at?: string;
  /** Whether there is a page for browsers. */
  page: boolean;
  /** Whether a QR code of the page's link is shown. */
  qr: boolean;
  /** The DNS names, in lower case, under which the page may be opened besides the addresses. */
  hostNames: string[];
  /** The further files that the page offers for download, by their paths. */
  offers: string[];
}

/** `chat join …` */
export interface JoinCommandLine {
  /** Join the chat of another machine. */
  command: "join";
  /** The language of every sentence. */
  lang: Lang;
  /** The server's name or address. */
  host: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** The person's name; without it the person is asked. */
  name?: string;
  /** The file whose first line is the password of the room. */
  passwordFile?: string;
  /** The file that the conversation is appended to as text; without it nothing is written. */
  log?: string;
  /** Whether the server is the original program. */
  plain: boolean;
  /** Whether to reconnect when the connection is lost. */
  reconnect: boolean;
  /** Whether a terminal is shown colours. */
  color: boolean;
  /** Whether a terminal is only shown lines, one after the other, and no prompt. */
  simple: boolean;
  /** Whether nothing rings. */
  quiet: boolean;
  /** Whether address and name are remembered on this computer. */
  remember: boolean;
  /** The chat that was chosen among those on the network; without it an address was typed. */
  found?: { certificate: string; places: readonly { host: string; port: number }[] };
}

/** `chat join …` without an address. */
export interface SearchCommandLine {
  /** Let the person choose among the chats on the network, at a terminal. */
  command: "search";
  /** The language of every sentence. */
  lang: Lang;
  /** The UDP port that is asked, 1 to 65535. */
  port: number;
  /** Whether lines are only added at a terminal. */
  simple: boolean;
  /** The options, as they were typed. */
  argv: string[];
  /** What is wrong where nobody can choose. */
  error: CommandLine;
}

/** `chat find …` */
export interface FindCommandLine {
  /** Show the chats on the network. */
  command: "find";
  /** The language of every sentence. */
  lang: Lang;
  /** The UDP port that is asked, 1 to 65535. */
  port: number;
  /** Whether the chats are printed as JSON. */
  json: boolean;
}

/** `chat doctor …` */
export interface DoctorCommandLine {
  /** Diagnose why a conversation does not work. */
  command: "doctor";
  /** The language of every sentence. */
  lang: Lang;
  /** The server's name or address; without it this machine is the server's. */
  host?: string;
  /** The server's TCP port, 1 to 65535. */
  port: number;
  /** Whether a terminal is shown colours. */
  color: boolean;
}

/** `chat` without a command. */
export interface MenuCommandLine {
  /** Ask the person. */
  command: "menu";
  /** The language of every sentence. */
  lang: Lang;
  /** Whether colours may be used at a terminal. */
  color: boolean;
  /** Whether lines are only added at a terminal. */
  simple: boolean;
}

/** What the command line asks for. */
export type CommandLine =
  | ServeCommandLine
  | JoinCommandLine
  | SearchCommandLine
  | FindCommandLine
  | DoctorCommandLine
  | MenuCommandLine
  | { command: "forget"; lang: Lang }
  | { command: "help"; about?: CommandName; lang: Lang }
  | { command: "version"; lang: Lang }
  | { command: "usage-error"; sentence: string; usage: string; lang: Lang };
