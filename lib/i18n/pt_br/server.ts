/** Sentences of the server's console; in Brazilian Portuguese. */

import type { RefusalCode } from "../../protocol.ts";
import { because, until } from "./until.ts";

/** The sentences about the server and its host, by their keys. */
export const server = {
  // The server's console.
  listening: (host: string, port: number): string =>
    `O servidor ${host}:${port} está aguardando conexões...`,
  typeElsewhere: "Nos outros computadores, digite:",
  openPage: (link: string, adapter: string): string =>
    `No celular ou em outro navegador, abra ${link} (${adapter})`,
  codeByInvite: "Para ver o código QR, digite /convite.",
  codeNeedsRoom: (columns: number, rows: number): string =>
    `O código QR só cabe em uma janela de ${columns} colunas e ${rows} linhas, ou maior.`,
  unknownAdapter: (wanted: string, known: string): string =>
    `Erro: "${wanted}" não é um adaptador deste computador. Use um destes: ${known}.`,
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
    "bad-frame": "quadro de WebSocket inválido",
    "banned": "banimento",
    "binary": "não era texto UTF-8",
    "full": "chat cheio",
    "hello-first": "sem hello",
    "hello-timeout": "sem nome",
    "kicked": "expulsão",
    "left": "saída",
    "line-too-long": "linha longa demais",
    "locked": "chat trancado",
    "malformed": "não era JSON",
    "name-banned": "nome banido",
    "name-characters": "caractere que não é válido",
    "name-empty": "nome vazio",
    "name-kept": "nome guardado",
    "name-lookalike": "nome parecido com outro",
    "name-reserved": "nome reservado",
    "name-spaces": "nome com espaço",
    "name-taken": "nome em uso",
    "name-too-long": "nome longo demais",
    "not-encrypted": "senha sem cifra",
    "not-recorded": "histórico sem gravação",
    "password": "sem a senha",
    "replaced": "outra conexão da mesma pessoa",
    "server-closing": "servidor fechado",
    "silent": "silêncio",
    "tls": "era TLS",
    "too-many-guesses": "senhas erradas demais",
    "too-slow": "parou de ler",
    "version": "outra versão",
    "wrong-password": "senha errada",
  } satisfies Record<RefusalCode, string>,
  namelessDiscarded: (count: number): string =>
    count === 1
      ? "Uma conexão sem nome deu lugar a outra."
      : `${count} conexões sem nome deram lugar a outras.`,
  acceptPaused: (reason: string): string =>
    `Novas conexões vão ter que esperar: o sistema não aceita mais nenhuma agora (${reason}).`,
  // What everybody is told, and what the operator is told alone.
  password: {
    right: "Senha certa. Agora digite o seu nome:",
    ask: "Senha do chat (não aparece ao digitar; só Enter: o programa inventa uma): ",
    askAgain: "A mesma senha, de novo: ",
    madeUp: (password: string): string =>
      `A senha do chat: ${password}\nEla só aparece agora. Passe a quem deve entrar.`,
    kept: "O chat continua com a senha de antes. /senha faz outra.",
    needsTerminal: "Erro: --password pergunta pela senha, e aqui não há terminal. " +
      "Use --password-file ou CHAT_PASSWORD.",
    damaged: "Erro: A senha guardada no histórico está danificada. Dê uma com --password.",
    differ: "As duas não são iguais. Digite a senha outra vez (só Enter: o programa inventa uma): ",
    has: "O chat tem a senha que você deu. /senha faz outra.",
    invite: "O chat tem senha: passe-a também.",
    set: "O anfitrião pôs uma senha no chat. Quem está dentro continua.",
    setForAll: "O anfitrião pôs uma senha no chat, e todos precisam dela para voltar.",
    inPlain: (count: number): string =>
      `${
        count === 1 ? "Uma pessoa continua" : `${count} pessoas continuam`
      } sem conexão cifrada: ` +
      "quem escuta a rede ainda lê a conversa. /senha esvaziar pede a senha a todos.",
    changed: "O anfitrião mudou a senha do chat. Quem está dentro continua.",
    changedForAll: "O anfitrião mudou a senha do chat, e todos precisam da nova para voltar.",
    removed: "O chat não tem mais senha.",
    newForAll: "todos precisam da senha nova",
    none: "O chat não tem senha.",
    otherThanRoom: "Erro: A senha da sala é outra. Use a mesma em todos os servidores.",
    needsTls: "Sem conexão cifrada não há senha.",
    guessing: (address: string, count: number): string =>
      `${address} errou a senha ${count} vezes: as próximas tentativas de lá esperam cada vez mais.`,
    guessingAll: (count: number): string =>
      `Já erraram a senha ${count} vezes: as próximas tentativas, de qualquer endereço, esperam.`,
  },
  lock: {
    locked: "O anfitrião trancou o chat: por enquanto não entra mais ninguém.",
    unlocked: "O anfitrião destrancou o chat: todos podem entrar.",
    isLocked: "O chat já está trancado. /destrancar deixa entrar de novo.",
    isUnlocked: "O chat não está trancado.",
    stillLocked: "O chat continua trancado, como antes. /destrancar deixa entrar de novo.",
  },
  sanctions: {
    // Behind "O anfitrião tirou Ana do chat: ".
    removed: (word: string, reason: string): string =>
      reason === "" ? `banimento ${until(word)}` : `${reason} (banimento ${until(word)})`,
    bannedAbsent: (name: string, word: string): string =>
      `"${name}" não está no chat. O nome e os parecidos estão banidos ${until(word)}; ` +
      "a pessoa pode entrar com outro nome.",
    muted: (name: string, word: string, reason: string): string =>
      `O anfitrião calou ${name} ${until(word)}${because(reason)}`,
    unmuted: (name: string): string => `${name} pode escrever de novo.`,
    pardoned: (name: string): string => `${name} pode entrar e escrever de novo.`,
    notSanctioned: (name: string): string =>
      `Erro: Não há nada para perdoar em "${name}". /banidos mostra a lista.`,
    none: "Ninguém está banido nem calado.",
    title: "Banidos e calados:",
    ban: (name: string, word: string, reason: string, hasAddress: boolean): string =>
      `${name}: não entra ${until(word)}${hasAddress ? ", nem o endereço" : ""}${because(reason)}`,
    mute: (name: string, word: string, reason: string): string =>
      `${name}: só lê ${until(word)}${because(reason)}`,
    tooMany: (max: number): string =>
      `Erro: Já há ${max} banidos e calados. Perdoe alguns com /perdoar NOME.`,
    // Behind "Conexão encerrada com".
    triesAgain: "uma pessoa banida tentou entrar.",
  },
  unknownOrder: (command: string): string => `Erro: O comando ${command} não existe. Veja /ajuda.`,
  notUtf8Command: (line: number): string =>
    `Erro: A linha ${line} da entrada não está em UTF-8 e não foi executada. ` +
    "Digite chcp 65001 antes do comando, ou salve o arquivo em UTF-8.",
  notHere: (name: string): string => `Erro: "${name}" não está no chat.`,
  serverClosing: "Fechando o servidor.",
  notInChat: "Aqui só entram comandos (veja /ajuda). Para conversar: chat serve --name SEU_NOME",
  onlyThisComputer: "Este chat só atende este computador: dos outros ninguém consegue entrar.",
  cannotOffer: (file: string): string =>
    `Erro: Não foi possível abrir o arquivo "${file}" de --offer. ` +
    "Use um arquivo que existe e que você pode ler.",
  historyPaused: (reason: string): string =>
    `${reason}\nAs mensagens novas ficam esperando até o histórico voltar a ser gravado.`,
  historyResumed: "O histórico voltou a ser gravado.",
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
    `Para copiar o histórico com o servidor aberto:\n  ${command}`,
  copySuffix: "-copia",
  copyIncomplete: (file: string): string =>
    `Aviso: O histórico "${file}" é uma cópia feita sem o arquivo "${file}-wal", que estava ao lado. ` +
    "Podem faltar as mensagens mais recentes. " +
    "Se puder, feche o servidor que usa o original e copie de novo.",
  // What a browser is told in place of the page.
  site: {
    lang: "pt-BR",
    off:
      "Aqui funciona um chat, sem página. Para entrar, digite chat join e o endereço do servidor.",
    notFound: (path: string): string => `Não há nada em "${path}". A página do chat fica em /.`,
    foreignHost: (host: string): string =>
      `Este chat não atende pelo nome "${host}". Abra o endereço em números que o servidor mostra; quem abriu o chat pode permitir o nome com --host-name.`,
    foreignOrigin: (origin: string): string => `A página ${origin} não pode entrar neste chat.`,
    onlyWebSocket: "Em /chat só se entra com WebSocket, versão 13.",
    password: {
      title: "Senha do chat",
      heading: "Este chat tem uma senha",
      label: "Senha",
      enter: "Entrar",
      first: "Este chat tem uma senha: diga a senha primeiro, na página em /.",
      noForm: "A senha só é aceita de um formulário.",
      only: "Como este chat tem uma senha, a página fica em um endereço cifrado:",
      warning: "O navegador vai avisar que ninguém garante o certificado desse endereço: " +
        "foi o próprio computador do chat que fez o certificado.",
      protection: "Aceitando, ninguém na rede lê a senha nem a conversa.",
      gap: "O que isso não impede é alguém no meio do caminho se passar pelo chat: " +
        "só o programa percebe, com chat join.",
    },
    badRange: (size: number): string => `A parte pedida não existe: o arquivo tem ${size} bytes.`,
    failures: {
      400: "O pedido não é HTTP/1.1 válido.",
      405: "Só GET e HEAD são aceitos.",
      411: "O pedido não diz quantos bytes envia, em Content-Length.",
      413: "O pedido envia mais de 1 KiB.",
      431: "O cabeçalho do pedido passa de 8 KiB.",
      505: "Só HTTP/1.1 e HTTP/1.0 são aceitos.",
    },
    tooLate: {
      408: "O pedido não chegou inteiro em 10 segundos.",
      503: "O servidor está fechando.",
    },
  },
};

/** What each language has to say about the server and its host. */
export type ServerTexts = typeof server;
