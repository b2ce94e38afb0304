import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { Operator, parseTyped } from "../../lib/operator/operator.ts";
import { verifierOf } from "../support/fake_verifier.ts";
import { TestRoom } from "../support/test_room.ts";

const texts = textsOf("pt-BR");

Deno.test("Operator carries out what is typed at the console", async () => {
  await using room = new TestRoom();
  const bia = await room.line("Bia");
  let closes = 0;
  const operator = new Operator({
    room: room.room,
    invitation: { again: (adapter = "todos") => `convite: ${adapter}` },
    close: () => closes++,
  });
  const type = (line: string) => {
    const parsed = parseTyped(line, texts);
    if ("value" in parsed) operator.execute(parsed.value);
    return "complaint" in parsed ? parsed.complaint : room.printed.splice(0).join("\n");
  };
  type("/nada");
  room.printed.length = 0;
  assertEquals(type("/quem"), texts.people(room.hub.people()));
  assertEquals(type("/convite"), "convite: todos");
  assertEquals(type("/convite Wi-Fi 2"), "convite: Wi-Fi 2");
  assertEquals(type("/ajuda").split("\n").length, 16);
  assertEquals(type("/aviso pausa"), "Aviso do servidor: pausa");
  assertEquals(type("/trancar"), `Aviso do servidor: ${texts.lock.locked}`);
  assertEquals(type("/trancar"), texts.lock.isLocked);
  assertEquals(type("/destrancar"), `Aviso do servidor: ${texts.lock.unlocked}`);
  assertEquals(type("/unlock"), texts.lock.isUnlocked);
  const { sanctions } = texts;
  assertEquals(type("/banidos"), sanctions.none);
  assertEquals(type("/banir Davi"), sanctions.bannedAbsent("Davi", "-"));
  assertEquals(type("/mute Bia oi"), `Aviso do servidor: ${sanctions.muted("Bia", "-", "oi")}`);
  assertEquals(
    type("/bans"),
    "Banidos e calados:\n  Davi: não entra até o anfitrião perdoar.\n" +
      "  Bia: só lê até o anfitrião perdoar: oi",
  );
  assertEquals(type("/perdoar @davi"), sanctions.pardoned("Davi"));
  assertEquals(type("/pardon Bia"), `Aviso do servidor: ${sanctions.unmuted("Bia")}`);
  assertEquals(type("/banir Bia 0"), texts.rejections["bad-minutes"]("0"));
  assertEquals(type(" "), "");
  assertEquals(type("/nada"), "Erro: O comando /nada não existe. Veja /ajuda.");
  assertEquals(
    type("/expulsr Bia"),
    "Erro: O comando /expulsr não existe. Veja /ajuda. Quis dizer /expulsar?",
  );
  assertEquals(type("/sair agora"), texts.rejections["unexpected-argument"]("/sair"));
  assertEquals(type("/expulsar Cris"), 'Erro: "Cris" não está no chat.');
  assertEquals(
    type(`/expulsar ${"x".repeat(999)}`).length,
    'Erro: "" não está no chat.'.length + 80,
  );
  assertEquals(type("/expulsar"), "Erro: Comando incompleto. Use /expulsar NOME motivo.");
  assertEquals(room.names, ["Bia"]);
  type("/expulsar @Bia");
  await room.clock.advance(1_000);
  assertEquals([room.names, bia.isClosed()], [[], true]);
  assertEquals(closes, 0);
  type("/fechar");
  assertEquals(closes, 1);
  type("/sair");
  assertEquals(closes, 2);
});

Deno.test("Operator shows the invitation where it is told to, and that there is a password", async () => {
  await using room = new TestRoom();
  const shown: string[] = [];
  const operator = new Operator({
    room: room.room,
    invitation: { again: (adapter) => `convite: ${adapter}` },
    show: (text) => shown.push(text),
    close: () => {},
  });
  operator.command({ type: "invite", adapter: "eth0" });
  operator.command({ type: "bans" });
  assertEquals([shown, room.printed], [["convite: eth0", texts.sanctions.none], []]);
  room.room.password.verifier = verifierOf("ação-2");
  operator.command({ type: "invite", adapter: "eth0" });
  assertEquals(shown.at(-1), `convite: eth0\n${texts.password.invite}`);
});
