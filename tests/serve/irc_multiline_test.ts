/** Messages of several lines from IRC clients. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc } = textsOf("pt-BR");
const ALL = "draft/multiline batch echo-message labeled-response";

/** Sends a batch, and returns what comes. */
async function sendBatch(
  client: IrcPeer,
  lines: readonly string[],
  { target = "#chat", label = "" } = {},
): Promise<string[]> {
  const tag = label === "" ? "" : `@label=${label} `;
  const start = `${tag}BATCH +1 draft/multiline ${target}`;
  return await client.ask(start, ...lines.map((line) => line.replace("@", "@batch=1")), "BATCH -1");
}

Deno.test("a batch of lines is one message, for the channel or for one person", async () => {
  await using room = new TestRoom();
  const caio = room.connect();
  await caio.peer.sendJson({ type: "hello", version: 1, name: "Caio" });
  const ana = await IrcPeer.joined(room, "Ana", ALL);
  await ana.news();
  const lines = [
    "@ PRIVMSG #chat :olá,",
    "@ PRIVMSG #chat :",
    "@ PRIVMSG #chat :tudo ",
    "@;draft/multiline-concat PRIVMSG #chat :bem?",
  ];
  assertEquals(await sendBatch(ana, lines, { label: "x" }), [
    "@label=x :Ana!chat@chat.server BATCH +m3 draft/multiline #chat",
    "@batch=m3 :Ana!chat@chat.server PRIVMSG #chat :olá,",
    "@batch=m3 :Ana!chat@chat.server PRIVMSG #chat :",
    "@batch=m3 :Ana!chat@chat.server PRIVMSG #chat :tudo bem?",
    ":chat.server BATCH -m3",
  ]);
  await caio.peer.receivesEvent("said", { from: "Ana", text: "olá,\n\ntudo bem?" });
  const secret = ["@ NOTICE Caio :um", "@ NOTICE Caio :dois"];
  assertEquals((await sendBatch(ana, secret, { target: "Caio" })).length, 4);
  await caio.peer.receivesEvent("whispered", { from: "Ana", auto: true, text: "um\ndois" });
});

Deno.test("the lines of a batch take one token together", async () => {
  await using room = new TestRoom({ rate: 10 });
  const ana = await IrcPeer.joined(room, "Ana", ALL);
  await room.advance(5000);
  const lines = Array.from({ length: 100 }, (_, at) => `@ PRIVMSG #chat :${at}`);
  await sendBatch(ana, lines);
  assertEquals(room.printed.some((line) => line.startsWith("Ana >> 0")), true);
});

Deno.test("lines beyond those that a batch may have take a token each", async () => {
  await using room = new TestRoom({ rate: 10 });
  const ana = await IrcPeer.joined(room, "Ana", ALL);
  await room.advance(5000);
  await ana.news();
  // Two lines of BATCH and 18 beyond 100 take 20 tokens; one more has to wait.
  for (const [count, answers] of [[118, 1], [119, 0]] as const) {
    const most = Array.from({ length: count }, () => "@ PRIVMSG #chat :oi");
    assertEquals((await sendBatch(ana, most)).length, answers);
    await room.advance(5000);
    await ana.news();
  }
  const lines = Array.from({ length: 130 }, () => "@ PRIVMSG #chat :oi");
  assertEquals(await sendBatch(ana, lines), []);
  await room.advance(2000);
  assertEquals((await ana.news()).length, 1);
});

Deno.test("a batch that is no message is refused as a whole, and says why", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", ALL);
  await ana.news();
  const line = "@ PRIVMSG #chat :oi";
  const cases: [lines: string[], failure: keyof typeof irc.batches, about?: string][] = [
    [[], "MULTILINE_INVALID"],
    [["@ PRIVMSG #chat :", "@ PRIVMSG #chat : "], "MULTILINE_INVALID"],
    [[line, "@;draft/multiline-concat PRIVMSG #chat :"], "MULTILINE_INVALID"],
    [[line, "@ PRIVMSG Bia :oi"], "MULTILINE_INVALID_TARGET", " #chat Bia"],
    [
      Array.from({ length: 10 }, () => line.replace("oi", "x".repeat(450))),
      "MULTILINE_MAX_BYTES",
      " 4096",
    ],
  ];
  cases.push([
    ["@ PRIVMSG #chat :oi", "@ PRIVMSG Bia :oi", "@;draft/multiline-concat PRIVMSG #chat :"],
    "MULTILINE_INVALID_TARGET",
    " #chat Bia",
  ]);
  for (const [lines, failure, about = ""] of cases) {
    assertEquals(await sendBatch(ana, lines, { label: "x" }), [
      `:chat.server FAIL BATCH ${failure}${about} :${irc.batches[failure]}`,
    ]);
  }
  const many = await sendBatch(ana, Array.from({ length: 103 }, () => line));
  assertEquals(many, [
    `:chat.server FAIL BATCH MULTILINE_MAX_LINES 100 :${irc.batches.MULTILINE_MAX_LINES}`,
  ]);
  await ana.ask("BATCH +1 draft/multiline #chat");
  assertEquals(await ana.ask(`@batch=1 PRIVMSG #chat :${"x".repeat(600)}`), [
    `:chat.server 417 Ana :${irc.errors["417"]}`,
  ]);
  assertEquals((await ana.ask("BATCH -1")).length, 1);
  assertEquals(await ana.ask("BATCH -9", "BATCH +1 nada #chat", "BATCH"), [
    `:chat.server FAIL BATCH INVALID_BATCH -9 :${irc.batches.INVALID_BATCH}`,
    `:chat.server FAIL BATCH INVALID_BATCH +1 :${irc.batches.INVALID_BATCH}`,
    `:chat.server 461 Ana BATCH :${irc.errors["461"]}`,
  ]);
  assertEquals(await sendBatch(ana, ["@ PRIVMSG #outro :oi"], { target: "#outro" }), [
    `:chat.server 403 Ana #outro :${irc.errors["403"]}`,
  ]);
});

Deno.test("a batch ends with its own name, and other lines are no part of it", async () => {
  await using room = new TestRoom();
  const bia = await IrcPeer.joined(room, "Bia", "message-tags");
  const ana = await IrcPeer.joined(room, "Ana", `${ALL} message-tags`);
  await bia.news();
  await ana.ask("@+x=1 BATCH +1 draft/multiline #chat", "@batch=1 PRIVMSG #chat :um");
  for (const word of ["-9", "+9", "1"]) {
    assertEquals(await ana.ask(`BATCH ${word}`), [
      `:chat.server FAIL BATCH INVALID_BATCH ${word} :${irc.batches.INVALID_BATCH}`,
    ]);
  }
  assertEquals(await ana.ask("@batch=1 PING x"), [":chat.server PONG chat.server :x"]);
  assertEquals(
    (await ana.ask("BATCH -1"))[0]?.split(" :")[1],
    "Ana!chat@chat.server PRIVMSG #chat",
  );
  const [said, ...others] = await bia.news();
  assertEquals([/^@\+x=1;msgid=\d+ /.test(said!), others], [true, []]);
  await ana.ask("CAP REQ :-draft/multiline");
  assertEquals(await ana.ask("BATCH +2 draft/multiline #chat"), [
    `:chat.server FAIL BATCH INVALID_BATCH +2 :${irc.batches.INVALID_BATCH}`,
  ]);
});

Deno.test("a batch of 4096 bytes is said, and one of a byte more is not", async () => {
  await using room = new TestRoom();
  const { peer: bia } = await room.structured("Bia");
  const ana = await IrcPeer.joined(room, "Ana", "draft/multiline batch");
  await ana.news();
  const lines = Array.from({ length: 16 }, () => `@ PRIVMSG #chat :${"x".repeat(255)}`);
  const [first, ...others] = lines;
  assertEquals(await sendBatch(ana, [`${first}x`, ...others]), [], "with 15 line ends");
  await bia.receivesEvent("said", {
    text: ["x".repeat(256), ...Array(15).fill("x".repeat(255))].join("\n"),
  });
  assertEquals((await sendBatch(ana, [`${first}xx`, ...others])).length, 1);
});

Deno.test("without batches several lines are several messages, and a line's label is not the room's", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [
    await IrcPeer.joined(room, "Ana", ALL),
    await IrcPeer.joined(room, "Bia", "draft/multiline"),
  ];
  await sendBatch(ana, ["@ PRIVMSG #chat :um", "@ PRIVMSG #chat :dois"]);
  assertEquals((await bia.news()).slice(-2).map((line) => line.split(" :")[1]), ["um", "dois"]);
  await ana.ask("BATCH +1 draft/multiline #chat", "@batch=1;label=y PRIVMSG #chat :um");
  room.kick("Ana");
  assertEquals((await ana.news()).at(-1), ":chat.server KICK #chat Ana :Ana");
});
