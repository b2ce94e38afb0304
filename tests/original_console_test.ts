/** What the console of a real server shows, as in the original and with `--hide-private`. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the console shows every line, and with --hide-private no private text", async () => {
  for (const hidePrivate of [false, true]) {
    await using server = new TestServer({ hidePrivate });
    await using ana = await Peer.line(server.port, "Ana");
    await using nosso = await Peer.structured(server.port, "Nosso");
    await ana.say("oi\n@Nosso segredo\n@ninguem segredo\n/msg Nosso segredo\n/quem\n");
    await nosso.tell({ type: "whisper", to: "Ana", text: "segredo" });
    await nosso.tell({ type: "whisper", to: "Ana", texto: "segredo" });
    await nosso.told("rejected", { code: "missing-field", value: "text" });
    await nosso.tell({ type: "leave" });
    await server.shows("Nosso >> /sair");
    await server.shows("Ana >> /quem");
    const shown = server.console.filter((line) => line.includes(" >> ")).sort();
    assertEquals(
      shown,
      (hidePrivate
        ? [
          "Ana >> /quem",
          "Ana >> @Nosso (texto oculto)",
          "Ana >> @Nosso (texto oculto)",
          "Ana >> @ninguem (texto oculto)",
          "Ana >> oi",
          "Nosso >> (texto oculto)",
          "Nosso >> /sair",
          "Nosso >> @Ana (texto oculto)",
        ]
        : [
          "Ana >> /quem",
          "Ana >> @Nosso segredo",
          "Ana >> @Nosso segredo",
          "Ana >> @ninguem segredo",
          "Ana >> oi",
          'Nosso >> {"type":"whisper","to":"Ana","texto":"segredo"}',
          "Nosso >> /sair",
          "Nosso >> @Ana segredo",
        ]).sort(),
    );
  }
});

Deno.test("with --hide-private nothing of a private message reaches the console, however wrong", async () => {
  await using server = new TestServer({ hidePrivate: true, graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  await ana.say(" @ ana segredo\n\u200b@ ana segredo\n/r segredo\n/MSG ana segredo\n/quem\n");
  await server.shows("Ana >> /quem");
  const wrong = [
    '{"type":"whisper","to":"Ana","text":"segredo"',
    '{"type":"whisper","to":"Ana",\u2028"text":"segredo"',
    '["segredo"]',
    "segredo",
  ];
  for (const line of wrong) {
    await using nosso = await Peer.structured(server.port, "Nosso");
    await nosso.say(`${line}\n`);
    await nosso.told("refused", { code: "malformed" });
    await nosso.ends();
    await using stranger = await Peer.connect(server.port);
    await stranger.say(`{${line}\n`);
    await stranger.told("refused", { code: "malformed" });
    await stranger.ends();
  }
  await using nosso = await Peer.structured(server.port, "Nossa");
  await nosso.tell({ type: "whisper", to: "x\nAna >> oi", text: "segredo" });
  await server.shows("Nossa >> @x Ana >> oi (texto oculto)");
  assertEquals(server.console.filter((line) => line.includes("segredo")), []);
  assertEquals(server.console.filter((line) => line.startsWith("Ana >> ")), [
    "Ana >> (texto oculto)",
    "Ana >> (texto oculto)",
    "Ana >> (texto oculto)",
    "Ana >> @ana (texto oculto)",
    "Ana >> /quem",
  ]);
});

Deno.test("what a stranger sends writes no second line on the console", async () => {
  await using server = new TestServer();
  await using stranger = await Peer.connect(server.port);
  const { port } = stranger.address;
  await stranger.say("{\u2028Ana >> oi\rAna >> oi\n");
  await stranger.ends();
  assertEquals(server.console.slice(1), [
    `Conexão encerrada com ('127.0.0.1', ${port}): ` +
    "Erro: Cada linha precisa ser um objeto JSON, e chegou: { Ana >> oi Ana >> oi",
  ]);
});
