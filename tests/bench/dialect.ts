/** The protocols of the measured servers, as far as a load generator needs them. */

import { concat } from "../../lib/bytes.ts";
import { bytesOf } from "../support/bytes.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import { UPGRADE } from "../support/http_heads.ts";

/** The text of a measured message has this many bytes, if a workload says nothing else. */
export const TEXT_BYTES = 64;

/** The protocol of one kind of server, as a client speaks it. */
export interface Dialect {
  /** How many clients may connect at the same time. */
  maxConcurrentJoins: number;
  /** What a client that receives messages sends first. */
  login(name: string): string | Uint8Array;
  /** What a client that only sends messages sends first. @default {`login`} */
  loginSendOnly?(name: string): string | Uint8Array;
  /** What to send next, once `received` matches. */
  afterLogin?: { received: RegExp; send: string; sendOnly: string };
  /** Whether the received text confirms the join. */
  hasJoined(received: string, name: string): boolean;
  /** The message that broadcasts a text; `id` counts up from 1. */
  message(text: string, id: number): string;
  /** Messages as the bytes that are sent. @default {UTF-8} */
  framed?(messages: readonly string[]): Uint8Array;
  /**
   * What a further client sends every few ms, so that the server polls sockets it left half read.
   * @default {nothing: no server should need it}
   */
  nudge?: string;
  /** How many bytes a received message has between its text and its final `\n`, or its end. */
  tailBytes: number;
  /** Whether received messages are frames of a WebSocket, without a final `\n`. @default {false} */
  hasFrames?: boolean;
  /** Whether all of it is inside TLS. @default {false} */
  isEncrypted?: boolean;
  /** How many lines a received message has. */
  linesPerMessage: number;
  /** Whether received messages are separated and in order. */
  isFramed: boolean;
  /** How long after the last join the server still sends messages to single clients, in ms. */
  settleMs?: number;
  /** The server's ping, and the reply to it. */
  ping?: { received: string; reply: string } | undefined;
}

const encoder = new TextEncoder();
const json = (value: unknown) => `${JSON.stringify(value)}\n`;

const line: Dialect = {
  maxConcurrentJoins: 100,
  login: (name) => `${name}\n`,
  hasJoined: (received, name) => received.includes(`${name} entrou no chat.\n`),
  message: (text) => `${text}\n`,
  tailBytes: 0,
  linesPerMessage: 1,
  isFramed: true,
};

const structured: Dialect = {
  maxConcurrentJoins: 100,
  login: (name) => json({ type: "hello", version: 1, name }),
  hasJoined: (received, name) =>
    received.includes('"type":"joined"') && received.includes(`"name":"${name}"}\n`),
  message: (text, id) => `{"type":"say","id":${id},"text":"${text}"}\n`,
  tailBytes: 2,
  linesPerMessage: 1,
  isFramed: true,
  ping: { received: json({ type: "ping" }), reply: json({ type: "pong" }) },
};

/**
 * Messages of 1 to 125 characters of ASCII as frames. Their mask changes nothing, and takes a server as
 * long as another.
 */
function framed(messages: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(messages.reduce((sum, { length }) => sum + 6 + length, 0));
  let at = 0;
  for (const message of messages) {
    bytes[at] = 0x80 | OPCODES.text;
    bytes[at + 1] = 0x80 | message.length;
    encoder.encodeInto(message, bytes.subarray(at + 6));
    at += 6 + message.length;
  }
  return bytes;
}

const websocket: Dialect = {
  ...structured,
  login: (name) => {
    const fields = Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}`);
    const head = ["GET /chat HTTP/1.1", "Host: 127.0.0.1", ...fields, "", ""].join("\r\n");
    const hello = JSON.stringify({ type: "hello", version: 1, name });
    return concat([bytesOf(head), clientFrame(OPCODES.text, hello)]);
  },
  message: (text, id) => `{"type":"say","id":${id},"text":"${text}"}`,
  framed,
  hasJoined: (received, name) =>
    received.includes('"type":"joined"') && received.includes(`"name":"${name}"}`),
  hasFrames: true,
  ping: undefined,
};

const tls: Dialect = { ...structured, isEncrypted: true };

const irc: Dialect = {
  maxConcurrentJoins: 500, // inspircd admits clients once a second.
  login: (name) => `NICK ${name}\r\nUSER ${name} 0 * :${name}\r\n`,
  // The end of the message of the day, or its absence (RFC 2812, 5.1).
  afterLogin: {
    received: / (376|422) /,
    send: "JOIN #c\r\n",
    // inspircd exempts only operators of a certain class from its flood control.
    sendOnly: "OPER bench bench\r\nJOIN #c\r\n",
  },
  hasJoined: (received) => received.includes(" 366 "),
  message: (text) => `PRIVMSG #c :${text}\r\n`,
  // inspircd 3 resumes a half-read socket when another one wakes it, or a second later.
  nudge: "PING :x\r\n",
  tailBytes: 1,
  linesPerMessage: 1,
  isFramed: true,
  ping: { received: "PING :chat.server\r\n", reply: "PONG :chat.server\r\n" }, // Ours alone.
};

const nats: Dialect = {
  maxConcurrentJoins: 100,
  login: () => 'CONNECT {"verbose":false,"pedantic":false}\r\nSUB c 1\r\nPING\r\n',
  loginSendOnly: () => 'CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n',
  hasJoined: (received) => received.includes("PONG\r\n"),
  message: (text) => `PUB c ${text.length}\r\n${text}\r\n`,
  tailBytes: 1,
  linesPerMessage: 2,
  isFramed: true,
  settleMs: 2_500, // Its first PING comes a second or two after the connection.
};

const ncat: Dialect = {
  maxConcurrentJoins: 10, // Its listen backlog is short.
  login: () => "",
  hasJoined: (received) => received.includes("<announce>"),
  message: (text) => `${text}\n`,
  tailBytes: 0,
  linesPerMessage: 1,
  isFramed: false,
};

const relay: Dialect = {
  maxConcurrentJoins: 100,
  login: () => "",
  hasJoined: (received) => received.includes("ready\n"),
  message: (text) => `${text}\n`,
  tailBytes: 0,
  linesPerMessage: 1,
  isFramed: true,
};

/** All dialects by name. */
export const DIALECTS = { line, structured, websocket, tls, irc, nats, ncat, relay };

/** The name of a dialect. */
export type DialectName = keyof typeof DIALECTS;

/** How many digits the number of a sender has in a text. */
export const SENDER_DIGITS = 4;
/** How many digits the number of a message has in a text. */
export const NUMBER_DIGITS = 8;

/** The text of a measured message: its sender, its number among the sender's, and padding. */
export function textOf(sender: number, number: number, textBytes = TEXT_BYTES): string {
  const from = String(sender).padStart(SENDER_DIGITS, "0");
  return `${from}:${String(number).padStart(NUMBER_DIGITS, "0")} `.padEnd(textBytes, "x");
}

/** One message, as it is sent: in a frame where messages have some. */
export function inOne(dialect: Dialect, text: string, id: number): string | Uint8Array {
  const message = dialect.message(text, id);
  return dialect.framed?.([message]) ?? message;
}
