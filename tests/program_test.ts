/** The whole program as processes, started with the commands of its tasks. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { latin1 } from "./support/bytes.ts";
import { Peer } from "./support/peer.ts";
import { Program, ROOT } from "./support/program.ts";

Deno.test("serve and join reproduce the original's conversation as two processes", async () => {
  await using server = new Program("serve", "--host", "127.0.0.1", "--port", "0");
  const port = await server.port();
  await using mother = new Program("join", `127.0.0.1:${port}`);
  await mother.type("NotebookMãe\n");
  await mother.shows("NotebookMãe entrou no chat.\n");
  await using work = new Program("join", "127.0.0.1", "--port", `${port}`);
  await work.type("Notebook Trabalho\nNotebookTrabalho\n");
  await work.shows("NotebookTrabalho entrou no chat.\n");
  await work.type("Olá!\n");
  await mother.shows("NotebookTrabalho: Olá!\n");
  await mother.type("Olá, tudo bem com você?\n");
  await work.shows("NotebookMãe: Olá, tudo bem com você?\n");
  await work.type("/sair\n");
  assertEquals(await work.ends(), 0);
  await mother.shows("NotebookTrabalho saiu do chat.\n");
  await server.interrupt();
  assertEquals(await server.ends(), 0);
  await mother.shows("Conexão encerrada pelo servidor.\n");
  await mother.interrupt();
  assertEquals(await mother.ends(), 0);

  assertEquals(
    work.out,
    `***** INICIANDO CHAT *****
Informe seu nome para entrar no chat:
Erro: O nome não pode conter espaços. Use '_' ou tudo junto.
NotebookTrabalho entrou no chat.
NotebookMãe: Olá, tudo bem com você?
Você saiu do chat.
Conexão encerrada pelo servidor.
`,
  );
  assertEquals(
    mother.out.split("\n").slice(0, 6).join("\n"),
    `***** INICIANDO CHAT *****
Informe seu nome para entrar no chat:
NotebookMãe entrou no chat.
NotebookTrabalho entrou no chat.
NotebookTrabalho: Olá!
NotebookTrabalho saiu do chat.`,
  );
  assertEquals(
    server.out.replaceAll(/', \d+\)/g, "', 1)"),
    `O servidor 127.0.0.1:${port} está aguardando conexões...
Conexão com sucesso com NotebookMãe : ('127.0.0.1', 1)
Conexão com sucesso com NotebookTrabalho : ('127.0.0.1', 1)
NotebookTrabalho >> Olá!
NotebookMãe >> Olá, tudo bem com você?
NotebookTrabalho >> /sair
Fechando o servidor.
`,
  );
  assertEquals([server.err, mother.err, work.err], ["", "", ""]);
});

// A process on Windows cannot send Ctrl+C to a single other one.
if (Deno.build.os !== "windows") {
  Deno.test("a second Ctrl+C ends the server at once", async () => {
    await using server = new Program("serve", "--host", "127.0.0.1", "--port", "0");
    await using ana = await Peer.line(await server.port(), "Ana");
    await server.interrupt();
    await ana.receives("Conexão encerrada pelo servidor.\n");
    await server.shows("Fechando o servidor.\n");
    await server.interrupt(); // Ana does not disconnect, so the first server still waits a moment.
    assertEquals(await server.ends(), 130);
  });
}

Deno.test("the operator's lines reach the server, and the end of input does not stop it", async () => {
  await using server = new Program("serve", "--host", "127.0.0.1", "--port", "0");
  await using ana = await Peer.line(await server.port(), "Ana");
  await server.type("/aviso informação\n");
  await ana.receives("Aviso do servidor: informação\n");
  await server.type("/sair\n");
  assertEquals(await server.ends(), 0);
});

Deno.test("input that is not UTF-8 ends a join after what came before it, and a server skips it", async () => {
  const sentence = (line: number) =>
    `Erro: A linha ${line} da entrada não está em UTF-8, e o texto não foi enviado a partir dela. ` +
    "Digite chcp 65001 antes do comando, ou salve o arquivo em UTF-8.\n";
  await using server = new Program("serve", "--host", "127.0.0.1", "--port", "0");
  await using ana = await Peer.line(await server.port(), "Ana");
  await using bia = new Program("join", `127.0.0.1:${await server.port()}`);
  await bia.type(latin1("\xef\xbb\xbfBia\num\ndois\na\x87\xc6o\nfim\n")); // Code page 850, with a BOM.
  assertEquals([await bia.ends(), bia.err], [1, sentence(4)]);
  await ana.receives("Bia: um\nBia: dois\nBia saiu do chat.\n");
  await server.type(latin1("/aviso um\n/aviso a\x87\xc6o\n/aviso fim\n"));
  await server.shows("Erro: A linha 2 da entrada não está em UTF-8 e não foi executada.");
  await ana.receives("Aviso do servidor: um\nAviso do servidor: fim\n");
  await server.interrupt();
  assertEquals(await server.ends(), 0);
  assertEquals([ana.text.includes("\ufffd"), server.out.includes("inesperado")], [false, false]);
});

Deno.test("a failure is one sentence and exit code 1, a usage error exit code 2", async () => {
  await using taken = new Program("serve", "--host", "127.0.0.1", "--port", "0");
  const port = await taken.port();
  const cases: [task: "serve" | "join", args: string[], code: number, err: string][] = [
    [
      "serve",
      ["--host", "127.0.0.1", "--port", `${port}`],
      1,
      `Erro: A porta ${port} de 127.0.0.1 já está em uso. ` +
      "Feche o outro servidor, ou escolha outra com --port.\n",
    ],
    [
      "join",
      ["nada.invalid", "--lang", "en"],
      1,
      'Error connecting to the server: the name "nada.invalid" was not found. ' +
      "Check what you typed, or use the numeric address that the server shows.\n",
    ],
    [
      "join",
      ["127.0.0.1:99999"],
      2,
      'Porta: "99999" não é um valor válido; use um número inteiro de 1 a 65535.\n' +
      "Uso: chat join [ENDEREÇO[:PORTA]] [opções]\n",
    ],
    [
      "serve",
      ["--host", "127.0.0.1", "--port", "0", "--offer", "deno.json", "--offer", "nada.zip"],
      1,
      'Erro: Não foi possível abrir o arquivo "nada.zip" de --offer. ' +
      "Use um arquivo que existe e que você pode ler.\n",
    ],
    [
      "serve",
      ["--colour"],
      2,
      "A opção --colour não existe.\nUso: chat serve [opções]\n",
    ],
  ];
  await Promise.all(cases.map(async ([task, args, code, err]) => {
    await using program = new Program(task, ...args);
    assertEquals([await program.ends(), program.out, program.err], [code, "", err]);
  }));
});

Deno.test("help and version are printed, and every option of DESIGN's command line is named", async () => {
  await using serve = new Program("serve", "--help");
  assertEquals(await serve.ends(), 0);
  for (
    const option of [
      "--host",
      "--port",
      "--hide-private",
      "--max-people",
      "--max-per-address",
      "--rate",
      "--recent",
    ]
  ) {
    assertStringIncludes(serve.out, option);
  }
  await using join = new Program("join", "--help", "--lang=en");
  assertEquals(await join.ends(), 0);
  assertStringIncludes(join.out, "Usage: chat join [HOST[:PORT]] [options]\n");
  const version = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-env", "main.ts", "--version"],
    cwd: ROOT,
  }).output();
  assertMatch(
    new TextDecoder().decode(version.stdout),
    /^chat \d+\.\d+\.\d+ \(Deno \d+\.\d+\.\d+\)\n$/,
  );
  const bare = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-env", "main.ts", "--built-from=abc1234", "--version"],
    cwd: ROOT,
  }).output();
  assertMatch(new TextDecoder().decode(bare.stdout), /\(Deno \d+\.\d+\.\d+, commit abc1234\)\n$/);
});

// Only Linux has /dev/full.
if (Deno.build.os === "linux") {
  Deno.test("a blocked console neither ends the server nor delays its end", async () => {
    const [, ...words] = config.tasks.serve.command.split(" ");
    const args = [Deno.execPath(), ...words, "--host", "127.0.0.1", "--port", "0"];
    const process = new Deno.Command("sh", {
      args: ["-c", 'exec "$@" > /dev/full', "sh", ...args],
      cwd: ROOT,
      stdin: "piped",
      stderr: "piped",
    }).spawn();
    const input = process.stdin.getWriter();
    await input.write(new TextEncoder().encode("/quem\n/sair\n"));
    const { code, stderr } = await process.output();
    await input.close().catch(() => {});
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  });
}
