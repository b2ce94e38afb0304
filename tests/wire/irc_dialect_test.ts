import { assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { type Event, LIMITS, type RefusalCode } from "../../lib/protocol.ts";
import { Detector } from "../../lib/wire/detect.ts";
import { IrcDialect } from "../../lib/wire/irc_dialect.ts";
import { bytesOf } from "../support/bytes.ts";
import { emptyHouse } from "../support/irc_house.ts";

const house = emptyHouse();

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

/** A client on the channel, and what it is told when the room says something by itself. */
function joined() {
  const dialect = new IrcDialect({ house });
  const carryOut = (text: string) => {
    for (const value of dialect.receive(bytesOf(text))) {
      if (value.type === "hello") {
        dialect.encode({ type: "welcome", name: "Ana", token: "", seq: 0, people: [] });
      }
      const people = [{ name: "Ana", since: 0, away: false }];
      if (value.type === "who") dialect.encodePeople({ type: "people", people });
    }
  };
  carryOut("NICK Ana\r\nUSER a 0 * :A\r\nJOIN #chat\r\n");
  const told = (event: Event) => new TextDecoder().decode(dialect.encode(event));
  return { carryOut, told };
}

Deno.test("IrcDialect tells at once what the room says by itself", () => {
  const { carryOut, told } = joined();
  assertEquals(
    told({ type: "missed", count: 3 }),
    `:chat.server NOTICE #chat :${ptBr.missedSlow(3)}\r\n`,
  );
  assertEquals(told({ type: "ping" }), "PING :chat.server\r\n");
  carryOut("PRIVMSG #chat :x\r\n");
  const muted = ptBr.rejections.muted("");
  assertEquals(
    told({ type: "rejected", code: "muted" }),
    `:chat.server 404 Ana #chat :${muted}\r\n`,
  );
  carryOut("PRIVMSG Caio :x\r\n");
  assertEquals(
    told({ type: "rejected", code: "no-such-person", value: "Caio" }),
    `:chat.server 401 Ana Caio :${ptBr.irc.errors["401"]}\r\n`,
  );
  assertEquals(
    told({ type: "rejected", code: "empty" }),
    `:chat.server 412 Ana :${ptBr.irc.errors["412"]}\r\n`,
  );
});

Deno.test("IrcDialect gives refusals the numbers that IRC has for them", () => {
  const numbers: Partial<Record<RefusalCode, [coming: string, again?: string]>> = {
    "banned": ["465 Ana", "474 Ana #chat"],
    "full": ["471 Ana #chat"],
    "locked": ["473 Ana #chat"],
    "not-encrypted": ["464 Ana", "475 Ana #chat"],
    "password": ["464 Ana", "475 Ana #chat"],
    "replaced": ["436 Ana Ana"],
    "too-many-guesses": ["464 Ana", "475 Ana #chat"],
    "wrong-password": ["464 Ana", "475 Ana #chat"],
  };
  for (const code of Object.keys(ptBr.refusals) as RefusalCode[]) {
    if (code.startsWith("name-") || code === "kicked") continue;
    const [coming, again = coming] = numbers[code] ?? [];
    const sentence = ptBr.refusals[code]("x").replaceAll("\n", " ");
    for (const number of [coming, again]) {
      const { told, carryOut } = joined();
      if (number === again && again !== coming) carryOut("PART #chat\r\n");
      const lines = told({ type: "refused", code, value: "x" }).split("\r\n").slice(0, -1);
      const kick = code === "banned" && number === coming;
      assertEquals(lines, [
        ...(number === undefined ? [] : [`:chat.server ${number} :${sentence}`]),
        ...(kick ? [`:chat.server KICK #chat Ana :${sentence}`] : []),
        `ERROR :${ptBr.irc.closing(sentence)}`,
      ]);
    }
  }
});

Deno.test("IrcDialect takes empty lines as lines, and waits for nobody who is registering", () => {
  const dialect = new IrcDialect({ house });
  const types = Array.from(
    dialect.receive(bytesOf("\r\n\r\n  \r\nNICK Ana\r\n")),
    ({ type }) => type,
  );
  assertEquals([types, dialect.idleTimeoutMs], [["nothing", "nothing", "nothing", "nothing"], 0]);
});
