/** Sentences about commands to type, their marks and their mistakes; in Brazilian Portuguese. */

/** The sentences about what a person types, by their keys. */
export const commands = {
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
    kick: { usage: "/expulsar NOME motivo", help: "tira uma pessoa; o motivo é opcional" },
    ban: {
      usage: "/banir NOME [min] motivo",
      help: "não deixa voltar; o endereço, com --endereco",
    },
    mute: { usage: "/calar NOME [min] motivo", help: "deixa a pessoa ler, mas não escrever" },
    pardon: { usage: "/perdoar NOME", help: "deixa entrar e escrever de novo" },
    bans: { usage: "/banidos", help: "mostra quem está banido ou calado" },
    lock: { usage: "/trancar", help: "não deixa entrar gente nova" },
    unlock: { usage: "/destrancar", help: "deixa entrar de novo" },
    password: { usage: "/senha", help: "faz outra; esvaziar: para todos; tirar: sem" },
    prune: {
      usage: "/apagar",
      help: "confirma o relógio e apaga mensagens antigas",
    },
    invite: {
      usage: "/convite [ADAPTADOR]",
      help: "mostra como os outros entram, e o código QR",
    },
    close: { usage: "/fechar", help: "fecha o chat para todos" },
    shutDown: { usage: "/sair", help: "fecha o chat para todos" },
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
  notUtf8Input: (line: number): string =>
    `Erro: A linha ${line} da entrada não está em UTF-8, e o texto não foi enviado a partir dela. ` +
    "Digite chcp 65001 antes do comando, ou salve o arquivo em UTF-8.",
  unexpected: (detail: string): string => `Erro inesperado: ${detail}`,
};

/** What each language has to say about what a person types. */
export type CommandTexts = typeof commands;
