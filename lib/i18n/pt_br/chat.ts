/** Sentences about what happens in the room, and at the client; in Brazilian Portuguese. */

import type { Person } from "../../protocol.ts";

/** The sentences about a conversation, by their keys. */
export const chat = {
  // Events in the room.
  joined: (name: string): string => `${name} entrou no chat.`,
  left: (name: string): string => `${name} saiu do chat.`,
  removed: (name: string, why: string): string =>
    `O anfitrião tirou ${name} do chat${why === "" ? "." : `: ${why}`}`,
  joinedMany: (names: string): string => `${names} entraram no chat.`,
  leftMany: (names: string): string => `${names} saíram do chat.`,
  cameBack: (name: string): string => `${name} saiu e voltou.`,
  cameBackMany: (names: string): string => `${names} saíram e voltaram.`,
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
  passwordChanged: "O anfitrião mudou a senha do chat. Para voltar, diga a nova.",
  askPassword: "Senha do chat (não aparece ao digitar): ",
  askName: "Informe seu nome para entrar no chat:",
  windowTitle: (name: string, count: number): string => `${name} · ${count} no chat`,
  youLeft: "Você saiu do chat.",
  closedByServer: "Conexão encerrada pelo servidor.",
  delivered: (text: string): string => `✓ ${text}`,
  deliveredTo: (to: string, text: string): string => `✓ (privado para ${to}) ${text}`,
  waitsFor: (to: string, text: string): string => `⧖ (privado para ${to}, sem conexão) ${text}`,
  delayed: (to: string, text: string): string =>
    `⧖ ${to} perdeu a conexão antes de receber: ${text}`,
  receivedBy: (to: string, text: string): string => `✓ ${to} recebeu: ${text}`,
  waiting: (names: string): string => `⧖ espera por ${names}`,
  notSaid: (text: string): string => `✗ ${text}`,
  notWhispered: (to: string, text: string): string => `✗ (privado para ${to}) ${text}`,
  serverClosed: "O servidor foi fechado.",
  waitingForServer: "Se ele abrir de novo, você volta sozinho. Para sair: /sair ou Ctrl+C.",
  serverIsClosed: "O servidor está fechado. Esperando que abra de novo.",
  serverBack: "O servidor abriu de novo.",
  retrying: "Tentando reconectar...",
  sameName: (name: string): string => `Você já se chama ${name}.`,
  onlyHost: (command: string): string => `Só o anfitrião pode usar ${command}.`,
  lineFull: "Não coube: a linha tem no máximo 64 KiB. O que já estava nela ficou.",
  programAt: (link: string): string =>
    `O programa do servidor também está em ${link}, para abrir no navegador.`,
  otherNameWhileAway: "Para voltar com outro nome, digite /nome e o nome novo.",
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
  linesLeftOut: (count: number): string =>
    count === 1
      ? "(Uma linha não foi mostrada: a tela parou de aceitar texto.)"
      : `(${count} linhas não foram mostradas: a tela parou de aceitar texto.)`,
  ignoring: (name: string): string =>
    `Você não vai mais ver nada de ${name}. Para voltar a ver: /ignorar ${name}`,
  ignoringNoMore: (name: string): string => `Você voltou a ver as mensagens de ${name}.`,
  ignored: (names: string): string => `Você ignora: ${names}.`,
  ignoresNobody: "Você não ignora ninguém.",
  ignoredPrivate: (name: string): string =>
    `${name} enviou uma mensagem privada. Você não vai ver essa, nem as próximas.`,
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
  // The host, who takes part.
  hostTitle: "Comandos do anfitrião:",
  kicksSelf: "Você não pode tirar a si mesmo. Para fechar o chat, digite /fechar.",
  sanctionsSelf: "Você não pode banir nem calar a si mesmo.",
  closedForAll: "O chat foi fechado.",
  closesForAll: (count: number): string =>
    count === 1
      ? "Se você sair, o chat fecha também para a outra pessoa."
      : `Se você sair, o chat fecha também para as outras ${count} pessoas.`,
  // At a prompt the line stays; where only lines are read it has to be typed again.
  closeByKey: "Para fechar, aperte a mesma tecla de novo.",
  closeByLine: "Para fechar, digite /sair de novo.",
  // chat join --plain.
  oldServer: {
    withoutCommand: (command: string): string =>
      `O servidor do programa antigo não tem ${command}, e nada foi enviado. Veja /ajuda.`,
    reserved:
      "O servidor do programa antigo entende @ no começo como mensagem privada e /sair como " +
      "saída, e nada foi enviado. Para enviar a todos, comece com outro texto.",
  },
};

/** What each language has to say about a conversation. */
export type ChatTexts = typeof chat;
