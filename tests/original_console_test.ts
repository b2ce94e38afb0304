/** The console of a real server, as in the original and with `--hide-private`. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the console shows every line, and with --hide-private no private text", async () => {
  for (const hidePrivate of [false, true]) {
    await using server = new TestServer({ hidePrivate });
    await using ana = await Peer.line(server.port, "Ana");
    await using nosso = await Peer.structured(server.port, "Nosso");
    await ana.send("oi\n@Nosso segredo\n@ninguem segredo\n/msg Nosso segredo\n/quem\n");
    await nosso.sendJson({ type: "whisper", to: "Ana", text: "segredo" });
    await nosso.sendJson({ type: "whisper", to: "Ana", texto: "segredo" });
    await nosso.receivesEvent("rejected", { code: "missing-field", value: "text" });
    await nosso.sendJson({ type: "leave" });
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
          "Ana >> (texto oculto)",
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

Deno.test("with --hide-private no part of a private message reaches the console, even a malformed one", async () => {
  await using server = new TestServer({ hidePrivate: true, graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  await ana.send(" @ ana segredo\n\u200b@ ana segredo\n/r segredo\n/MSG ana segredo\n/quem\n");
  await server.shows("Ana >> /quem");
  const wrong = [
    '{"type":"whisper","to":"Ana","text":"segredo"',
    '{"type":"whisper","to":"Ana",\u2028"text":"segredo"',
    '["segredo"]',
    "segredo",
  ];
  for (const line of wrong) {
    await using nosso = await Peer.structured(server.port, "Nosso");
    await nosso.send(`${line}\n`);
    await nosso.receivesEvent("refused", { code: "malformed" });
    await nosso.ends();
    await using stranger = await Peer.connect(server.port);
    await stranger.send(`{${line}\n`);
    await stranger.receivesEvent("refused", { code: "malformed" });
    await stranger.ends();
  }
  await using nosso = await Peer.structured(server.port, "Nossa");
  await nosso.sendJson({ type: "whisper", to: "x\nAna >> oi", text: "segredo" });
  await server.shows("Nossa >> (texto oculto)");
  assertEquals(server.console.filter((line) => line.includes("segredo")), []);
  assertEquals(server.console.filter((line) => line.startsWith("Ana >> ")), [
    "Ana >> (texto oculto)",
    "Ana >> (texto oculto)",
    "Ana >> (texto oculto)",
    "Ana >> @ana (texto oculto)",
    "Ana >> /quem",
  ]);
});

Deno.test("unknown clients cannot write a second line on the console", async () => {
  await using server = new TestServer();
  await using stranger = await Peer.connect(server.port);
  const { port } = stranger.address;
  await stranger.send("{\u2028Ana >> oi\rAna >> oi\n");
  await stranger.ends();
  assertEquals(server.console.slice(1), [
    `Conexão encerrada com ('127.0.0.1', ${port}): ` +
    "Erro: Cada linha precisa ser um objeto JSON. Recebido: { Ana >> oi Ana >> oi",
  ]);
});
