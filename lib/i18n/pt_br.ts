/** All sentences for people, in Brazilian Portuguese, which is the default language. */

import type { Person, RefusalCode, RejectionCode } from "../protocol.ts";

type Sentences<Code extends string> = Record<Code, (value: string) => string>;

const nameRefusals = {
  "name-empty": () => "Erro: O nome não pode ficar vazio.",
  "name-spaces": () => "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
  "name-characters": (name: string) =>
    `Erro: O nome "${name}" não é válido. Use só letras, números, '_', '-' ou '.'.`,
  "name-too-long": (name: string) =>
    `Erro: O nome "${name}" é longo demais. O limite é de 32 caracteres.`,
  "name-taken": (name: string) => `Erro: O nome "${name}" já está em uso. Escolha outro.`,
  "name-kept": (kept: string) => {
    const [name, seconds = "?"] = kept.split(" ");
    return `Erro: O nome "${name}" está guardado por mais ${seconds} s para a pessoa que perdeu a ` +
      "conexão. Espere, ou escolha outro.";
  },
  "name-lookalike": (other: string) =>
    `Erro: O nome se parece demais com "${other}", que já está no chat. Escolha outro.`,
  "name-reserved": (reserved: string) =>
    `Erro: O nome "${reserved}" é reservado, e os parecidos também. Escolha outro.`,
};

const refusals: Sentences<RefusalCode> = {
  ...nameRefusals,
  "address-full": (limit: string) =>
    `Erro: Este endereço já atingiu o limite de pessoas no chat (${limit}). ` +
    "O anfitrião pode aumentar o limite com --max-per-address.",
  "binary": () => "Erro: O texto recebido não está em UTF-8.",
  "full": () => "Erro: O chat está cheio. Tente de novo mais tarde.",
  "hello-first": () => 'Erro: A primeira mensagem precisa ser {"type":"hello",...}.',
  "http": () =>
    "Aqui funciona um chat, não um site. Para entrar, digite chat join e o endereço do servidor.",
  "kicked": (why: string) => `O anfitrião tirou você do chat${why === "" ? "." : `: ${why}`}`,
  "left": () => "Você saiu do chat.\nConexão encerrada pelo servidor.",
  "line-too-long": () => "Erro: Linha longa demais: o limite é de 16 KiB por linha.",
  "malformed": (line: string) => `Erro: Cada linha precisa ser um objeto JSON. Recebido: ${line}`,
  "hello-timeout": () => "Erro: Nenhum nome foi informado a tempo.",
  "not-recorded": () => "Erro: O servidor não está conseguindo gravar o histórico. Tente de novo.",
  "replaced": () => "Esta sessão continua em outra conexão.",
  "server-closing": () => "Conexão encerrada pelo servidor.",
  "silent": () => "Conexão encerrada: nada foi recebido por 30 segundos.",
  "tls": () => "Conexão TLS recusada: este chat não usa TLS.",
  "too-slow": () => "Conexão encerrada: o outro lado parou de ler, com mensagens demais na fila.",
  "version": (versions: string) => {
    const [client, server = "?"] = versions.split(" ≠ ");
    const isClientOld = Number(client) < Number(server);
    return `Erro: Versões diferentes: este programa usa a ${client}; o servidor, a ${server}. ` +
      (isClientOld
        ? "Copie o programa do servidor para este computador."
        : "Copie este programa para o computador do servidor.");
  },
};

const rejections: Sentences<RejectionCode> = {
  ...nameRefusals,
  "ambiguous-name": (names: string) =>
    `Erro: Para quem: ${names.replace(/, (?=[^,]*$)/, " ou ")}? Digite o nome com os acentos.`,
  "bad-count": (count: string) => `Erro: "${count}" não é válido: peça de 1 a 100 mensagens.`,
  "empty": () => "Erro: A mensagem está vazia.",
  "missing-argument": (usage: string) => `Erro: Comando incompleto. Use ${usage}.`,
  "missing-field": (field: string) => `Erro: O campo ${field} está faltando ou é de outro tipo.`,
  "no-such-person": () => "Usuário não encontrado.",
  "not-recorded": () =>
    "Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada.",
  "not-utf8": () => "Erro: A mensagem não está em UTF-8 e não foi enviada.",
  "nobody-to-answer": () => "Erro: Não há mensagem privada para responder. Use @nome mensagem.",
  "private-format": () => "Erro: Formato inválido. Use @nome mensagem.",
  "repeated": () => "Mensagem repetida: já tinha chegado.",
  "too-long": (bytes: string) =>
    `Erro: A mensagem tem ${bytes} bytes, e o limite é de 4096. Ela não foi enviada.`,
  "too-many-waiting": (name: string) =>
    `Erro: Há mensagens privadas demais esperando por ${name}. A sua não foi enviada.`,
  "unexpected-argument": (command: string) => `Erro: Digite só ${command}, sem mais nada na linha.`,
  "unknown-command": (command: string) =>
    `Erro: O comando ${command} não existe. ` +
    "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.",
  "unknown-type": (type: string) => `Erro: O tipo ${type} não existe.`,
};

/** The sentences in Brazilian Portuguese. Every other language has to have the same type. */
export const ptBr = {
  refusals,
  rejections,

  // Events in the room.
  joined: (name: string): string => `${name} entrou no chat.`,
  left: (name: string): string => `${name} saiu do chat.`,
  removed: (name: string, why: string): string =>
    `O anfitrião tirou ${name} do chat${why === "" ? "." : `: ${why}`}`,
  joinedMany: (names: string): string => `${names} entraram no chat.`,
  leftMany: (names: string): string => `${names} saíram do chat.`,
  list: (words: string[]): string => `${words.slice(0, -1).join(", ")} e ${words.at(-1)}`,
  newcomer: (count: number, names: string): string =>
    `${
      count === 1 ? "Por enquanto só você está no chat." : `No chat (${count}): ${names}.`
    } /ajuda mostra os comandos.`,
  others: (count: number): string => count === 1 ? "mais uma pessoa" : `mais ${count} pessoas`,
  renamed: (from: string, to: string): string => `${from} agora se chama ${to}.`,
  said: (from: string, text: string): string => `${from}: ${text}`,
  action: (from: string, text: string): string => `* ${from} ${text}`,
  whispered: (from: string, text: string): string => `${from} (privado): ${text}`,
  undelivered: (to: string, text: string): string =>
    `${to} saiu sem confirmar que recebeu a sua mensagem privada: ${text}`,
  nameWanted: (name: string): string => `Outra pessoa quis usar o seu nome, "${name}".`,
  notice: (text: string): string => `Aviso do servidor: ${text}`,
  people: (people: Pick<Person, "name" | "away">[]): string =>
    people.length === 0 ? "Não há ninguém no chat." : `No chat (${people.length}): ` +
      people.map(({ name, away }) => away ? `${name} (sem conexão)` : name).join(", "),
  peopleTitle: (count: number): string => `No chat (${count}):`,
  present: (minutes: number): string =>
    minutes === 0
      ? "acabou de entrar"
      : minutes < 60
      ? `há ${minutes} min`
      : `há ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
  away: "(sem conexão)",
  missed: (count: number): string =>
    count === 1
      ? "Uma mensagem do período sem conexão se perdeu: o servidor não a guarda mais."
      : `${count} mensagens do período sem conexão se perderam: o servidor não as guarda mais.`,

  // For clients without a resume, which miss messages only when they read too slowly.
  missedSlow: (count: number): string =>
    count === 1
      ? "Uma mensagem se perdeu: a sua conexão está lenta demais."
      : `${count} mensagens se perderam: a sua conexão está lenta demais.`,

  // The client.
  banner: "***** INICIANDO CHAT *****",
  askName: "Informe seu nome para entrar no chat:",
  windowTitle: (name: string, count: number): string => `${name} · ${count} no chat`,
  youLeft: "Você saiu do chat.",
  closedByServer: "Conexão encerrada pelo servidor.",
  delivered: (text: string): string => `✓ ${text}`,
  deliveredTo: (to: string, text: string): string => `✓ (privado para ${to}) ${text}`,
  waitsFor: (to: string, text: string): string => `⧖ (privado para ${to}, sem conexão) ${text}`,
  receivedBy: (to: string, text: string): string => `✓ ${to} recebeu: ${text}`,
  waiting: (names: string): string => `⧖ espera por ${names}`,
  notSaid: (text: string): string => `✗ ${text}`,
  notWhispered: (to: string, text: string): string => `✗ (privado para ${to}) ${text}`,
  serverClosed: "O servidor foi fechado.",
  waitingForServer: "Se ele abrir de novo, você volta sozinho. Para sair: /sair ou Ctrl+C.",
  serverIsClosed: "O servidor está fechado. Esperando que abra de novo.",
  serverBack: "O servidor abriu de novo.",
  retrying: "Tentando reconectar...",
  unsure: (count: number): string =>
    count === 1
      ? "Erro: Não dá para saber se uma mensagem foi entregue."
      : `Erro: Não dá para saber se ${count} mensagens foram entregues.`,
  private: (to: string): string => `privado → ${to}`,
  saying: (text: string): string => `… ${text}`,
  whispering: (to: string, text: string): string => `… (privado para ${to}) ${text}`,
  morePending: (count: number): string => `… e mais ${count} a caminho`,
  tooManyPending: "Há mensagens demais a caminho. Espere um pouco.",
  isLeaving: "Você já está saindo: a linha não foi enviada. Para sair agora, digite /sair.",
  noLink: (seconds: number): string => `Sem conexão. Nova tentativa em ${seconds} s.`,
  interruptAgain: "Ctrl+C de novo para sair",
  newMessages: "── novas mensagens ──",
  ignoring: (name: string): string =>
    `Você não vai mais ver nada de ${name}. Para voltar a ver: /ignorar ${name}`,
  ignoringNoMore: (name: string): string => `Você voltou a ver as mensagens de ${name}.`,
  ignored: (names: string): string => `Você ignora: ${names}.`,
  ignoresNobody: "Você não ignora ninguém.",
  ignoredPrivate: (name: string): string =>
    `${name} enviou uma mensagem privada, que você não vai ver, nem as próximas.`,
  ignoresSelf: "Erro: Não dá para ignorar a si mesmo.",
  cannotOpenLog: (file: string): string =>
    `Erro: Não foi possível abrir o arquivo "${file}" para gravar a conversa. ` +
    "Use um arquivo numa pasta que existe e em que você pode gravar.",
  logFailed: "Erro: A conversa não está sendo gravada no arquivo de --log. Confira o disco.",
  whisperedTo: (from: string, to: string, text: string): string =>
    `${from} (privado para ${to}): ${text}`,
  offline: "Sem conexão: espere até ela voltar.",
  tryingNow: "Sem conexão. Tentando agora…",
  didYouMean: (word: string): string => `Quis dizer ${word}?`,
  linkBack: "Conexão restabelecida.",
  unknownSession:
    "O servidor foi reiniciado: não dá para recuperar o que foi dito enquanto você estava " +
    "sem conexão.",
  messageDeferred:
    "O servidor não está conseguindo gravar o histórico. A sua mensagem será enviada depois.",
  pastTitle: (count: number): string =>
    count === 0
      ? "Não há mensagens mais antigas."
      : count === 1
      ? "── uma mensagem mais antiga ──"
      : `── ${count} mensagens mais antigas ──`,
  pastEnd: "── fim das mensagens antigas ──",
  cannotConnect: (reason: string): string => `Erro ao conectar ao servidor: ${reason}`,
  notOurs: (host: string, port: number): string =>
    `${host}:${port} não é um servidor deste chat. ` +
    "Se for um servidor do programa antigo, use --plain; senão, confira o endereço e a porta.",
  connectFailures: {
    "refused": (host: string, port: number): string =>
      `${host} respondeu, mas ninguém atende na porta ${port}. ` +
      "Confira se o chat está aberto (chat serve) naquele computador e se a porta está certa.",
    "timed-out": (host: string, port: number): string =>
      `${host}:${port} não respondeu em 10 segundos. No computador do servidor, libere a porta ` +
      `${port} no firewall; neste, confira se a VPN está ligada e se o endereço está certo.`,
    "unreachable": (host: string, port: number): string =>
      `não há caminho até ${host}:${port}. ` +
      "Confira se a VPN deste computador está ligada e se os dois estão na mesma rede.",
    "unknown-host": (host: string): string =>
      `o nome "${host}" não foi encontrado. ` +
      "Confira o que você digitou, ou use o endereço em números que o servidor mostra.",
    "forbidden": (host: string, port: number): string =>
      `este computador não permite a conexão com ${host}:${port}. ` +
      "Confira o firewall ou o antivírus deste computador.",
    "other": (host: string, port: number, detail: string): string => `${host}:${port}: ${detail}`,
  },

  // chat join --plain.
  oldServer: {
    withoutCommand: (command: string): string =>
      `O servidor do programa antigo não tem ${command}, e nada foi enviado. Veja /ajuda.`,
    reserved:
      "O servidor do programa antigo entende @ no começo como mensagem privada e /sair como " +
      "saída, e nada foi enviado. Para enviar a todos, comece com outro texto.",
  },

  // chat doctor.
  doctor: {
    adapters: "Endereços deste computador:",
    noAdapters: "Este computador não está em nenhuma rede. Ligue a VPN.",
    window: (columns: number, rows: number, isColored: boolean): string =>
      `Terminal: ${columns} x ${rows}, ${isColored ? "com cores" : "sem cores"}.`,
    noWindow: "Terminal: nenhum (a saída vai para um arquivo ou outro programa).",
    sample: "Acentos e emoji: se aparecer “ação, coração 👋”, está tudo certo.",
    resolved: (host: string, address: string): string => `O endereço de ${host} é ${address}.`,
    failed: (reason: string): string => `Não foi possível conectar: ${reason}`,
    foreign: (host: string, port: number): string =>
      `${host}:${port} responde, mas não é um servidor deste chat. Confira o endereço e a porta; ` +
      "se for um servidor do programa antigo, entre com --plain.",
    chat: (host: string, port: number, version?: number): string =>
      `${host}:${port} é um servidor deste chat${
        version === undefined ? "" : `, versão ${version}`
      }.`,
    roundTrip: (ms: number): string => `Ida e volta: ${ms} ms.`,
    clocksAgree: "Os relógios estão certos entre si.",
    clockOff: (seconds: number): string =>
      `O relógio do servidor está ${String(seconds).replace("-", "")} s ` +
      `${seconds > 0 ? "adiantado" : "atrasado"}: acerte a hora dos dois computadores.`,
    firewall: "Se os outros não conseguem entrar, libere a porta no firewall deste computador. " +
      "Abra o Prompt de Comando como administrador e digite estas duas linhas, nesta ordem:",
    blockRule: "A primeira apaga o bloqueio que o Windows cria quando alguém responde Cancelar à " +
      "pergunta dele. Se ela disser que nenhuma regra corresponde, não havia bloqueio. " +
      "Um bloqueio vale mais que uma permissão: só a segunda linha não basta.",
    askThere: (port: number): string =>
      `No computador do servidor, chat doctor --port ${port} mostra como liberar o firewall.`,
    fine: "Tudo certo: dá para conversar.",
    notFine: "Ainda não dá para conversar.",
  },

  // The menu: the program without a command, as when its file is double-clicked.
  menu: {
    choice: "Digite o endereço do servidor, ou só Enter para abrir um chat neste computador.",
    offer: (address: string, name: string): string =>
      `Aperte só Enter para entrar em ${address}${name === "" ? "" : ` como ${name}`}.\n` +
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
  noNetwork: "Este computador não está em nenhuma rede: ninguém mais consegue entrar. Ligue a VPN.",
  connected: (name: string, host: string, port: number): string =>
    `Conexão com sucesso com ${name} : ('${host}', ${port})`,
  typed: (name: string, line: string): string => `${name} >> ${line}`,
  hidden: "(texto oculto)",
  connectionLost: (name: string, host: string, port: number): string =>
    `Conexão perdida com ${name} : ('${host}', ${port})`,
  connectionEnded: (host: string, port: number, reason: string): string =>
    `Conexão encerrada com ('${host}', ${port}): ${reason}`,
  nameTakenBack: (name: string, host: string): string =>
    `${name} voltou do mesmo endereço, ${host}, e retomou o nome: a outra conexão tinha caído.`,
  nameWantedBySilent: (name: string, host: string, minutes: number): string =>
    `Outra pessoa quis usar o nome "${name}". Quem está com ele, em ${host}, não envia nada há ` +
    `${minutes} min. Se a conexão caiu, digite /expulsar ${name} para liberar o nome.`,
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
    "address-full": "endereço com pessoas demais",
    "binary": "não era texto UTF-8",
    "full": "chat cheio",
    "hello-first": "sem hello",
    "hello-timeout": "sem nome",
    "http": "era HTTP",
    "kicked": "expulsão",
    "left": "saída",
    "line-too-long": "linha longa demais",
    "malformed": "não era JSON",
    "name-characters": "caractere que não é válido",
    "name-empty": "nome vazio",
    "name-kept": "nome guardado",
    "name-lookalike": "nome parecido com outro",
    "name-reserved": "nome reservado",
    "name-spaces": "nome com espaço",
    "name-taken": "nome em uso",
    "name-too-long": "nome longo demais",
    "not-recorded": "histórico sem gravação",
    "replaced": "outra conexão da mesma pessoa",
    "server-closing": "servidor fechado",
    "silent": "silêncio",
    "tls": "era TLS",
    "too-slow": "parou de ler",
    "version": "outra versão",
  } satisfies Record<RefusalCode, string>,
  linesLeftOut: (count: number): string =>
    count === 1
      ? "(Uma linha não foi mostrada: a tela parou de aceitar texto.)"
      : `(${count} linhas não foram mostradas: a tela parou de aceitar texto.)`,
  namelessDiscarded: (count: number): string =>
    count === 1
      ? "Uma conexão sem nome deu lugar a outra."
      : `${count} conexões sem nome deram lugar a outras.`,
  acceptPaused: (reason: string): string =>
    `Novas conexões vão ter que esperar: o sistema não aceita mais nenhuma agora (${reason}).`,
  unknownOrder: (command: string): string => `O comando ${command} não existe. Veja /ajuda.`,
  serverClosing: "Fechando o servidor.",
  notInChat: "Aqui só entram comandos (veja /ajuda). Para conversar: chat serve --name SEU_NOME",
  hostTitle: "Comandos do anfitrião:",
  kicksSelf:
    "Você não pode tirar a si mesmo. Para sair, digite /sair; para fechar o chat, /fechar.",
  closedForAll: "O chat foi fechado.",
  closesForAll: (count: number): string =>
    count === 1
      ? "Se você sair, o chat fecha também para a outra pessoa. Repita para fechar."
      : `Se você sair, o chat fecha também para as outras ${count} pessoas. Repita para fechar.`,
  historyPaused: (reason: string): string =>
    `${reason}\nAs mensagens novas ficam esperando até o histórico voltar a ser gravado.`,
  historyResumed: "O histórico voltou a ser gravado.",
  historyFailures: {
    "cannot-open": (file: string): string =>
      `Erro: Não foi possível abrir o histórico "${file}". ` +
      "Confira se a pasta existe e se você pode gravar nela.",
    "damaged": (file: string): string =>
      `Erro: O histórico "${file}" está danificado. Use outro arquivo, ou uma cópia de segurança.`,
    "full": (file: string): string => `Erro: Não há espaço no disco para o histórico "${file}".`,
    "locked": (file: string): string =>
      `Erro: O histórico "${file}" está em uso por outro programa. Feche o outro servidor.`,
    "newer": (file: string, version: string): string =>
      `Erro: O histórico "${file}" é de uma versão mais nova deste programa (${version}). ` +
      "Use a versão nova, ou outro arquivo.",
    "not-ours": (file: string): string =>
      `Erro: O arquivo "${file}" não é um histórico deste programa. Use outro arquivo.`,
    "read-only": (file: string): string =>
      `Erro: O histórico "${file}" não pode ser gravado: o arquivo ou a pasta é somente leitura.`,
    "other": (file: string, detail: string): string =>
      `Erro: Não foi possível usar o histórico "${file}": ${detail}`,
  },
  clockJumped: (days: number, isAhead: boolean): string =>
    `Aviso: O relógio deste computador está ${days} ${days === 1 ? "dia" : "dias"} ` +
    `${
      isAhead ? "adiantado" : "atrasado"
    } em relação ao histórico, e por isso nada está sendo apagado. ` +
    "Se o relógio estiver errado, acerte a hora. Se estiver certo, digite /apagar; " +
    "senão, as mensagens antigas só voltam a ser apagadas daqui a um dia.",
  clockReturned:
    "O relógio está de novo de acordo com o histórico: as mensagens antigas voltam a ser apagadas.",
  pruning: {
    "keeps-all": "Nada é apagado: o servidor foi aberto sem --keep.",
    "nothing-waits":
      "Não é preciso: as mensagens antigas são apagadas automaticamente, conforme --keep.",
    "started": "As mensagens mais antigas que o prazo de --keep estão sendo apagadas.",
  },
  copyHint: (command: string): string =>
    `Para copiar o histórico com o servidor aberto: ${command}`,
  copySuffix: "-copia",
  copyIncomplete: (file: string): string =>
    `Aviso: O histórico "${file}" é uma cópia feita sem o arquivo "${file}-wal", que estava ao lado. ` +
    "Podem faltar as mensagens mais recentes. " +
    "Se puder, feche o servidor que usa o original e copie de novo.",
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
    whisper: { usage: "@nome texto", help: "envia uma mensagem só para uma pessoa" },
    reply: { usage: "/r texto", help: "responde à última mensagem privada" },
    action: { usage: "/me texto", help: "descreve uma ação: * Ana acena" },
    ignore: { usage: "/ignorar NOME", help: "esconde o que a pessoa diz, ou volta a mostrar" },
    past: { usage: "/historico N", help: "mostra N mensagens mais antigas, de 1 a 100" },
    clear: { usage: "/limpar", help: "limpa a tela" },
    notice: { usage: "/aviso TEXTO", help: "envia um aviso do servidor a todos" },
    kick: { usage: "/expulsar NOME", help: "tira uma pessoa do chat; depois do nome, o motivo" },
    prune: {
      usage: "/apagar",
      help: "apaga as mensagens antigas, se o relógio mudou e está certo",
    },
    invite: { usage: "/convite", help: "mostra o que os outros digitam para entrar" },
    close: { usage: "/fechar", help: "fecha o chat para todos" },
    shutDown: { usage: "/sair", help: "fecha o servidor" },
    everyone: { usage: "@todos texto", help: "envia a todos, e avisa cada um com um som" },
    escape: { usage: "//… @@…", help: "envia a todos uma mensagem que começa com / ou @" },
  },

  // What is said after the commands.
  marksTitle: "Marcas das suas mensagens:",
  marks: {
    pending: "a caminho do servidor",
    delivered: "o servidor registrou a mensagem, ou a pessoa a recebeu",
    waiting: "a mensagem privada espera por uma pessoa que perdeu a conexão",
    notSent: "a mensagem não foi enviada",
  },
  relayNote:
    "As mensagens privadas passam pelo computador do anfitrião, que pode vê-las e gravá-las.",

  // The command line.
  usage: {
    serve: "chat serve [opções]",
    join: "chat join ENDEREÇO[:PORTA] [opções]",
    doctor: "chat doctor [ENDEREÇO[:PORTA]] [opções]",
    forget: "chat forget [opções]",
  },
  usageTitle: "Uso:",
  optionsTitle: "Opções:",
  aboutChat: "chat: conversa em grupo na rede local ou na VPN",
  aboutServe: "abre o chat neste computador",
  aboutJoin: "entra no chat de outro computador",
  aboutDoctor: "mostra por que o chat não funciona",
  aboutForget: "apaga o endereço e o nome guardados neste computador",
  moreHelp: "Mais ajuda: chat serve --help, chat join --help, chat doctor --help",
  options: {
    host: "em qual endereço deste computador atender",
    port: "a porta TCP",
    grace: "segundos para voltar depois de perder a conexão",
    history: "em qual arquivo gravar a conversa; senão, não é gravada",
    keep: "quantos dias guardar as mensagens; senão, para sempre",
    "host-name": "o seu nome: você também participa, nesta janela",
    "show-private": "com --name: mostra ao anfitrião o texto das mensagens privadas",
    "hide-private": "esconde na tela o texto privado e o que foi digitado errado",
    "max-people": "máximo de pessoas",
    "max-per-address": "máximo de pessoas no mesmo endereço; 0: sem limite",
    rate: "mensagens por segundo e por pessoa; 0: sem limite",
    recent: "quantas mensagens recentes mostrar a quem entra",
    lang: "o idioma: pt-BR ou en",
    name: "o seu nome; senão, o chat pergunta",
    log: "em qual arquivo acrescentar a conversa, como texto",
    plain: "entra em um servidor do programa antigo",
    "no-reconnect": "não reconecta se a conexão cair",
    remember: "guarda o endereço e o seu nome neste computador",
    quiet: "sem avisos sonoros",
    "no-color": "sem cores",
    simple: "só acrescenta linhas, para leitores de tela",
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
    `${option}: "${value}" não é válido; use ${allowed}.`,
  needsOption: (option: string, other: string): string => `${option} só funciona com ${other}.`,
  contradiction: (option: string, other: string): string => `${option} e ${other} se contradizem.`,
  missingValue: (option: string, allowed: string): string =>
    `${option} precisa de um valor: ${allowed}.`,
  labels: { host: "Endereço", port: "Porta" },
  missingHost: "Falta o endereço do servidor.",
  tooMany: (value: string): string => `Argumento a mais: "${value}".`,
  allowed: {
    integer: (from: number, to: number): string => `um número inteiro de ${from} a ${to}`,
    address: "um nome ou endereço, como 26.253.198.232 ou ::1",
    name: "de 1 a 32 letras, números, '_', '-' ou '.'",
    lang: "pt-BR ou en",
    file: "o caminho de um arquivo, como chat.db",
    once: "a opção só uma vez",
    nothing: "a opção sem valor",
  },
  notUtf8Input: (line: number): string =>
    `Erro: A linha ${line} da entrada não está em UTF-8, e o texto não foi enviado a partir dela. ` +
    "Digite chcp 65001 antes do comando, ou salve o arquivo em UTF-8.",
  unexpected: (detail: string): string => `Erro inesperado: ${detail}`,
};

/** Every sentence a person reads: other languages have the same. */
export type Texts = typeof ptBr;
