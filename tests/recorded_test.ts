/**
 * A server with a history: entries are on disk before they are broadcast, restarts, a full disk.
 */

import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { RangeBounds } from "../lib/chat/archive.ts";
import type { Logged } from "../lib/chat/logged.ts";
import type { Session } from "../lib/chat/session.ts";
import type { History as Recorded } from "../lib/serve/history.ts";
import { History } from "../lib/store/history.ts";
import { HistoryError } from "../lib/store/history_error.ts";
import { TestClient } from "./support/test_client.ts";
import { Peer } from "./support/peer.ts";
import { Program } from "./support/program.ts";
import { TestServer } from "./support/test_server.ts";
import type { StreamPosition } from "../lib/sequencer/sequencer.ts";
import { withHistoryPath } from "./support/history_path.ts";

/** A recorder on a disk that the test fills. */
class FillableRecorder implements Recorded {
  isFull = false;
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  get first() {
    return this.#history.first;
  }
  get last() {
    return this.#history.last;
  }
  get lastSession() {
    return this.#history.lastSession;
  }
  get isPruned() {
    return this.#history.isPruned;
  }
  get newestTime() {
    return this.#history.newestTime;
  }
  get believedDate() {
    return this.#history.believedDate;
  }
  get isLocked() {
    return this.#history.isLocked;
  }
  get sanctions() {
    return this.#history.sanctions;
  }
  get password() {
    return this.#history.password;
  }
  get needsCheckpoint() {
    return this.#history.needsCheckpoint;
  }
  slice(from: number, bounds: RangeBounds) {
    return this.#history.slice(from, bounds);
  }
  messageIds(session: number, from: number, before: number) {
    return this.#history.messageIds(session, from, before);
  }
  recent(count: number, before: number) {
    return this.#history.recent(count, before);
  }
  sessions() {
    return this.#history.sessions();
  }
  prune(now: number) {
    return this.#history.prune(now);
  }
  setLocked(isLocked: boolean) {
    this.#history.setLocked(isLocked);
  }
  setBelievedDate(date: number | undefined) {
    this.#history.setBelievedDate(date);
  }
  checkpoint() {
    return this.#history.checkpoint();
  }
  begin(position: StreamPosition, from: number) {
    this.#history.begin(position, from);
  }
  record(entries: Logged[], sessions: Iterable<Session>) {
    if (this.isFull) throw new HistoryError("chat.db", "full", "database or disk is full");
    this.#history.record(entries, sessions);
  }
}

/** A server that records to a file until it is disposed. */
function recording(path: string, options: { port?: number } = {}) {
  const history = History.open(path);
  const disk = new FillableRecorder(history);
  const server = new TestServer({ ...options, history: disk });
  const close = async () => {
    await server.stop();
    history.close();
  };
  return { server, disk, [Symbol.asyncDispose]: close };
}

Deno.test("after a restart clients resume their sessions", async () => {
  await withHistoryPath(async (path) => {
    const first = recording(path);
    const { port } = first.server;
    await using line = await Peer.line(port, "Linha");
    await using ana = await Peer.structured(port, "Ana");
    await using bia = await Peer.structured(port, "Bia");
    const { token } = await bia.receivesEvent("welcome");
    await ana.sendJson({ type: "say", id: 1, text: "um" });
    await ana.sendJson({ type: "whisper", id: 2, to: "Bia", text: "segredo" });
    await bia.receivesEvent("whispered");
    await first[Symbol.asyncDispose]();
    await line.ends();

    await using second = recording(path, { port });
    await using back = await Peer.connect(port);
    await back.sendJson({ type: "hello", version: 1, name: "Bia", resume: { token, seen: 4 } });
    await back.receivesEvent("whispered", { seq: 5, from: "Ana", text: "segredo" });
    await back.receivesEvent("left", { seq: 6, name: "Linha", reason: "lost" });
    await back.sendJson({ type: "say", id: 1, text: "voltei" });
    await back.receivesEvent("said", { seq: 7, text: "voltei" });
    await back.sendJson({ type: "who" });
    const { people } = await back.receivesEvent("people");
    assertEquals(
      (people as { name: string; away: boolean }[]).map(({ name, away }) => [name, away]),
      [["Ana", true], ["Bia", false]],
    );
    const types = back.events.map(({ type }) => type).filter((type) => type !== "ping");
    assertEquals(types, ["welcome", "whispered", "left", "said", "people"]);
    await second.server.shows(/^Conexão com sucesso com Bia/);
  });
});

Deno.test("join() resumes after a restart, and newcomers read the history from disk", async () => {
  await withHistoryPath(async (path) => {
    const first = recording(path);
    const { port } = first.server;
    await using ana = new TestClient(port, { name: "Ana" });
    await ana.shows("Ana entrou no chat.\n");
    ana.type("antes");
    await first.server.shows("Ana >> antes");
    await first[Symbol.asyncDispose]();
    await ana.shows("Para sair: /sair ou Ctrl+C.\n");
    ana.type("durante");
    await using _second = recording(path, { port });
    await ana.shows("O servidor abriu de novo.\n");
    await using late = await Peer.structured(port, "Tarde");
    await late.until(() => late.text.includes("durante"), "what was said meanwhile");
    assertEquals(late.text.match(/"text":"[^"]*"/g), ['"text":"antes"', '"text":"durante"']);
    assertEquals(ana.shown.includes("não se lembra"), false);
  });
});

Deno.test("a room that the operator locked is locked after a restart, and who was in comes back", async () => {
  await withHistoryPath(async (path) => {
    const first = recording(path);
    const { port } = first.server;
    await using ana = new TestClient(port, { name: "Ana" });
    await ana.shows("Ana entrou no chat.\n");
    first.server.type("/trancar");
    await ana.shows("Aviso do servidor: O anfitrião trancou o chat");
    await first[Symbol.asyncDispose]();

    await using second = recording(path, { port });
    await second.server.shows(/^O chat continua trancado/);
    await ana.shows("O servidor abriu de novo.\n");
    const bia = new TestClient(port, { name: "Bia" });
    const sentence = "Erro: O anfitrião trancou o chat: por enquanto não entra mais ninguém.";
    assertEquals(await bia.outcome, { type: "failed", sentence, code: "locked" });
    ana.type("só eu");
    await second.server.shows("Ana >> só eu");
    second.server.type("/unlock");
    await ana.shows("Aviso do servidor: O anfitrião destrancou o chat");
    await using late = new TestClient(port, { name: "Bia" });
    await late.shows("Bia entrou no chat.\n");
  });
});

Deno.test("bans and mutes hold after a restart, until the operator pardons", async () => {
  await withHistoryPath(async (path) => {
    const first = recording(path);
    const { port } = first.server;
    await using ana = new TestClient(port, { name: "Ana" });
    await using bia = new TestClient(port, { name: "Bia" });
    await ana.shows("Bia entrou no chat.\n");
    first.server.type("/calar ana");
    await ana.shows("Aviso do servidor: O anfitrião calou Ana até o anfitrião perdoar.");
    first.server.type("/banir Bia --endereco fez barulho");
    const sentence = "O anfitrião baniu você do chat até o anfitrião perdoar: fez barulho";
    assertEquals(await bia.outcome, { type: "failed", sentence, code: "banned" });
    await ana.shows("Bia saiu do chat.\n");
    first.server.type("/perdoar Bia");
    await first.server.shows("Bia pode entrar e escrever de novo.");
    first.server.type("/ban Bia basta");
    await first.server.shows(/^"Bia" não está no chat/);
    await first[Symbol.asyncDispose]();

    await using second = recording(path, { port });
    await ana.shows("O servidor abriu de novo.\n");
    ana.type("oi");
    await ana.shows("Erro: O anfitrião calou você até o anfitrião perdoar.");
    await using line = await Peer.connect(port);
    await line.send("BIA\n");
    await line.receives('Erro: O nome "Bia" está banido até o anfitrião perdoar');
    second.server.type("/bans");
    await second.server.shows("  Ana: só lê até o anfitrião perdoar.");
    await second.server.shows("  Bia: não entra até o anfitrião perdoar: basta");
    second.server.type("/perdoar bia");
    second.server.type("/pardon Ana");
    await ana.shows("Aviso do servidor: Ana pode escrever de novo.");
    await line.send("Bia\n");
    await ana.shows("Bia entrou no chat.\n");
    ana.type("olá");
    await line.receives("Ana: olá\n");
  });
});

Deno.test("with a full disk messages are deferred, not lost, and continue when there is space", async () => {
  await withHistoryPath(async (path) => {
    await using recorded = recording(path);
    const { server, disk } = recorded;
    await using line = await Peer.line(server.port, "Linha");
    await using bot = await Peer.structured(server.port, "Robô");
    await using ana = new TestClient(server.port, { name: "Ana" });
    await ana.shows("Ana entrou no chat.\n");

    disk.isFull = true;
    ana.type("um"); // Accepted, but not recorded: not broadcast yet.
    await server.shows(
      'Erro: Não há espaço no disco para o histórico "chat.db".',
    );
    ana.type("dois");
    ana.type("três");
    await ana.shows("O servidor não está conseguindo gravar o histórico. A sua mensagem");
    await bot.sendJson({ type: "say", id: 1, text: "bip" });
    await bot.receivesEvent("rejected", { id: 1, code: "not-recorded" });
    await line.send("e eu?\n");
    await line.receives("Erro: O servidor não está conseguindo gravar o histórico");
    server.type("/aviso oi");
    await server.shows(/a mensagem não foi enviada/);
    await using late = await Peer.connect(server.port);
    await late.send("Tarde\n");
    await late.receives("não está conseguindo gravar o histórico. Tente de novo.\n");
    await late.ends();
    for (const peer of [line, bot]) assertEquals(peer.text.includes("um"), false);

    disk.isFull = false;
    await server.shows("O histórico voltou a ser gravado.");
    await bot.sendJson({ type: "say", id: 1, text: "bip" });
    await line.until(() => /bip[^]*três|três[^]*bip/.test(line.text), "all that was put off");
    assertEquals(line.text.match(/Ana: .*/g), ["Ana: um", "Ana: dois", "Ana: três"]);
    assertEquals(line.text.match(/Robô: .*/g), ["Robô: bip"]);
  });
});

Deno.test("serve() reports an unusable history, and ends with 1", async () => {
  await withHistoryPath(async (path) => {
    await Deno.writeTextFile(path, "Querido diário, ".repeat(1000));
    const missing = `${path}.d/chat.db`;
    const cases = [
      [path, `Erro: O arquivo "${path}" não é um histórico deste programa. Use outro arquivo.\n`],
      [missing, `Erro: Não foi possível abrir o histórico "${missing}". Confira se a pasta existe`],
    ] as const;
    for (const [file, sentence] of cases) {
      await using program = new Program("serve", "--port", "0", "--history", file);
      assertEquals(await program.ends(), 1);
      assertStringIncludes(program.err, sentence);
      assertEquals(program.out, "");
    }
    assertEquals((await Deno.readTextFile(path)).slice(0, 14), "Querido diário");
  });
});

Deno.test("two servers cannot record in one file", async () => {
  await withHistoryPath(async (path) => {
    const listen = ["--host", "127.0.0.1", "--port", "0", "--history", path];
    await using first = new Program("serve", ...listen);
    const port = await first.port();
    await using second = new Program("serve", ...listen);
    assertEquals(await second.ends(), 1);
    assertStringIncludes(second.err, "está em uso por outro programa. Feche o outro servidor.");
    await using ana = await Peer.structured(port, "Ana");
    const { token } = await ana.receivesEvent("welcome");
    assertNotEquals(token, "");
  });
});
