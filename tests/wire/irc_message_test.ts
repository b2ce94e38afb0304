import { assertEquals } from "@std/assert";
import { formatIrc, type IrcMessage, parseIrc } from "../../lib/wire/irc_message.ts";

/** Lines as they are written, and what they mean: read in both directions. */
const LINES: [line: string, message: IrcMessage][] = [
  ["PING :a", { command: "PING", params: ["a"] }],
  ["QUIT", { command: "QUIT", params: [] }],
  ["JOIN #chat", { command: "JOIN", params: ["#chat"] }],
  ["NICK Ana", { command: "NICK", params: ["Ana"] }],
  ["PRIVMSG #chat :oi gente", { command: "PRIVMSG", params: ["#chat", "oi gente"] }],
  ["PRIVMSG #chat ::-)", { command: "PRIVMSG", params: ["#chat", ":-)"] }],
  ["PRIVMSG #chat :", { command: "PRIVMSG", params: ["#chat", ""] }],
  ["PRIVMSG Bia :  dois  ", { command: "PRIVMSG", params: ["Bia", "  dois  "] }],
  [":chat 001 Ana :Oi, Ana", { source: "chat", command: "001", params: ["Ana", "Oi, Ana"] }],
  [":a!b@c MODE #chat +o a", { source: "a!b@c", command: "MODE", params: ["#chat", "+o", "a"] }],
  ["JOIN :", { command: "JOIN", params: [""] }],
  [
    "@label=1;+draft/x TAGMSG :#chat",
    { tags: { label: "1", "+draft/x": "" }, command: "TAGMSG", params: ["#chat"] },
  ],
  [
    String.raw`@k=\:\s\\\r\n :chat PONG :x`,
    { tags: { k: "; \\\r\n" }, source: "chat", command: "PONG", params: ["x"] },
  ],
  ["PRIVMSG #chat :é 👩‍👩‍👧", { command: "PRIVMSG", params: ["#chat", "é 👩‍👩‍👧"] }],
];

for (const [line, message] of LINES) {
  Deno.test(`irc message: ${line}`, () => {
    assertEquals(parseIrc(line), message);
    assertEquals(formatIrc(message), `${line}\r\n`);
  });
}

/** Lines that are read, but not written so. */
const READ_ONLY: [line: string, message: IrcMessage | undefined][] = [
  ["", undefined],
  ["   ", undefined],
  [":chat", undefined],
  ["@a=b", undefined],
  ["priv/msg x", { command: "PRIV/MSG", params: ["x"] }],
  ["  ping   a   b  ", { command: "PING", params: ["a", "b"] }],
  ["user a 0 * :Ana  Maria", { command: "USER", params: ["a", "0", "*", "Ana  Maria"] }],
  ["PRIVMSG #chat oi:ana", { command: "PRIVMSG", params: ["#chat", "oi:ana"] }],
  ["PRIVMSG  #chat  :oi", { command: "PRIVMSG", params: ["#chat", "oi"] }],
  [
    String.raw`@a=\b\;=x;;b=1;b=2 PING`,
    { tags: { a: "b", b: "2" }, command: "PING", params: [] },
  ],
  [":a!b@c QUIT :", { source: "a!b@c", command: "QUIT", params: [""] }],
  ["PING a\nb", { command: "PING", params: ["a\nb"] }],
];

for (const [line, message] of READ_ONLY) {
  Deno.test(`irc message is read: ${line}`, () => assertEquals(parseIrc(line), message));
}

Deno.test("irc message: one that is too long is cut between characters, its tags are not", () => {
  const lineOf = (text: string) => formatIrc({ tags: { a: text }, command: "X", params: [text] });
  const cases: [text: string, kept: string][] = [
    ["x".repeat(507), "x".repeat(507)],
    ["x".repeat(508), "x".repeat(507)],
    ["é".repeat(300), "é".repeat(253)],
    ["😀".repeat(200), "😀".repeat(126)],
  ];
  for (const [text, kept] of cases) assertEquals(lineOf(text), `@a=${text} X :${kept}\r\n`);
});

Deno.test("irc message: nothing in a parameter begins another line", () => {
  const message = { tags: { a: "b\r\n\0" }, command: "PRIVMSG", params: ["#chat", "a\r\nQUIT\0"] };
  assertEquals(formatIrc(message), String.raw`@a=b\r\n PRIVMSG #chat :a  QUIT ` + "\r\n");
});
