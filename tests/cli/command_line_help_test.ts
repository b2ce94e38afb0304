import { assertEquals, assertMatch } from "@std/assert";
import type { CommandLine } from "../../lib/cli/command_line.ts";
import { helpText } from "../../lib/cli/help.ts";
import { parse } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;

Deno.test("parseCommandLine() returns help and version before anything else", pure, () => {
  const lang = "pt-BR";
  for (
    const [argv, choice] of [
      [["doctor", "--help"], { command: "help", about: "doctor", lang }],
      [["--help"], { command: "help", lang }],
      [["--version"], { command: "version", lang }],
      [["--version", "serve"], { command: "version", lang }],
      [["-h"], { command: "help", lang }],
      [["-v"], { command: "version", lang }],
      [["-V"], { command: "version", lang }],
      [["--no-color", "-V"], { command: "version", lang }],
      [["help"], { command: "help", lang }],
      [["help", "join"], { command: "help", about: "join", lang }],
      [["help", "forget"], { command: "help", about: "forget", lang }],
      [["help", "--lang", "en", "join"], { command: "help", about: "join", lang: "en" }],
      [["--lang", "en", "help"], { command: "help", lang: "en" }],
      [["--lang=en", "-h"], { command: "help", lang: "en" }],
      [["join", "-h"], { command: "help", about: "join", lang }],
      [["serve", "--port", "1", "-h"], { command: "help", about: "serve", lang }],
      [["forget"], { command: "forget", lang }],
      [["forget", "--lang", "en"], { command: "forget", lang: "en" }],
      [["forget", "--help"], { command: "help", about: "forget", lang }],
      [["--help", "join"], { command: "help", about: "join", lang }],
      [["-h", "serve"], { command: "help", about: "serve", lang }],
      [["--help", "--lang", "en", "join"], { command: "help", about: "join", lang: "en" }],
      [["--lang=en", "--simple", "--help", "join"], { command: "help", about: "join", lang: "en" }],
      [["/?"], { command: "help", lang }],
      [["/?", "join"], { command: "help", about: "join", lang }],
      [["x", "--help"], { command: "help", lang }],
      [["serve", "--help"], { command: "help", about: "serve", lang }],
      [["serve", "--port", "1", "--help"], { command: "help", about: "serve", lang }],
      [["serve", "--foo", "--help"], { command: "help", about: "serve", lang }],
      [["join", "--help"], { command: "help", about: "join", lang }],
      [["join", "h", "x", "--help"], { command: "help", about: "join", lang }],
    ] as [string[], CommandLine][]
  ) {
    assertEquals(parse(argv), choice);
  }
});

Deno.test("helpText() lists the commands", pure, () => {
  assertEquals(
    helpText(undefined, "pt-BR"),
    `chat: conversa em grupo na rede local ou na VPN

  chat serve [opções]                       abre o chat neste computador
  chat join [ENDEREÇO[:PORTA]] [opções]     entra no chat de outro computador
  chat find [opções]                        mostra os chats que há na rede
  chat doctor [ENDEREÇO[:PORTA]] [opções]   mostra por que o chat não funciona
  chat forget [opções]                      apaga o endereço e o nome guardados neste computador
  chat --version                            mostra a versão

Mais ajuda: chat serve --help, chat join --help, chat doctor --help`,
  );
});

Deno.test("helpText() lists the options of serve with their defaults", pure, () => {
  assertEquals(
    helpText("serve", "pt-BR"),
    `Uso: chat serve [opções]
abre o chat neste computador

Opções:
  --host IP                 em qual endereço deste computador atender [0.0.0.0]
  --port N                  a porta TCP [9999]
  --name NOME               o seu nome: você também participa, nesta janela
  --room NOME               o nome do chat para quem procura na rede; senão, o do computador
  --channel #NOME           o canal de quem entra com um cliente IRC [#chat]
  --hidden                  não responde a quem procura chats na rede
  --mdns                    também por DNS-SD, para avahi-browse e outros programas
  --hide-private            esconde na tela o texto privado e o que foi digitado errado
  --show-private            com --name: mostra ao anfitrião o texto das mensagens privadas
  --max-people N            máximo de pessoas [1024]
  --max-per-address N       máximo de pessoas no mesmo endereço; 0: sem limite [64]
  --rate N                  mensagens por segundo e por pessoa; 0: sem limite [10]
  --recent N                quantas mensagens recentes mostrar a quem entra [20]
  --grace N                 segundos para voltar depois de perder a conexão [30]
  --history ARQUIVO         em qual arquivo gravar a conversa; senão, não é gravada
  --keep N                  quantos dias guardar as mensagens; senão, para sempre
  --password                o chat tem senha: pergunta por ela; só Enter inventa uma
  --password-file ARQUIVO   em qual arquivo está a senha, na primeira linha
  --password-plain          aceita a senha sem cifra: quem está na rede pode lê-la
  --nats URL                os nós do NATS: vários servidores abrem juntos um chat só
  --nats-creds ARQUIVO      em qual arquivo estão as credenciais do NATS
  --nats-ca ARQUIVO         em qual arquivo está a autoridade do certificado do NATS
  --at ENDEREÇO             com --nats: onde as pessoas alcançam este servidor, como 26.1.2.3
  --no-page                 sem a página para navegadores
  --no-qr                   sem o código QR da página
  --host-name NOME          mais um nome de DNS em que a página pode ser aberta
  --offer ARQUIVO           mais um arquivo que a página oferece para baixar
  --no-color                sem cores
  --simple                  só acrescenta linhas, para leitores de tela
  --lang pt-BR|en           o idioma: pt-BR ou en [pt-BR]
  --help                    mostra esta ajuda`,
  );
});

Deno.test("helpText() lists only options that parseCommandLine() accepts", pure, () => {
  const values: Record<string, string> = {
    IP: "h",
    URL: "nats://a",
    "ENDEREÇO": "h",
    ADDRESS: "h",
    N: "7",
    ARQUIVO: "chat.db",
    FILE: "chat.db",
    NOME: "Ana",
    NAME: "Ana",
    "#NOME": "#chat",
    "#NAME": "#chat",
    "pt-BR|en": "en",
  };
  for (const lang of ["pt-BR", "en"] as const) {
    for (const command of ["serve", "join"] as const) {
      const rows = helpText(command, lang).split("\n").filter((row) => row.startsWith("  --"));
      assertEquals(rows.length, command === "serve" ? 31 : 12);
      for (const row of rows) {
        const [option = "", placeholder] = row.trim().split(/ {2,}/)[0]!.split(" ");
        assertMatch(option, /^--[a-z-]+$/);
        const value = placeholder === undefined ? [] : [values[placeholder]!];
        const needs: Record<string, string[]> = {
          "--keep": ["--history", "chat.db"],
          "--nats-creds": ["--nats", "a"],
          "--nats-ca": ["--nats", "a"],
          "--at": ["--nats", "a"],
          "--show-private": ["--name", "Ana"],
        };
        const where = command === "join" ? ["h"] : [];
        const argv = [command, ...where, ...(needs[option] ?? []), option, ...value];
        const expected = option === "--help" ? "help" : command;
        assertEquals(parse(argv).command, expected, argv.join(" "));
      }
    }
  }
});
