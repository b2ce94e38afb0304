/** What IRC clients read of what was said before. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc } = textsOf("pt-BR");
const DATE = Date.UTC(2026, 10, 27, 12);
const ALL = "draft/chathistory server-time message-tags batch labeled-response";

/** A room in which Bia said `um` to `cinco`, a second apart; the first one is number 3, at 12:00:01. */
async function withMessages(room: TestRoom, capabilities = ALL): Promise<IrcPeer> {
  const bia = room.connect();
  await bia.peer.send("Bia\n");
  await room.settle();
  const ana = await IrcPeer.joined(room, "Ana", capabilities);
  for (const text of ["um", "dois", "três", "quatro", "cinco"]) {
    await room.advance(1000);
    await bia.peer.send(`${text}\n`);
    await room.settle();
  }
  await ana.news();
  return ana;
}

/** The texts of an answer that is a batch of history. */
async function textsOfHistory(ana: IrcPeer, query: string): Promise<string> {
  const [start = "", ...lines] = await ana.ask(`CHATHISTORY ${query}`);
  const [, batch] = /^:chat\.server BATCH \+(b\d+) chathistory #chat$/.exec(start) ?? [];
  assertEquals([query, lines.pop()], [query, `:chat.server BATCH -${batch}`]);
  return lines.map((line) => {
    const [, text] = new RegExp(
      `^@batch=${batch};time=2026-11-27T12:00:0\\d\\.000Z;msgid=\\d :Bia!chat@chat\\.server PRIVMSG #chat :(.*)$`,
    ).exec(line)!;
    return text;
  }).join(" ");
}

Deno.test("CHATHISTORY finds messages by number and by time", async () => {
  await using room = new TestRoom({ date: DATE, recent: 5 });
  const ana = await withMessages(room);
  const at = (seconds: number, ms = "000") => `timestamp=2026-11-27T12:00:0${seconds}.${ms}Z`;
  const cases: Record<string, string> = {
    "LATEST #chat * 2": "quatro cinco",
    "latest #CHAT * 100": "um dois três quatro cinco",
    "LATEST #chat msgid=5 9": "quatro cinco",
    [`LATEST #chat ${at(4)} 9`]: "cinco",
    "BEFORE #chat msgid=5 1": "dois",
    "BEFORE #chat msgid=5 9": "um dois",
    [`BEFORE #chat ${at(3)} 9`]: "um dois",
    [`BEFORE #chat ${at(3, "001")} 9`]: "um dois três",
    "AFTER #chat msgid=4 2": "três quatro",
    [`AFTER #chat ${at(3)} 9`]: "quatro cinco",
    [`AFTER #chat ${at(2, "999")} 1`]: "três",
    "AROUND #chat msgid=5 3": "dois três quatro",
    "AROUND #chat msgid=5 1": "três",
    [`AROUND #chat ${at(3)} 4`]: "um dois três quatro",
    "BETWEEN #chat msgid=3 msgid=7 9": "dois três quatro",
    "BETWEEN #chat msgid=3 msgid=7 2": "dois três",
    "BETWEEN #chat msgid=7 msgid=3 2": "três quatro",
    [`BETWEEN #chat ${at(1)} ${at(4)} 9`]: "dois três",
    "LATEST #chat * 0": "",
    "LATEST #chat * 500": "um dois três quatro cinco",
    "AFTER #chat msgid=99 9": "",
    "TARGETS timestamp=2026-01-01T00:00:00Z timestamp=2027-01-01T00:00:00Z 9": "",
  };
  for (const [query, texts] of Object.entries(cases)) {
    assertEquals([query, await textsOfHistory(ana, query)], [query, texts]);
  }
});

Deno.test("CHATHISTORY says what is wrong with a question", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withMessages(room);
  const cases: Record<string, string> = {
    "NADA #chat * 9": `INVALID_PARAMS NADA :${irc.historyUnknown}`,
    "LATEST Bia * 9": `INVALID_TARGET Bia :${irc.historyOf}`,
    "LATEST #outro * 9": `INVALID_TARGET #outro :${irc.historyOf}`,
    "LATEST #chat *": `INVALID_PARAMS LATEST :${irc.historyPlace}`,
    "LATEST #chat * -1": `INVALID_PARAMS LATEST :${irc.historyPlace}`,
    "LATEST #chat * x": `INVALID_PARAMS LATEST :${irc.historyPlace}`,
    "LATEST #chat nada 9": `INVALID_PARAMS LATEST :${irc.historyPlace}`,
    "BEFORE #chat xmsgid=7 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BEFORE #chat msgid=1234567890123456 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BEFORE #chat timestamp=27 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BEFORE #chat * 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BEFORE #chat msgid=x 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BEFORE #chat timestamp=ontem 9": `INVALID_PARAMS BEFORE :${irc.historyPlace}`,
    "BETWEEN #chat msgid=1 9": `INVALID_PARAMS BETWEEN :${irc.historyPlace}`,
  };
  for (const [query, answer] of Object.entries(cases)) {
    assertEquals(await ana.ask(`CHATHISTORY ${query}`), [
      `:chat.server FAIL CHATHISTORY ${answer}`,
    ]);
  }
  assertEquals(await ana.ask("CHATHISTORY"), [
    `:chat.server 461 Ana CHATHISTORY :${irc.errors["461"]}`,
  ]);
});

Deno.test("a client that asks for history is sent none by itself", async () => {
  await using room = new TestRoom({ date: DATE, recent: 5 });
  await withMessages(room);
  const [davi, eva] = [new IrcPeer(room), new IrcPeer(room)];
  await davi.ask(`CAP REQ :${ALL}`, "NICK Davi", "USER d 0 * :D", "CAP END");
  await eva.ask("CAP REQ :server-time", "NICK Eva", "USER e 0 * :E", "CAP END");
  assertEquals((await davi.ask("JOIN #chat")).length, 3);
  assertEquals((await eva.ask("JOIN #chat")).length, 3 + 5);
});

/** What was said to everybody, in lines. */
function texts(lines: string[]): (string | undefined)[] {
  return lines.map((line) => /PRIVMSG #chat :(.*)/.exec(line)?.[1]).filter((text) => text);
}

Deno.test("a client that comes back is sent what it missed, and nothing again", async () => {
  await using room = new TestRoom({ date: DATE, recent: 2 });
  const bia = room.connect();
  await bia.peer.send("Bia\n");
  const say = async (text: string) => {
    await bia.peer.send(`${text}\n`);
    await room.settle();
  };
  const come = async (name: string, ...lines: string[]) => {
    const client = new IrcPeer(room);
    await client.ask(...lines, `NICK ${name}`, "USER u 0 * :U", "CAP END");
    const told = texts(await client.ask("JOIN #chat"));
    return { client, told };
  };
  for (const text of ["um", "dois", "três"]) await say(text);
  for (
    const [name, capabilities, first, missed] of [
      ["Ana", "server-time", ["dois", "três"], ["quatro", "cinco", "seis"]],
      ["Dora", "batch", [], ["quatro", "cinco", "seis"]],
      ["Eva", "server-time draft/chathistory", [], []],
    ] as const
  ) {
    const request = [`PASS token:segredo-de-${name}`, `CAP REQ :${capabilities}`];
    const before = await come(name, ...request);
    assertEquals(before.told, [...first], name);
    await say("três");
    await before.client.news();
    await before.client.peer[Symbol.asyncDispose]();
    for (const text of ["quatro", "cinco", "seis"]) await say(text);
    const after = await come(name, ...request);
    assertEquals(after.told, [...missed], name);
    assertEquals((await come(`${name}2`, "CAP REQ :server-time")).told, ["cinco", "seis"]);
    for (const text of ["dois", "três"]) await say(text);
    await say("fim");
    assertEquals(texts(await after.client.news()), ["dois", "três", "fim"]);
    // Whoever leaves, and joins again later, is a newcomer.
    const again = texts(await after.client.ask("PART #chat", "JOIN #chat"));
    assertEquals(again, capabilities === "server-time" ? ["três", "fim"] : [], name);
    for (const text of ["dois", "três"]) await say(text);
  }
});

Deno.test("a JOIN comes before all that is said behind it, however long its client has to wait", async () => {
  await using room = new TestRoom({ rate: 10, recent: 5 });
  const { peer: bia } = await room.structured("Bia");
  const ana = new IrcPeer(room);
  await ana.ask("CAP REQ :server-time", "NICK Ana", "USER a 0 * :A", "CAP END");
  await ana.ask(...Array.from({ length: 30 }, () => "TIME")); // Its tokens are spent.
  const told: string[] = [];
  await ana.peer.send("JOIN #chat\r\n");
  for (let at = 0; at < 30; at++) {
    await bia.sendJson({ type: "say", text: `n${at}` });
    await room.settle();
    await room.advance(100);
    told.push(...await ana.news());
  }
  const said = texts(told);
  const from = Number(said[0]?.slice(1));
  assertEquals(said, Array.from({ length: 30 - from }, (_, at) => `n${from + at}`));
  const kinds = told.map((line) => /JOIN|353|366|PRIVMSG/.exec(line)?.[0]).filter((one) => one);
  assertEquals(kinds.slice(0, 4), ["JOIN", "353", "366", "PRIVMSG"]);
});

Deno.test("the label of a question is on its history", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withMessages(room);
  const lines = await ana.ask("@label=x CHATHISTORY LATEST #chat * 1");
  assertEquals(lines.map((line) => line.split(" :Bia!")[0]), [
    "@label=x :chat.server BATCH +b2 labeled-response",
    "@batch=b2 :chat.server BATCH +b1 chathistory #chat",
    "@batch=b1;time=2026-11-27T12:00:05.000Z;msgid=7",
    "@batch=b2 :chat.server BATCH -b1",
    ":chat.server BATCH -b2",
  ]);
});

Deno.test("history is as long as it may be: the newest messages of it", async () => {
  await using room = new TestRoom({ date: DATE, recent: 9 });
  const ana = await withMessages(room);
  const caio = room.connect();
  await caio.peer.sendJson({ type: "hello", version: 1, name: "Caio" });
  for (let at = 0; at < 9; at++) {
    await caio.peer.sendJson({ type: "say", text: `${at}\n`.repeat(2000) });
  }
  await ana.news();
  await ana.peer.receives(":8\r\n");
  await ana.news();
  const lines = await ana.askFor("BATCH -b", "CHATHISTORY LATEST #chat * 100");
  assertEquals(lines.join("").length < 400_000, true);
  const has = (text: string) => lines.some((line) => line.endsWith(`#chat :${text}`));
  assertEquals([has("7"), has("8")], [false, true]);
  const davi = await IrcPeer.joined(room, "Davi", "server-time");
  await davi.askFor("PONG", "PING x");
  assertEquals(davi.peer.text.length < 400_000, true);
});
