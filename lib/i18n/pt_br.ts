/** All sentences for people, in Brazilian Portuguese, which is the default language. */

import type { Person, RefusalCode, RejectionCode } from "../protocol.ts";

type Sentences<Code extends string> = Record<Code, (value: string) => string>;

const nameRefusals = {
  "name-empty": () => "Erro: O nome não pode ficar vazio.",
  "name-spaces": () => "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
  "name-characters": (name: string) =>
    `Erro: O nome "${name}" não serve. Use letras, números, '_', '-' ou '.'.`,
  "name-too-long": (name: string) =>
    `Erro: O nome "${name}" é longo demais. O limite são 32 letras.`,
  "name-taken": (name: string) => `Erro: O nome "${name}" já está em uso. Escolha outro.`,
};

const refusals: Sentences<RefusalCode> = {
  ...nameRefusals,
  "address-full": (limit: string) =>
    `Erro: Já há ${limit} pessoas deste endereço no chat, e mais não cabem. ` +
    "Quem abriu o chat pode aumentar o limite com --max-per-address.",
  "binary": () => "Erro: O que chegou não é texto em UTF-8.",
  "full": () => "Erro: O chat está cheio. Tente de novo mais tarde.",
  "hello-first": () => 'Erro: A primeira mensagem precisa ser {"type":"hello",...}.',
  "http": () =>
    "Esta porta é de um chat, não de uma página. Para entrar: chat join e o endereço do servidor.",
  "kicked": () => "Você foi expulso do chat.",
  "left": () => "Você saiu do chat.\nConexão encerrada pelo servidor.",
  "line-too-long": () => "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.",
  "malformed": (line: string) => `Erro: Cada linha precisa ser um objeto JSON, e chegou: ${line}`,
  "hello-timeout": () => "Erro: Nenhum nome foi informado a tempo.",
  "not-recorded": () => "Erro: O servidor não está conseguindo gravar o histórico. Tente de novo.",
  "replaced": () => "Esta sessão continuou em outra conexão.",
  "server-closing": () => "Conexão encerrada pelo servidor.",
  "silent": () => "Conexão encerrada: nada chegou por 30 segundos.",
  "tls": () => "Conexão TLS recusada: este chat fala texto simples.",
  "too-slow": () => "Conexão encerrada: a leitura parou e há mensagens demais esperando.",
  "version": (versions: string) => {
    const [client, server = "?"] = versions.split(" ≠ ");
    const isClientOld = Number(client) < Number(server);
    return `Erro: Versões diferentes: este cliente fala a ${client}, o servidor a ${server}. ` +
      (isClientOld
        ? "Copie o programa do servidor para este computador."
        : "Copie este programa para o computador do servidor.");
  },
};

const rejections: Sentences<RejectionCode> = {
  ...nameRefusals,
  "bad-count": (count: string) => `Erro: "${count}" não serve: peça de 1 a 100 mensagens.`,
  "empty": () => "Erro: A mensagem está vazia.",
  "missing-argument": (usage: string) => `Erro: Falta alguma coisa. Use ${usage}.`,
  "missing-field": (field: string) => `Erro: O campo ${field} falta ou tem outro tipo.`,
  "no-such-person": () => "Usuário não encontrado.",
  "not-recorded": () =>
    "Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada.",
  "not-utf8": () => "Erro: A mensagem não está em UTF-8 e não foi enviada.",
  "nobody-to-answer": () => "Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.",
  "private-format": () => "Erro: Formato inválido. Use @nome mensagem.",
  "repeated": () => "Uma mensagem que veio de novo não foi dita outra vez.",
  "too-long": (bytes: string) =>
    `Erro: A mensagem tem ${bytes} bytes, e o limite são 4096. Não foi enviada.`,
  "too-many-waiting": (name: string) =>
    `Erro: ${name} ainda não recebeu as mensagens anteriores, e são demais. Não foi enviada.`,
  "unexpected-argument": (command: string) => `Erro: ${command} se usa sem mais nada na linha.`,
  "unknown-command": (command: string) =>
    `Erro: O comando ${command} não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.`,
  "unknown-type": (type: string) => `Erro: O tipo ${type} não existe.`,
};

/** The sentences in Brazilian Portuguese. Every other language has to have the same type. */
export const ptBr = {
  refusals,
  rejections,

  // Events in the room.
  joined: (name: string): string => `${name} entrou no chat.`,
  left: (name: string): string => `${name} saiu do chat.`,
  joinedMany: (names: string): string => `${names} entraram no chat.`,
  leftMany: (names: string): string => `${names} saíram do chat.`,
  list: (words: string[]): string => `${words.slice(0, -1).join(", ")} e ${words.at(-1)}`,
  others: (count: number): string => count === 1 ? "mais uma pessoa" : `mais ${count} pessoas`,
  renamed: (from: string, to: string): string => `${from} agora se chama ${to}.`,
  said: (from: string, text: string): string => `${from}: ${text}`,
  whispered: (from: string, text: string): string => `${from} (privado): ${text}`,
  undelivered: (to: string, text: string): string =>
    `${to} saiu sem confirmar que recebeu a sua mensagem privada: ${text}`,
  nameWanted: (name: string): string => `Outra pessoa pediu o nome "${name}", que é seu.`,
  notice: (text: string): string => `Aviso do servidor: ${text}`,
  people: (people: Pick<Person, "name" | "away">[]): string =>
    people.length === 0 ? "Não há ninguém no chat." : `No chat (${people.length}): ` +
      people.map(({ name, away }) => away ? `${name} (sem conexão)` : name).join(", "),
  peopleTitle: (count: number): string => `No chat (${count}):`,
  present: (minutes: number): string =>
    minutes === 0
      ? "acabou de chegar"
      : minutes < 60
      ? `há ${minutes} min`
      : `há ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  away: "(sem conexão)",
  missed: (count: number): string =>
    count === 1
      ? "Do que aconteceu enquanto isso, falta uma linha: o servidor não a guarda mais."
      : `Do que aconteceu enquanto isso, faltam ${count} linhas: o servidor não as guarda mais.`,

  // The client.
  banner: "***** INICIANDO CHAT *****",
  askName: "Informe seu nome para entrar no chat:",
  youLeft: "Você saiu do chat.",
  closedByServer: "Conexão encerrada pelo servidor.",
  delivered: (text: string): string => `✓ ${text}`,
  deliveredTo: (to: string, text: string): string => `✓ (privado para ${to}) ${text}`,
  notSaid: (text: string): string => `✗ ${text}`,
  notWhispered: (to: string, text: string): string => `✗ (privado para ${to}) ${text}`,
  retrying: "Tentando reconectar...",
  unsure: (count: number): string =>
    count === 1
      ? "Erro: Não se sabe se uma mensagem foi entregue."
      : `Erro: Não se sabe se ${count} mensagens foram entregues.`,
  saying: (text: string): string => `… ${text}`,
  whispering: (to: string, text: string): string => `… (privado para ${to}) ${text}`,
  morePending: (count: number): string => `… e mais ${count} a caminho`,
  tooManyPending: "Há mensagens demais a caminho. Espere um pouco.",
  noLink: (seconds: number): string => `Sem conexão. Nova tentativa em ${seconds} s.`,
  didYouMean: (word: string): string => `Quis dizer ${word}?`,
  linkBack: "Conexão restabelecida.",
  unknownSession:
    "O servidor não se lembra desta sessão: o que aconteceu enquanto isso não se sabe.",
  messageDeferred:
    "O servidor não está conseguindo gravar o histórico. O que você disse será enviado depois.",
  pastTitle: (count: number): string =>
    count === 0
      ? "Não há mensagens mais antigas."
      : count === 1
      ? "── uma mensagem mais antiga ──"
      : `── ${count} mensagens mais antigas ──`,
  pastEnd: "── fim das mensagens antigas ──",
  cannotConnect: (reason: string): string => `Erro ao conectar ao servidor: ${reason}`,
  notOurs: (host: string, port: number): string =>
    `o que atende em ${host}:${port} não fala como este chat. ` +
    "Se é o servidor do programa antigo, use --plain; senão, confira o endereço e a porta.",
  connectFailures: {
    "refused": (host: string, port: number): string =>
      `${host} respondeu, mas ninguém atende na porta ${port}. ` +
      "Confira se o servidor está ligado (chat serve) naquele computador e se a porta é essa.",
    "timed-out": (host: string, port: number): string =>
      `${host}:${port} não respondeu em 10 segundos. No computador do servidor, libere a porta ` +
      `${port} no firewall; neste, confira se a VPN está ligada e se o endereço está certo.`,
    "unreachable": (host: string, port: number): string =>
      `não há caminho até ${host}:${port}. ` +
      "Neste computador, confira se a VPN está ligada e se os dois estão na mesma rede.",
    "unknown-host": (host: string): string =>
      `o nome "${host}" não foi encontrado. ` +
      "Confira o que digitou, ou use o endereço em números que o servidor mostra.",
    "forbidden": (host: string, port: number): string =>
      `este computador não permite a conexão com ${host}:${port}. ` +
      "Confira o firewall ou o antivírus deste computador.",
    "other": (host: string, port: number, detail: string): string => `${host}:${port}: ${detail}`,
  },

  // chat doctor.
  doctor: {
    adapters: "Endereços deste computador:",
    noAdapters: "Este computador não está em nenhuma rede. Ligue a VPN.",
    window: (columns: number, rows: number, isColored: boolean): string =>
      `Terminal: ${columns} x ${rows}, ${isColored ? "com cores" : "sem cores"}.`,
    noWindow: "Terminal: nenhum (a saída vai para um arquivo ou outro programa).",
    sample: "Acentos e emoji: se aparecer “ação, coração 👋”, está tudo certo.",
    resolved: (host: string, address: string): string => `${host} é ${address}.`,
    failed: (reason: string): string => `Não conecta: ${reason}`,
    foreign: (host: string, port: number): string =>
      `${host}:${port} atende, mas não é um servidor deste chat. Confira o endereço e a porta; ` +
      "se for um servidor do programa antigo, entre com --plain.",
    chat: (host: string, port: number, version?: number): string =>
      `${host}:${port} é um chat${version === undefined ? "" : `, versão ${version}`}.`,
    roundTrip: (ms: number): string => `Ida e volta: ${ms} ms.`,
    clocksAgree: "Os relógios concordam.",
    clockOff: (seconds: number): string =>
      `O relógio do servidor está ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "adiantado" : "atrasado"}: acerte a hora dos dois computadores.`,
    firewall: "Se os outros não conseguem entrar, libere a porta no firewall deste computador: " +
      "abra o Prompt de Comando como administrador e digite",
    askThere: (port: number): string =>
      `No computador do servidor, chat doctor --port ${port} mostra como liberar o firewall.`,
    fine: "Uma conversa funcionaria.",
    notFine: "Uma conversa não funcionaria ainda.",
  },

  // The menu: the program without a command, as when its file is double-clicked.
  menu: {
    choice: "Digite o endereço do servidor, ou só Enter para abrir um chat neste computador.",
    offer: (address: string, name: string): string =>
      `Só Enter: entrar em ${address}${name === "" ? "" : ` como ${name}`}.\n` +
      "Para abrir um chat neste computador, digite abrir.",
    ask: "Endereço do servidor: ",
    remember: "Lembrar o endereço e o seu nome neste computador? (s/N) ",
    alreadyOpen: "Já há um chat aberto neste computador: entrar nele? (S/n) ",
    yesOrNo: "Responda s (sim) ou n (não).",
    filesFirst: "Isso usa um arquivo: feche o programa, abra de novo e digite isso primeiro.",
    close: "Pressione Enter para fechar.",
  },

  // What is remembered on this computer.
  memory: {
    remembered: (path: string): string =>
      `O endereço e o nome ficam em ${path}. Para apagar: chat forget`,
    forgotten: (path: string): string => `Apagado: ${path}. Nada mais é lembrado.`,
    nothing: "Não há endereço nem nome guardados neste computador.",
    damaged: (path: string): string =>
      `O arquivo ${path} está danificado e não foi usado. Para apagar: chat forget`,
    unreadable: (path: string, detail: string): string =>
      `Não foi possível ler o arquivo ${path}: ${detail}`,
    unwritable: (path: string, detail: string): string =>
      `O endereço e o nome não foram guardados: não foi possível gravar ${path}: ${detail}`,
    undeletable: (path: string, detail: string): string =>
      `Não foi possível apagar ${path}: ${detail}`,
    noPlace: "O endereço e o nome não foram guardados: este sistema não diz onde guardar.",
  },

  // The server's console.
  listening: (host: string, port: number): string =>
    `O servidor ${host}:${port} está aguardando conexões...`,
  typeElsewhere: "Nos outros computadores, digite:",
  connected: (name: string, host: string, port: number): string =>
    `Conexão com sucesso com ${name} : ('${host}', ${port})`,
  typed: (name: string, line: string): string => `${name} >> ${line}`,
  hidden: "(texto oculto)",
  connectionLost: (name: string, host: string, port: number): string =>
    `Conexão perdida com ${name} : ('${host}', ${port})`,
  connectionEnded: (host: string, port: number, reason: string): string =>
    `Conexão encerrada com ('${host}', ${port}): ${reason}`,
  nameWantedBySilent: (name: string, host: string, minutes: number): string =>
    `Outra pessoa pediu o nome "${name}". Quem o usa, em ${host}, não manda nada há ${minutes} ` +
    `min; se a conexão caiu, /expulsar ${name} libera o nome.`,
  // Sums of what is printed only for the first few of many.
  bursts: {
    joined: (count: number, seconds: number): string =>
      count === 1
        ? `… e mais uma pessoa entrou em ${seconds} s`
        : `… e mais ${count} pessoas entraram em ${seconds} s`,
    lost: (count: number, seconds: number): string =>
      count === 1
        ? `… e mais uma conexão perdida em ${seconds} s`
        : `… e mais ${count} conexões perdidas em ${seconds} s`,
    ended: (count: number, seconds: number): string =>
      count === 1
        ? `… e mais uma conexão encerrada em ${seconds} s`
        : `… e mais ${count} conexões encerradas em ${seconds} s`,
    unsaid: (count: number, seconds: number): string =>
      count === 1
        ? `… e mais um comando ou linha com erro em ${seconds} s`
        : `… e mais ${count} comandos ou linhas com erro em ${seconds} s`,
    nameRefused: (count: number, seconds: number): string =>
      count === 1
        ? `Mais de um nome recusado em ${seconds} s`
        : `Mais de ${count} nomes recusados em ${seconds} s`,
  },
  burstDetails: (what: string, reasons: string, names: string): string =>
    reasons === "" ? `${what}: ${names}` : `${what}: ${reasons}; de ${names}`,
  moreNames: "outros",
  burstReasons: {
    "address-full": "endereço com conexões demais",
    "binary": "não era texto",
    "full": "chat cheio",
    "hello-first": "sem hello",
    "hello-timeout": "sem nome",
    "http": "era HTTP",
    "kicked": "expulsão",
    "left": "saída",
    "line-too-long": "linha longa demais",
    "malformed": "não era JSON",
    "name-characters": "letra que não serve",
    "name-empty": "nome vazio",
    "name-spaces": "nome com espaço",
    "name-taken": "nome em uso",
    "name-too-long": "nome longo demais",
    "not-recorded": "histórico parado",
    "replaced": "outra conexão da mesma pessoa",
    "server-closing": "servidor encerrado",
    "silent": "silêncio",
    "tls": "era TLS",
    "too-slow": "a leitura parou",
    "version": "outra versão",
  } satisfies Record<RefusalCode, string>,
  linesLeftOut: (count: number): string =>
    `(${count} linhas não foram mostradas: a tela parou de aceitar texto.)`,
  namelessDiscarded: (count: number): string =>
    count === 1
      ? "Uma conexão sem nome deu lugar a outra."
      : `${count} conexões sem nome deram lugar a outras.`,
  acceptPaused: (reason: string): string =>
    `Novas conexões esperam um pouco: o sistema não abre mais nenhuma (${reason}).`,
  unknownOrder: (command: string): string => `O comando ${command} não existe. Veja /ajuda.`,
  serverClosing: "Encerrando o servidor.",
  historyPaused: (reason: string): string =>
    `${reason}\nMensagens novas esperam até que o histórico volte a ser gravado.`,
  historyResumed: "O histórico voltou a ser gravado.",
  historyFailures: {
    "cannot-open": (file: string): string =>
      `Erro: Não foi possível abrir o histórico "${file}". ` +
      "Confira se a pasta existe e se você pode gravar nela.",
    "damaged": (file: string): string =>
      `Erro: O histórico "${file}" está danificado. Use outro arquivo, ou uma cópia dele.`,
    "full": (file: string): string => `Erro: Não há espaço no disco para o histórico "${file}".`,
    "locked": (file: string): string =>
      `Erro: O histórico "${file}" está em uso por outro programa. Feche o outro servidor.`,
    "newer": (file: string, version: string): string =>
      `Erro: O histórico "${file}" é de uma versão mais nova deste programa (${version}). ` +
      "Use a versão nova, ou outro arquivo.",
    "not-ours": (file: string): string =>
      `Erro: O arquivo "${file}" não é um histórico deste programa. Use outro arquivo.`,
    "read-only": (file: string): string =>
      `Erro: O histórico "${file}" não pode ser gravado: o arquivo ou a pasta é só de leitura.`,
    "other": (file: string, detail: string): string =>
      `Erro: Não foi possível usar o histórico "${file}": ${detail}`,
  },
  clockJumped: (days: number, isAhead: boolean): string =>
    `Aviso: O relógio deste computador está ${days} ${days === 1 ? "dia" : "dias"} ` +
    `${
      isAhead ? "adiantado" : "atrasado"
    } em relação ao histórico, e por isso nada é apagado dele. ` +
    "Se o relógio está errado, acerte-o. Se está certo, digite /apagar; " +
    "sem isso, mensagens velhas voltam a ser apagadas daqui a um dia.",
  clockReturned:
    "O relógio voltou a concordar com o histórico. Mensagens velhas voltam a ser apagadas.",
  pruning: {
    "keeps-all": "Nada é apagado: o servidor não foi aberto com --keep.",
    "nothing-waits":
      "Não há nada à espera: as mensagens velhas são apagadas sozinhas, conforme --keep.",
    "started": "As mensagens mais velhas que o prazo de --keep estão sendo apagadas.",
  },
  copyHint: (command: string): string =>
    `Para copiar o histórico com o servidor aberto: ${command}`,
  copySuffix: "-copia",
  copyIncomplete: (file: string): string =>
    `Aviso: O histórico "${file}" é uma cópia feita sem o arquivo "${file}-wal", que estava ao lado. ` +
    "As mensagens mais novas podem faltar. Se puder, encerre o servidor do original e copie de novo.",
  listenFailures: {
    "in-use": (host: string, port: number): string =>
      `Erro: A porta ${port} de ${host} já está em uso. ` +
      "Feche o outro servidor, ou escolha outra com --port.",
    "not-allowed": (host: string, port: number): string =>
      `Erro: Sem permissão para abrir a porta ${port} de ${host}. ` +
      "Escolha outra com --port, de 1024 a 65535.",
    "not-here": (host: string): string =>
      `Erro: O endereço ${host} não é deste computador. ` +
      "Use --host com um endereço dele, ou 0.0.0.0 para todos.",
    "unknown-host": (host: string): string =>
      `Erro: O nome "${host}" não foi encontrado. Use --host com um endereço deste computador.`,
    "other": (host: string, port: number, detail: string): string =>
      `Erro: Não foi possível abrir ${host}:${port}: ${detail}`,
  },

  // The help of the commands to type; slash.ts has their table.
  typedTitle: "Comandos:",
  commands: {
    leave: { usage: "/sair", help: "sai do chat" },
    who: { usage: "/quem", help: "mostra quem está no chat" },
    help: { usage: "/ajuda", help: "mostra esta lista" },
    rename: { usage: "/nome NOVO", help: "troca o seu nome" },
    whisper: { usage: "@nome texto", help: "manda uma mensagem só para uma pessoa" },
    reply: { usage: "/r texto", help: "responde à última mensagem privada" },
    past: { usage: "/historico N", help: "mostra as N mensagens anteriores, de 1 a 100" },
    clear: { usage: "/limpar", help: "limpa a tela" },
    notice: { usage: "/aviso TEXTO", help: "diz algo a todos em nome do servidor" },
    kick: { usage: "/expulsar NOME", help: "tira uma pessoa do chat" },
    prune: { usage: "/apagar", help: "apaga mensagens velhas, se o relógio pulou e está certo" },
    shutDown: { usage: "/sair", help: "encerra o servidor" },
    escape: { usage: "//… @@…", help: "dizem a todos uma mensagem que começa com / ou @" },
  },

  // The command line.
  usage: {
    serve: "chat serve [opções]",
    join: "chat join ENDEREÇO[:PORTA] [opções]",
    doctor: "chat doctor [ENDEREÇO[:PORTA]] [opções]",
    forget: "chat forget [opções]",
  },
  usageTitle: "Uso:",
  optionsTitle: "Opções:",
  aboutChat: "chat: uma conversa em grupo na rede local ou na VPN",
  aboutServe: "abre o chat neste computador",
  aboutJoin: "entra no chat que está aberto em outro computador",
  aboutDoctor: "diz por que uma conversa não funciona, e quem pode resolver",
  aboutForget: "apaga o endereço e o nome guardados neste computador",
  moreHelp: "Mais: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "o endereço deste computador onde esperar",
    port: "a porta TCP",
    grace: "segundos em que o lugar de quem perdeu a conexão fica guardado",
    history: "o arquivo onde a conversa é gravada; sem ele nada é gravado",
    keep: "dias que o histórico guarda; sem ela, todos",
    "hide-private": "não mostra na tela do servidor o texto das mensagens privadas",
    "max-people": "quantas pessoas cabem",
    "max-per-address": "quantas pessoas cabem de um só endereço; 0 não limita",
    rate: "mensagens por segundo de cada pessoa; 0 não limita",
    recent: "quantas mensagens recentes quem chega recebe",
    lang: "a língua: pt-BR ou en",
    name: "o seu nome, sem perguntar",
    plain: "fala com um servidor do programa antigo",
    "no-reconnect": "termina se a conexão cair",
    remember: "guarda o endereço e o seu nome neste computador",
    quiet: "não toca a campainha",
    "no-color": "sem cores",
    help: "mostra esta ajuda",
    version: "mostra a versão",
  },
  namePlaceholder: "NOME",
  filePlaceholder: "ARQUIVO",
  byDefault: (value: string): string => `[${value}]`,
  badCommand: (given: string): string =>
    `O comando "${given}" não existe; use serve, join, doctor ou forget.`,
  badOption: (option: string): string => `A opção ${option} não existe.`,
  badValue: (option: string, value: string, allowed: string): string =>
    `${option} não aceita "${value}"; use ${allowed}.`,
  needsOption: (option: string, other: string): string => `${option} só serve com ${other}.`,
  missingValue: (option: string, allowed: string): string =>
    `${option} precisa de um valor: ${allowed}.`,
  labels: { host: "O endereço", port: "A porta" },
  missingHost: "Falta o endereço do servidor.",
  tooMany: (value: string): string => `"${value}" está sobrando.`,
  allowed: {
    integer: (from: number, to: number): string => `um número inteiro de ${from} a ${to}`,
    address: "um nome ou endereço, como 26.253.198.232 ou ::1",
    name: "de 1 a 32 letras, números, '_', '-' ou '.'",
    lang: "pt-BR ou en",
    file: "o caminho de um arquivo, como chat.db",
    once: "a opção uma vez só",
    nothing: "a opção sem valor",
  },
  unexpected: (detail: string): string => `Erro inesperado: ${detail}`,
};

/** Every sentence a person reads: other languages have the same. */
export type Texts = typeof ptBr;
