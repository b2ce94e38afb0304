/** How the clients of each kind of server speak, as far as a load generator has to. */

/** Every measured message has a text of this many bytes. */
export const TEXT_BYTES = 64;

/** The language of one kind of server. */
export interface Tongue {
  /** So many may connect at a time. */
  abreast: number;
  /** What one who is to hear everything sends first. */
  enter(name: string): string;
  /** What one who is only to speak sends first. @default {the same} */
  enterMute?(name: string): string;
  /** What to say next to be let in, once something was heard. */
  afterwards?: { heard: RegExp; say: string; sayMute: string };
  /** Whether one who was told all this is in. */
  isIn(heard: string, name: string): boolean;
  /** What says a text to everybody; `id` counts up from 1. */
  say(text: string, id: number): string;
  /**
   * What a bystander says again and again, so that the server looks at what it left unread.
   * @default {nothing, for no server should need it}
   */
  nudge?: string;
  /** How many bytes stand between a text and the `\n` behind it when it is heard. */
  tailBytes: number;
  /** How many lines one message is when it is heard. */
  linesPerMessage: number;
  /** Whether what is heard keeps the messages apart, and in order. */
  isFramed: boolean;
  /** Until this long after the last one came in, the server has words for single clients, in ms. */
  settleMs?: number;
  /** What is heard when the server asks whether one is there, and what to answer. */
  ping?: { heard: string; answer: string };
}

const json = (value: unknown) => `${JSON.stringify(value)}\n`;

const line: Tongue = {
  abreast: 100,
  enter: (name) => `${name}\n`,
  isIn: (heard, name) => heard.includes(`${name} entrou no chat.\n`),
  say: (text) => `${text}\n`,
  tailBytes: 0,
  linesPerMessage: 1,
  isFramed: true,
};

const structured: Tongue = {
  abreast: 100,
  enter: (name) => json({ type: "hello", version: 1, name }),
  isIn: (heard, name) => heard.includes('"type":"joined"') && heard.includes(`"name":"${name}"}\n`),
  say: (text, id) => `{"type":"say","id":${id},"text":"${text}"}\n`,
  tailBytes: 2,
  linesPerMessage: 1,
  isFramed: true,
  ping: { heard: json({ type: "ping" }), answer: json({ type: "pong" }) },
};

const irc: Tongue = {
  abreast: 500, // inspircd lets people in once a second.
  enter: (name) => `NICK ${name}\r\nUSER ${name} 0 * :${name}\r\n`,
  // The end of the message of the day, or its absence (RFC 2812, 5.1).
  afterwards: {
    heard: / (376|422) /,
    say: "JOIN #c\r\n",
    // inspircd has flood control for everybody but operators of a class that is spared it.
    sayMute: "OPER bench bench\r\nJOIN #c\r\n",
  },
  isIn: (heard) => heard.includes(" 366 "),
  say: (text) => `PRIVMSG #c :${text}\r\n`,
  // inspircd 3 goes on with a socket it did not read to the end when another one wakes it, or a
  // second later.
  nudge: "PING :x\r\n",
  tailBytes: 1,
  linesPerMessage: 1,
  isFramed: true,
};

const nats: Tongue = {
  abreast: 100,
  enter: () => 'CONNECT {"verbose":false,"pedantic":false}\r\nSUB c 1\r\nPING\r\n',
  enterMute: () => 'CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n',
  isIn: (heard) => heard.includes("PONG\r\n"),
  say: (text) => `PUB c ${text.length}\r\n${text}\r\n`,
  tailBytes: 1,
  linesPerMessage: 2,
  isFramed: true,
  settleMs: 2_500, // Its first PING comes a second or two after the connection.
};

const ncat: Tongue = {
  abreast: 10, // Its backlog of connections is short.
  enter: () => "",
  isIn: (heard) => heard.includes("<announce>"),
  say: (text) => `${text}\n`,
  tailBytes: 0,
  linesPerMessage: 1,
  isFramed: false,
};

/** The tongues by name. */
export const TONGUES = { line, structured, irc, nats, ncat };

/** The name of a tongue. */
export type TongueName = keyof typeof TONGUES;

/** The text of a measured message: whose it is, the how manyth of theirs, and filling. */
export function textOf(sender: number, number: number): string {
  return `${sender}:${String(number).padStart(8, "0")} `.padEnd(TEXT_BYTES, "x");
}
