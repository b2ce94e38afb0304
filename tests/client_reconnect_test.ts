/** `chat join` without its server: no connection, an outage, a name taken meanwhile. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestClient } from "./support/test_client.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("join() reports that its name was taken meanwhile, and rejoins under another", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows("Para sair: /sair ou Ctrl+C.\n");
  await using second = new TestServer({ port });
  const [other] = await Promise.allSettled([Peer.line(port, "Ana")]);
  if (other!.status === "fulfilled") {
    await using _ana = other!.value;
    await client.shows('Erro: O nome "Ana" já está em uso. Escolha outro.\n');
    client.type("/nome Aninha");
    await client.shows("Aninha entrou no chat.\n");
  }
  await second.shows(/^Conexão com sucesso com An/);
});

Deno.test("join() explains a failed connection, and what to check", async () => {
  const closed = new TestServer();
  const { port } = closed;
  await closed.stop();
  const cases: [host: string, plain: boolean, sentence: string][] = [
    [
      "127.0.0.1",
      false,
      `127.0.0.1 respondeu, mas ninguém atende na porta ${port}. ` +
      "Confira se o chat está aberto (chat serve) naquele computador e se a porta está certa.",
    ],
    [
      "nada.invalid",
      true,
      'o nome "nada.invalid" não foi encontrado. ' +
      "Confira o que você digitou, ou use o endereço em números que o servidor mostra.",
    ],
  ];
  for (const [host, plain, reason] of cases) {
    for (const named of [{ name: "Ana" }, {}]) {
      const client = new TestClient(port, { host, plain, ...named });
      const sentence = `Erro ao conectar ao servidor: ${reason}`;
      assertEquals(await client.outcome, { type: "failed", sentence });
    }
  }
});

Deno.test("join() reports that the server is gone, and sends the typed lines after reconnecting", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows(
    "Conexão encerrada pelo servidor.\nSe ele abrir de novo, você volta sozinho. Para sair: /sair ou Ctrl+C.\n",
  );
  client.type("dito sem servidor");
  await using second = new TestServer({ port });
  await client.shows(
    "O servidor abriu de novo.\nAna entrou no chat.\n",
  );
  await second.shows("Ana >> dito sem servidor");
});

Deno.test("join() sends each message once and in order after an outage, and shows missed ones", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows("Para sair: /sair ou Ctrl+C.\n");
  for (const text of ["um", "dois", "três"]) client.type(text);
  await using second = new TestServer({ port });
  await using bia = await Peer.line(port, "Bia");
  await bia.send("enquanto isso\n");
  for (let at = 4; at <= 40; at++) client.type(`n${at}`);
  await bia.receives("Ana: n40\n");
  const received = [...bia.text.matchAll(/Ana: (.*)\n/g)].map(([, text]) => text);
  const numbers = Array.from({ length: 37 }, (_, at) => `n${at + 4}`);
  assertEquals(received, ["um", "dois", "três", ...numbers]);
  await second.shows("Bia >> enquanto isso");
});
