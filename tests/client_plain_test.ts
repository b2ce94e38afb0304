/** `chat join --plain` with this server and with the original one. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestClient } from "./support/test_client.ts";
import { TestServer } from "./support/test_server.ts";

/** A server like the original: each read is a message, without a delimiter. */
async function originalServer(listener: Deno.TcpListener, reads: string[]): Promise<void> {
  const conn = await listener.accept();
  const buffer = new Uint8Array(1024);
  const send = (text: string | Uint8Array<ArrayBuffer>) =>
    conn.write(typeof text === "string" ? new TextEncoder().encode(text) : text);
  for (;;) {
    const length = await conn.read(buffer);
    if (length === null) break;
    const text = new TextDecoder().decode(buffer.subarray(0, length));
    reads.push(text);
    if (text === "/sair") break;
    if (reads.length === 1) {
      await send(`${text} entrou no chat.`);
      continue;
    }
    const answer = new TextEncoder().encode("Mãe: ouvi");
    await send(answer.slice(0, 2)); // In the middle of the ã.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await send(answer.slice(2));
  }
  conn.close();
}

Deno.test("join() --plain talks to an original server, one write per message", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const reads: string[] = [];
  const serving = originalServer(listener, reads);
  const client = new TestClient(listener.addr.port, { plain: true });
  for (const line of ["NotebookMãe", "Olá!", "@ninguem oi", "/sair"]) client.type(line);
  assertEquals(await client.outcome, { type: "left" });
  await serving;
  assertEquals(reads, ["NotebookMãe", "Olá!", "@ninguem oi", "/sair"]);
  assertEquals(client.shown.split("\n").slice(0, 3), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat:",
    "NotebookMãe entrou no chat.",
  ]);
  assertEquals(client.shown.replaceAll("\n", "").includes("Mãe: ouvi"), true);
  assertEquals(client.shown.split("\n").slice(-3), [
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() --plain talks to this server as the old program did", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using client = new TestClient(server.port, { plain: true, name: "Antigo" });
  await client.shows("Antigo entrou no chat.\n");
  client.type("@Ana oi");
  await ana.receives("Antigo (privado): oi\n");
  await ana.send("oi, tudo?\n");
  await client.shows("Ana: oi, tudo?\n");
});
