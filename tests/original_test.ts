/** What the original did, word for word, at a real server: its console, and each kind of client. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the conversation of the original is the same for line clients", async () => {
  await using server = new TestServer();
  await using mother = await Peer.line(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.say("Notebook Trabalho\n");
  await work.hears("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.\n");
  await work.say("NotebookTrabalho\n");
  await work.hears("NotebookTrabalho entrou no chat.\n");
  await work.say("Olá!\n");
  await mother.hears("NotebookTrabalho: Olá!\n");
  await mother.say("Olá, tudo bem com você?\n");
  await work.hears("NotebookMãe: Olá, tudo bem com você?\n");
  await work.say("/sair\n");
  await work.ends();
  await mother.hears("NotebookTrabalho saiu do chat.\n");

  assertEquals(server.console, [
    `O servidor 127.0.0.1:${server.port} está aguardando conexões...`,
    `Conexão com sucesso com NotebookMãe : ('127.0.0.1', ${mother.address.port})`,
    `Conexão com sucesso com NotebookTrabalho : ('127.0.0.1', ${work.address.port})`,
    "NotebookTrabalho >> Olá!",
    "NotebookMãe >> Olá, tudo bem com você?",
    "NotebookTrabalho >> /sair",
  ]);
  assertEquals(mother.text.split("\n"), [
    "NotebookMãe entrou no chat.",
    "NotebookTrabalho entrou no chat.",
    "NotebookTrabalho: Olá!",
    "NotebookTrabalho saiu do chat.",
    "",
  ]);
  assertEquals(work.text.split("\n"), [
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "NotebookTrabalho entrou no chat.",
    "NotebookMãe: Olá, tudo bem com você?",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("the conversation of the original is the same for unframed clients, read by read", async () => {
  await using server = new TestServer();
  await using mother = await Peer.unframed(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.say("Notebook Trabalho");
  await work.hears("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.");
  await work.say("NotebookTrabalho");
  await work.hears("NotebookTrabalho entrou no chat.");
  await mother.hears("NotebookTrabalho entrou no chat.");
  await work.say("Olá!");
  await mother.hears("NotebookTrabalho: Olá!");
  await mother.say("@notebooktrabalho Olá, tudo bem com você?");
  await work.hears("NotebookMãe (privado): Olá, tudo bem com você?");
  await work.say("/SAIR");
  await work.ends();
  await mother.hears("NotebookTrabalho saiu do chat.");

  assertEquals(mother.reads, [
    "NotebookMãe entrou no chat.",
    "NotebookTrabalho entrou no chat.",
    "NotebookTrabalho: Olá!",
    "NotebookTrabalho saiu do chat.",
  ]);
  assertEquals(work.reads, [
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "NotebookTrabalho entrou no chat.",
    "NotebookMãe (privado): Olá, tudo bem com você?",
  ]);
  assertEquals(server.console.slice(3), [
    "NotebookTrabalho >> Olá!",
    "NotebookMãe >> @notebooktrabalho Olá, tudo bem com você?",
    "NotebookTrabalho >> /sair",
  ]);
});

Deno.test("all three kinds of clients talk in one room, and nobody is told their own words", async () => {
  await using server = new TestServer();
  await using line = await Peer.line(server.port, "Linha");
  await using unframed = await Peer.unframed(server.port, "Antigo");
  await using structured = await Peer.structured(server.port, "Nosso");
  await unframed.hears("Nosso entrou no chat.");
  await line.say("um\n");
  await unframed.hears("Linha: um");
  await unframed.say("dois");
  await line.hears("Antigo: dois\n");
  await structured.told("said", { from: "Antigo", text: "dois" });
  await structured.tell({ type: "say", id: 1, text: "três\nquatro" });
  await line.hears("Nosso: três\nNosso: quatro\n");
  await unframed.hears("Nosso: três\nNosso: quatro");
  assertEquals(
    structured.events.filter(({ type }) => type === "said")
      .map(({ from, id, text }) => [from, id, text]),
    [["Linha", undefined, "um"], ["Antigo", undefined, "dois"], ["Nosso", 1, "três\nquatro"]],
  );
  assertEquals(line.text.includes("Linha: um"), false);
  assertEquals(unframed.text.includes("Antigo: dois"), false);
});

Deno.test("a private message reaches one person, and a mistyped one nobody", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await using antigo = await Peer.unframed(server.port, "Antigo");
  await using nosso = await Peer.structured(server.port, "Nosso");
  await ana.hears("Nosso entrou no chat.\n");
  const cases: [typed: string, answer: string][] = [
    ["@ninguem segredo", "Usuário não encontrado.\n"],
    ["@Bia", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["@ Bia segredo", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["@", "Erro: Formato inválido. Use @nome mensagem.\n"],
    [" @Bial segredo", "Usuário não encontrado.\n"],
    ["\u200b@Bial segredo", "Usuário não encontrado.\n"],
    ["/msg", "Erro: Formato inválido. Use @nome mensagem.\n"],
    [
      "/mgs Bia segredo",
      "Erro: O comando /mgs não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
    ],
    ["/r segredo", "Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n"],
  ];
  for (const [typed, answer] of cases) {
    await ana.say(`${typed}\n`);
    await ana.hears(answer);
  }
  await ana.say("@BIA só para você\n");
  await bia.hears("Ana (privado): só para você\n");
  await bia.say("/r recebi\n");
  await ana.hears("Bia (privado): recebi\n");
  await ana.say("@antigo oi\n@Nosso oi\n//fim @@\n");
  await antigo.hears("Ana (privado): oi");
  await nosso.told("whispered", { from: "Ana", to: "Nosso", text: "oi" });
  for (const peer of [bia, antigo]) await peer.hears("Ana: /fim @@");
  await nosso.told("said", { text: "/fim @@" });
  for (const peer of [bia, antigo, nosso]) assertEquals(peer.text.includes("segredo"), false);
  for (const peer of [antigo, nosso]) assertEquals(peer.text.includes("só para"), false);
  assertEquals(bia.text.includes("oi"), false);
});

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

Deno.test("/r reaches the one who whispered, whatever they and others are called by now", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.say("@Bia psiu\n");
  await bia.hears("Ana (privado): psiu\n");
  await ana.say("/nome Aninha\n");
  await bia.hears("Ana agora se chama Aninha.\n");
  await using other = await Peer.line(server.port, "Ana");
  await bia.hears("Ana entrou no chat.\n");
  await bia.say("/r segredo\n");
  await ana.hears("Bia (privado): segredo\n");
  await bia.say("fim\n");
  await other.hears("Bia: fim\n");
  assertEquals(other.text.includes("segredo"), false);
  await ana.say("/sair\n");
  await bia.hears("Aninha saiu do chat.\n");
  await bia.say("/r tarde demais\n");
  await bia.hears("Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n");
});

Deno.test("a client that vanishes is taken out, and the others go on", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  for (const kind of ["line", "unframed", "structured"] as const) {
    const gone = await Peer[kind](server.port, kind);
    const { port } = gone.address;
    await gone[Symbol.asyncDispose]();
    await ana.hears(`${kind} saiu do chat.\n`);
    await server.shows(`Conexão perdida com ${kind} : ('127.0.0.1', ${port})`);
  }
  await ana.say("/quem\n");
  await ana.hears("No chat (1): Ana\n");
});

Deno.test("names are one when they differ in letter case or normal form only", async () => {
  await using server = new TestServer();
  await using joao = await Peer.line(server.port, "João");
  for (const other of ["João", "JOÃO", "joa\u0303o", "Joa\u0303O"]) {
    await using late = await Peer.connect(server.port);
    await late.say(`${other}\n`);
    await late.hears(`Erro: O nome "${other.normalize("NFC")}" já está em uso. Escolha outro.\n`);
    await late.say(`@joa\u0303o psiu\n`); // Still the name that is asked for.
    await late.hears("Erro: O nome não pode conter espaços.");
  }
  await using other = await Peer.line(server.port, "Joao");
  await other.say("@JOA\u0303O oi\n");
  await joao.hears("Joao (privado): oi\n");
});

Deno.test("of two who take a name at the same instant, one has it", async () => {
  await using server = new TestServer();
  const peers = await Promise.all(Array.from({ length: 20 }, () => Peer.connect(server.port)));
  await Promise.all(peers.map((peer) => peer.say("Ana\n")));
  await Promise.all(peers.map((peer) => peer.until(() => peer.text !== "", "an answer")));
  const refused = peers.filter(({ text }) => text.startsWith("Erro: O nome"));
  assertEquals(refused.length, 19);
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});

Deno.test("several hundred clients of all kinds hear everything once and in order", async () => {
  await using server = new TestServer();
  const kinds = ["line", "unframed", "structured"] as const;
  const peers = await Promise.all(
    Array.from({ length: 300 }, (_, at) => {
      const kind = kinds[at % 3]!;
      return Peer[kind](server.port, `${kind}${at}`);
    }),
  );
  await using speaker = await Peer.line(server.port, "Alto");
  const words = Array.from({ length: 50 }, (_, at) => `mensagem número ${at}`);
  await speaker.say(words.map((text) => `${text}\n`).join(""));
  await Promise.all(peers.map((peer) => peer.hears(words.at(-1)!)));
  for (const [at, peer] of peers.entries()) {
    const heard = kinds[at % 3] === "structured"
      ? peer.events.filter(({ type }) => type === "said").map(({ text }) => text)
      // A busy reader may find two writes in one read, which nothing parts for an unframed client.
      : [...peer.text.matchAll(/Alto: (mensagem número \d+)/g)].map(([, text]) => text);
    assertEquals(heard, words);
  }
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
});
