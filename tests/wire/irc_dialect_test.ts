import { assertEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { LIMITS } from "../../lib/protocol.ts";
import { ircHouseOf } from "../../lib/serve/irc.ts";
import { Detector } from "../../lib/wire/detect.ts";
import { IrcDialect } from "../../lib/wire/irc_dialect.ts";
import { bytesOf } from "../support/bytes.ts";

const house = ircHouseOf({
  options: { recent: 0, texts: ptBr },
  broadcaster: { log: new Log() },
  hub: { find: () => undefined },
  members: { connectionOf: () => undefined },
  moderation: { check: () => undefined, kick: () => {} },
  password: { verifier: undefined },
}, () => 0);

Deno.test("IrcDialect keeps the name when a NICK is rejected for another reason than the name", () => {
  const dialect = new IrcDialect({ house });
  const tell = (text: string) => {
    let answer = "";
    for (const value of dialect.receive(bytesOf(text))) {
      if (value.type === "hello") {
        dialect.encode({ type: "welcome", name: "Ana", token: "", seq: 0, people: [] });
      } else if (value.type === "rename") {
        dialect.encode({ type: "rejected", code: "not-recorded" });
      } else if (value.type === "response") answer += new TextDecoder().decode(value.bytes);
    }
    return answer;
  };
  tell("NICK Ana\r\nUSER a 0 * :A\r\n");
  const sentence = ptBr.rejections["not-recorded"]("");
  assertEquals(
    tell("NICK Bia\r\n"),
    `:chat.server 432 Bia Bia :${sentence}\r\n`.replace("Bia Bia", "Ana Bia"),
  );
  assertEquals(tell("MOTD\r\n"), `:chat.server 422 Ana :${ptBr.irc.errors["422"]}\r\n`);
});

Deno.test("Detector buffers no more behind a password than a line may have", () => {
  const detector = new Detector(ptBr, { irc: { house } });
  assertEquals([...detector.receive(bytesOf("PASS x\n"))], []);
  assertEquals([...detector.receive(bytesOf("a".repeat(LIMITS.lineBytes - 7)))], []);
  const received = [...detector.receive(bytesOf("aa".repeat(LIMITS.lineBytes)))];
  assertEquals(received.map(({ type }) => type), ["password", "end"]);
});
