import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Entry } from "../../lib/protocol.ts";
import { EntryEncoder, type EntryStyle, LogFormats } from "../../lib/wire/irc_entries.ts";
import { splitText } from "../../lib/wire/irc_split.ts";

const pure = { permissions: "none" } as const;
const channel = { name: "#chat", kickerOf: (name: string) => name === "Bia" ? "Caio" : undefined };
const context = { channel, texts: textsOf("pt-BR") };
const BARE: EntryStyle = {
  hasTime: false,
  hasIds: false,
  hasExtendedJoin: false,
  isOnChannel: true,
  hasMultiline: false,
};
const bytes = (text: string) => new TextEncoder().encode(text).length;

Deno.test(
  "splitText() splits behind words, else between graphemes, and long graphemes between characters",
  pure,
  () => {
    const cases: [text: string, maxBytes: number, pieces: string[]][] = [
      ["abc", 3, ["abc"]],
      ["abcd", 3, ["abc", "d"]],
      ["a\nb", 9, ["a", "b"]],
      ["a\n\nb", 9, ["a", " ", "b"]],
      ["", 9, [" "]],
      ["aéi", 3, ["aé", "i"]],
      ["ae\u0301i", 3, ["a", "e\u0301", "i"]],
      ["👩‍👩‍👧x", 19, ["👩‍👩‍👧x"]],
      ["a👩‍👩‍👧x", 18, ["a", "👩‍👩‍👧", "x"]],
      ["um dois três", 9, ["um dois ", "três"]],
      ["umdoistrês quatro", 12, ["umdoistrês ", "quatro"]],
      ["a umdoistrêsquatro", 9, ["a umdoist", "rêsquatr", "o"]],
      ["👩‍👩‍👧", 4, ["👩", "\u200d", "👩", "\u200d", "👧"]],
    ];
    for (const [text, maxBytes, pieces] of cases) {
      assertEquals(splitText(text, maxBytes), pieces);
      for (const piece of pieces) assertEquals(bytes(piece) <= maxBytes, true);
    }
  },
);

Deno.test(
  "EntryEncoder makes of a long message several that are no longer than 512 bytes",
  pure,
  () => {
    const long = { seq: 7, time: 0, from: "Ana", text: "é".repeat(400) };
    const encoder = new EntryEncoder({ ...BARE, hasIds: true }, context);
    for (const type of ["said", "whispered"] as const) {
      for (const action of type === "said" ? [undefined, true as const] : [undefined]) {
        const entry = { ...long, type, to: "Bia", ...(action ? { action } : {}) } as Entry;
        const lines = encoder.encode(entry, { label: "x" }).split("\r\n").slice(0, -1);
        assertEquals(lines.length, 2);
        assertEquals(lines.map((line) => line.split(" ")[0]), ["@label=x;msgid=7", "@msgid=7"]);
        const words = lines.map((line) => line.slice(line.indexOf(" ") + 1));
        for (const line of words) assertEquals(bytes(`${line}\r\n`) <= 512, true, line);
        // The first one is full: no further letter fits.
        assertEquals(bytes(`${words[0]}\r\n`) > 510, true);
        const said = words.map((line) => line.slice(line.indexOf(" :") + 2)).join("");
        // deno-lint-ignore no-control-regex
        const expected = action ? /^\x01ACTION (é+)\x01\x01ACTION (é+)\x01$/ : /^(é+)()$/;
        const [, one = "", two = ""] = expected.exec(said)!;
        assertEquals(one + two, long.text);
      }
    }
  },
);

Deno.test("EntryEncoder tells people off the channel only what concerns them", pure, () => {
  const encoder = new EntryEncoder({ ...BARE, isOnChannel: false }, context);
  const base = { seq: 1, time: 0 };
  const cases: [entry: Entry, line: string][] = [
    [{ ...base, type: "said", from: "Ana", text: "oi" }, ""],
    [{ ...base, type: "joined", name: "Ana" }, ""],
    [{ ...base, type: "left", name: "Ana", reason: "left" }, ""],
    [{ ...base, type: "notice", text: "oi" }, ""],
    [{ ...base, type: "received", to: "Ana", of: 1 }, ""],
    [{ ...base, type: "delayed", to: "Ana", of: 1, text: "oi" }, ""],
    [{ ...base, type: "renamed", from: "Ana", to: "Bia" }, ""],
    [
      { ...base, type: "whispered", from: "Ana", to: "Bia", text: "oi" },
      ":Ana!chat@chat.server PRIVMSG Bia :oi\r\n",
    ],
  ];
  for (const [entry, line] of cases) assertEquals(encoder.encode(entry), line);
});

Deno.test("EntryEncoder says how a person left", pure, () => {
  const encoder = new EntryEncoder(BARE, context);
  const cases: [
    reason: "left" | "lost" | "slow" | "parted" | "kicked",
    text: string,
    line: string,
  ][] = [
    ["left", "", ":Ana!chat@chat.server QUIT :saiu"],
    ["left", "tchau", ":Ana!chat@chat.server QUIT :tchau"],
    ["lost", "", ":Ana!chat@chat.server QUIT :perdeu a conexão"],
    ["slow", "", ":Ana!chat@chat.server QUIT :perdeu a conexão"],
    ["parted", "", ":Ana!chat@chat.server PART :#chat"],
    ["parted", "tchau", ":Ana!chat@chat.server PART #chat :tchau"],
    ["kicked", "", ":chat.server KICK #chat Ana :Ana"],
    ["kicked", "por quê", ":chat.server KICK #chat Ana :por quê"],
  ];
  for (const [reason, text, line] of cases) {
    const why = text === "" ? {} : { text };
    const entry: Entry = { seq: 1, time: 0, type: "left", name: "Ana", reason, ...why };
    assertEquals(encoder.encode(entry), `${line}\r\n`);
  }
});

Deno.test(
  "LogFormats.of() is the same object for the same style, and another key for another",
  pure,
  () => {
    const formats = new LogFormats(context);
    const styles = Array.from({ length: 32 }, (_, bits) => ({
      hasTime: (bits & 1) > 0,
      hasIds: (bits & 2) > 0,
      hasExtendedJoin: (bits & 4) > 0,
      isOnChannel: (bits & 8) > 0,
      hasMultiline: (bits & 16) > 0,
    }));
    const made = styles.map((style) => formats.of(style));
    assertEquals(new Set(made.map(({ key }) => key)).size, styles.length);
    styles.forEach((style, at) => assertEquals(formats.of({ ...style }) === made[at], true));
    const said: Entry = { seq: 2, time: 0, type: "said", from: "Ana", text: "oi" };
    assertEquals(
      made.map(({ encode }) => encode(said)).filter((line) => line !== "").sort().slice(0, 2),
      [
        ":Ana!chat@chat.server PRIVMSG #chat :oi\r\n",
        ":Ana!chat@chat.server PRIVMSG #chat :oi\r\n",
      ],
    );
  },
);

Deno.test(
  "EntryEncoder sends a message of several lines as a batch to who asked for that",
  pure,
  () => {
    const encoder = new EntryEncoder({ ...BARE, hasIds: true, hasMultiline: true }, context);
    const base = { seq: 7, time: 0, from: "Ana" };
    const linesOf = (entry: Entry) =>
      encoder.encode(entry, { label: "x" }).split("\r\n").slice(0, -1);
    const lines = (text: string) => linesOf({ ...base, type: "said", text });
    assertEquals(lines("oi"), ["@label=x;msgid=7 :Ana!chat@chat.server PRIVMSG #chat :oi"]);
    assertEquals(lines("um\n\ndois"), [
      "@label=x;msgid=7 :Ana!chat@chat.server BATCH +m7 draft/multiline #chat",
      "@batch=m7 :Ana!chat@chat.server PRIVMSG #chat :um",
      "@batch=m7 :Ana!chat@chat.server PRIVMSG #chat :",
      "@batch=m7 :Ana!chat@chat.server PRIVMSG #chat :dois",
      ":chat.server BATCH -m7",
    ]);
    const long = lines(`a\n${"x".repeat(600)}`);
    assertEquals(long.slice(2, 4).map((line) => line.slice(0, line.indexOf("x"))), [
      "@batch=m7 :Ana!chat@chat.server PRIVMSG #chat :",
      "@batch=m7;draft/multiline-concat :Ana!chat@chat.server PRIVMSG #chat :",
    ]);
    assertEquals(lines(Array.from({ length: 100 }, () => "a").join("\n")).length, 102);
    assertEquals(lines(Array.from({ length: 101 }, () => "a").join("\n")).length, 101);
    assertEquals(linesOf({ ...base, type: "said", action: true, text: "um\ndois" }), [
      "@label=x;msgid=7 :Ana!chat@chat.server PRIVMSG #chat :\x01ACTION um\x01",
      "@msgid=7 :Ana!chat@chat.server PRIVMSG #chat :\x01ACTION dois\x01",
    ]);
    assertEquals(
      linesOf({ ...base, type: "whispered", to: "Bia", auto: true, text: "um\ndois" })[1],
      "@batch=m7 :Ana!chat@chat.server NOTICE Bia :um",
    );
  },
);

Deno.test("EntryEncoder tells messages of people whose names fill a line", pure, () => {
  const name = "क\u0902\u0903\u093c".repeat(32); // 384 bytes.
  const text = "olá ".repeat(50);
  const entry: Entry = { seq: 1, time: 0, type: "whispered", from: name, to: name, text };
  const lines = new EntryEncoder(BARE, context).encode(entry).split("\r\n").slice(0, -1);
  assertEquals(lines.map((line) => line.split(" :")[1]).join(""), text);
  for (const line of lines) assertEquals(bytes(line.split(" :")[1]!) <= 80, true);
});
