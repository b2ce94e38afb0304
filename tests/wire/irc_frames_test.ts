import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { WebSocketDialect } from "../../lib/wire/websocket_dialect.ts";
import { bytesOf, textOf } from "../support/bytes.ts";
import { OPCODES, serverFrames } from "../support/frames.ts";
import { emptyHouse } from "../support/irc_house.ts";
import { binary, close, first, last, ping, text } from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const house = emptyHouse();

const NOT_UTF8 = Uint8Array.of(0x6e, 0xe3, 0x6f);

/** A client, and what it was sent: `T` before the lines of text frames, `B` before binary ones. */
function clientOf(subprotocol?: string) {
  const sent: string[] = [];
  let name = "";
  const take = (bytes: Uint8Array) => {
    for (const { opcode, payload } of serverFrames(bytes)) {
      if (opcode === OPCODES.close) sent.push(`close ${new DataView(payload.buffer).getUint16(0)}`);
      else sent.push(`${opcode === OPCODES.text ? "T" : "B"} ${textOf(payload)}`);
    }
  };
  const dialect = new WebSocketDialect({ texts: ptBr, irc: { house, send: take }, subprotocol });
  const carryOut = (one: Received) => {
    if (one.type === "response") take(one.bytes);
    else if (one.type === "end") take(one.lastWords);
    else if (one.type === "hello") {
      ({ name } = one);
      take(dialect.encode({ type: "welcome", name, token: "", seq: 0, people: [] }));
    } else if (one.type === "who") {
      const people = [{ name, since: 0, away: false }];
      for (const piece of dialect.encodePeople({ type: "people", people }, undefined!)) take(piece);
    }
    return one.type;
  };
  const send = (...frames: Uint8Array[]) =>
    Array.from(dialect.receive(concat(frames)), carryOut).filter((type) => type !== "response");
  const news = () => sent.splice(0);
  return { dialect, send, take, news, idle: () => Array.from(dialect.onIdle(), carryOut) };
}

const REGISTRATION = ["NICK Ana", "USER a 0 * :Ana"];

Deno.test("a WebSocket speaks IRC in the frames that its client has asked for", pure, () => {
  const cases: [subprotocol: string | undefined, frame: typeof text, sign: string][] = [
    ["text.ircv3.net", text, "T"],
    ["binary.ircv3.net", binary, "B"],
    ["binary.ircv3.net", text, "B"],
    ["text.ircv3.net", binary, "T"],
    [undefined, text, "T"],
    [undefined, binary, "B"],
  ];
  for (const [subprotocol, frame, sign] of cases) {
    const { dialect, send, news } = clientOf(subprotocol);
    send(...REGISTRATION.map((line) => frame(line)));
    const lines = news();
    assertEquals(lines[0]!.split(" ").slice(0, 4), [sign, ":chat.server", "001", "Ana"]);
    assertEquals(lines.filter((line) => !line.startsWith(`${sign} :`) || /[\r\n]/.test(line)), []);
    assertEquals([dialect.kind, dialect.answersPings, dialect.idleTimeoutMs], ["irc", true, 2000]);
    send(frame("PING é\r\n"));
    assertEquals(news(), [`${sign} :chat.server PONG chat.server :é`]);
    send(frame("PRIVMSG #chat :oi"));
  }
});

Deno.test(
  "the first message of a WebSocket decides, unless JSON or IRC was asked for",
  pure,
  () => {
    for (
      const line of ["CAP LS 302", "nick Ana", "PASS x", "@label=1 CAP LS", "AUTHENTICATE PLAIN"]
    ) {
      const { dialect, send } = clientOf();
      send(first(line.slice(0, 3)), last(line.slice(3)));
      assertEquals(dialect.kind, "irc", line);
    }
    for (
      const line of ['{"type":"who"}', "CAP", "NICK ", "JOIN #chat", "olá CAP LS", "@ana CAP", ""]
    ) {
      const { dialect, send } = clientOf();
      send(text(line), text("CAP LS 302"));
      assertEquals(dialect.kind, "websocket", line);
    }
    assertEquals(clientOf().send(binary('{"type":"who"}')), ["end"]);
    const { dialect, send } = clientOf("other");
    assertEquals(dialect.kind, "websocket");
    send(text("CAP LS"));
    assertEquals(dialect.kind, "irc");
  },
);

Deno.test("without IRC a WebSocket speaks JSON, whatever was asked for", pure, () => {
  const dialect = new WebSocketDialect({ texts: ptBr, subprotocol: "text.ircv3.net" });
  const [received] = dialect.receive(text("CAP LS 302"));
  assertEquals([dialect.kind, received?.type], ["websocket", "end"]);
});

Deno.test(
  "an IRC client in a WebSocket joins by itself, and reads each line in a frame",
  pure,
  () => {
    const { dialect, send, take, news, idle } = clientOf("text.ircv3.net");
    send(...REGISTRATION.map((line) => text(line)));
    news();
    assertEquals(idle(), ["who"]);
    assertEquals(news()[0], "T :Ana!chat@chat.server JOIN #chat");
    const said = { type: "said" as const, seq: 1, time: 0, from: "Bia", text: "um\ndois" };
    take(dialect.encode(said));
    assertEquals(
      news(),
      ["um", "dois"].map((line) => `T :Bia!chat@chat.server PRIVMSG #chat :${line}`),
    );
    assertEquals(dialect.encode(said, true), new Uint8Array(), "it has no echo");
    const { logFormat } = dialect;
    assertEquals([logFormat.encodesEach, logFormat.encode(said)], [true, ""]);
    assertEquals(dialect.logFormat === logFormat, true, "the same one each time");
    send(text("CAP REQ server-time"));
    assertEquals(dialect.logFormat === logFormat, true, "in whatever style");
    news();
    take(dialect.encode(said));
    const timed = "T @time=1970-01-01T00:00:00.000Z :Bia!chat@chat.server PRIVMSG #chat";
    assertEquals(news(), ["um", "dois"].map((line) => `${timed} :${line}`));
    send(text("AWAY :volto"), text("QUIT"));
    assertEquals(news().length, 1);
  },
);

Deno.test("what others did is sent to an IRC client in frames, too", pure, () => {
  const [ana, bia] = [clientOf("binary.ircv3.net"), clientOf("text.ircv3.net")];
  for (const [name, { send, idle }] of [["Ana", ana], ["Bia", bia]] as const) {
    send(
      text("CAP REQ :away-notify"),
      text(`NICK ${name}`),
      text("USER a 0 * :A"),
      text("CAP END"),
    );
    idle();
  }
  ana.news();
  bia.send(text("AWAY :volto"));
  assertEquals(ana.news(), ["B :Bia!chat@chat.server AWAY :volto"]);
});

Deno.test("an IRC client's WebSocket ends with ERROR, and a code", pure, () => {
  const { closing } = ptBr.irc;
  const cases: [Uint8Array, sentence: string, code: number][] = [
    [text("a".repeat(17_000)), ptBr.refusals["line-too-long"](""), 1009],
    [text(NOT_UTF8), ptBr.refusals.binary(""), 1007],
    [first().map((byte) => byte | 0x40), ptBr.refusals["bad-frame"](""), 1002],
  ];
  for (const [frame, sentence, code] of cases) {
    const { send, news } = clientOf("text.ircv3.net");
    assertEquals(send(frame), ["end"]);
    assertEquals(news(), [`T ERROR :${closing(sentence)}`, `close ${code}`]);
  }
  for (
    const [refusal, code] of [["left", 1000], ["server-closing", 1001], ["kicked", 1008]] as const
  ) {
    const { dialect, take, news } = clientOf("text.ircv3.net");
    take(dialect.encode({ type: "refused", code: refusal }));
    assertEquals(news().at(-1), `close ${code}`);
  }
});

Deno.test(
  "pings, fragments and a close of an IRC client are those of every WebSocket",
  pure,
  () => {
    const { send, news, take, dialect } = clientOf("binary.ircv3.net");
    assertEquals(send(ping("x"), first("NI"), last("CK Ana"), close(1000)), [
      "nothing",
      "nothing",
      "closed",
    ]);
    take(new Uint8Array());
    assertEquals(news(), ["B x"]);
    assertEquals([...dialect.end()], []);
    // In binary frames a line may be anything.
    const other = clientOf("binary.ircv3.net");
    other.send(binary(concat([bytesOf("NICK "), NOT_UTF8])), text("PING 1"));
    assertEquals(other.news(), [
      `B :chat.server FAIL * INVALID_UTF8 :${ptBr.refusals.binary("")}`,
      "B :chat.server PONG chat.server :1",
    ]);
  },
);
