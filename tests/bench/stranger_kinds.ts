/** What strangers send that means nothing, or next to nothing: one table. */

/** One way to send much that means nothing. */
export interface StrangerKind {
  /** Its name in the table of figures. */
  name: string;
  /** Whether the server has a history with many entries. */
  hasHistory?: boolean;
  /** What a connection sends first; `number` is another one each time. */
  hello?: (number: number) => string;
  /** What it then sends again and again, as fast as the server takes it. */
  data?: string | Uint8Array;
  /** Whether it reads what the server sends. @default {true} */
  isReading?: boolean;
  /** Whether it hangs up after the `hello`, and connects again. */
  isHangingUp?: boolean;
}

const json = (value: unknown) => `${JSON.stringify(value)}\n`;
const line = (number: number) => `x${number}\n`;
const structured = (number: number) => json({ type: "hello", version: 1, name: `x${number}` });

/** Each 31,000 times in one line: putting them in order takes quadratic time. */
const MARKS = `a${"\u0301".repeat(31_000)}${"\u0323".repeat(31_000)}\n`;
const LONG = 16_000;
/** Two bytes of a character that has four. */
const HALF_CHARACTER = new Uint8Array([0xf0, 0x9f, 10]);

/** All of them. The first is the figure without strangers. */
export const STRANGERS: readonly StrangerKind[] = [
  { name: "nothing" },
  { name: "blank lines, no name", data: "\n" },
  { name: "blank lines", hello: line, data: "\n" },
  { name: "lines of spaces", hello: line, data: "   \r\n" },
  { name: "NUL bytes, no name", data: "\0" },
  { name: "NUL bytes", hello: line, data: "\0\0\0\n" },
  { name: "`{}`, no name", data: "{}\n" },
  { name: "`{}`", hello: structured, data: "{}\n" },
  { name: "unknown types", hello: structured, data: '{"type":"x"}\n' },
  { name: "`ping`, no name", data: '{"type":"ping"}\n' },
  { name: "`ping`, not reading", hello: structured, data: '{"type":"ping"}\n', isReading: false },
  {
    name: "an old `id` again and again, `--history`",
    hasHistory: true,
    hello: (number) => structured(number) + json({ type: "say", id: 2, text: "x" }),
    data: '{"type":"say","id":1,"text":"x"}\n',
  },
  {
    name: "`hello` of 16 KB",
    data: json({ type: "hello", version: 1, name: "a".repeat(LONG) }),
  },
  { name: "refused names", data: "a b\n" },
  { name: "refused names, JSON", data: json({ type: "hello", version: 1, name: "a b" }) },
  {
    name: "`hello` with an unknown token",
    hello: (number) =>
      json({ type: "hello", version: 1, name: `x${number}`, resume: { token: "x", seen: 0 } }),
    isHangingUp: true,
  },
  { name: "combining marks as a name", data: MARKS },
  { name: "combining marks as a message", hello: line, data: MARKS },
  {
    name: "combining marks in JSON",
    hello: structured,
    data: json({ type: "say", text: MARKS.slice(0, 2_000) + "\u0323".repeat(3_000) }),
  },
  {
    name: "deep JSON",
    hello: structured,
    data: `{"type":"say","text":${"[".repeat(LONG / 2)}${"]".repeat(LONG / 2)}}\n`,
  },
  { name: "deep JSON without end, no name", data: `{"a":${"[".repeat(LONG)}\n` },
  { name: "a line without end, no name", data: "a".repeat(LONG) },
  { name: "a line without end", hello: line, data: "a".repeat(LONG) },
  { name: "half a character", hello: line, data: HALF_CHARACTER },
  { name: "telnet commands, no name", data: new Uint8Array([255, 241]) },
  { name: "`who`", hello: structured, data: '{"type":"who"}\n' },
  { name: "`who`, not reading", hello: structured, data: '{"type":"who"}\n', isReading: false },
  { name: "`/quem`, not reading", hello: line, data: "/quem\n", isReading: false },
  {
    name: "`past`, not reading, `--history`",
    hasHistory: true,
    hello: structured,
    data: '{"type":"past","count":100}\n',
    isReading: false,
  },
  {
    name: "`whisper` to nobody",
    hello: structured,
    data: '{"type":"whisper","to":"nobody","text":"x"}\n',
  },
  {
    name: "`rename` to and fro",
    hello: structured,
    data: '{"type":"rename","name":"xa"}\n{"type":"rename","name":"xb"}\n',
  },
  { name: "connect and hang up", isHangingUp: true },
  { name: "a name and hang up", hello: line, isHangingUp: true },
  { name: "`hello` and hang up", hello: structured, isHangingUp: true },
  { name: "blank lines, JSON", hello: structured, data: "\n" },
  { name: "HTTP", hello: () => "GET / HTTP/1.1\r\n\r\n", isHangingUp: true },
];
