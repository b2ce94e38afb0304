/** Sentences for the people behind IRC clients; in Brazilian Portuguese. */

/** The sentences of IRC, by their keys; those of errors by the numbers that the field gave them. */
export const irc = {
  irc: {
    welcome: (name: string): string => `Olá, ${name}! Este é o chat, por IRC.`,
    host: "O servidor é este computador do anfitrião, com o programa chat.",
    created: (date: string): string => `Aberto em ${date}`,
    supported: "é o que este servidor sabe",
    people: (count: number): string =>
      `Há ${count} ${count === 1 ? "pessoa" : "pessoas"} e 0 invisíveis em 1 servidor`,
    operators: "anfitriões com IRC",
    unknown: "conexões sem nome",
    channels: "canal",
    clients: (count: number): string =>
      `Tenho ${count} ${count === 1 ? "cliente" : "clientes"} e 0 servidores`,
    localUsers: (count: number): string => `Pessoas agora: ${count}`,
    globalUsers: (count: number): string => `Pessoas agora, em todos os servidores: ${count}`,
    endOf: (list: string): string => `Fim de ${list}`,
    noTopic: "O canal não tem assunto",
    signedOn: "segundos em silêncio, e desde quando está no chat",
    atServer: "o servidor do chat",
    nowAway: "Você está marcado como ausente",
    nowBack: "Você não está mais marcado como ausente",
    loggedIn: "A senha está certa",
    saslDone: "A senha foi aceita",
    closing: (why: string): string => `Conexão encerrada: ${why}`,
    quit: "saiu",
    lost: "perdeu a conexão",
    bansAtConsole: "Quem bane é o anfitrião, no servidor: /banir",
    noIrcClient: "O programa desta pessoa não tem isso",
    shortToken:
      "O token do PASS precisa ter pelo menos 12 caracteres: este não vale, e você não é reconhecido ao voltar",
    historyUnknown: "CHATHISTORY conhece AFTER, AROUND, BEFORE, BETWEEN, LATEST e TARGETS",
    historyOf: "Só o canal tem histórico",
    historyPlace:
      "Diga o canal, onde começar, como msgid=7 ou timestamp=2026-11-28T12:00:00.000Z, e quantas",
    batches: {
      INVALID_BATCH: "Este lote não foi começado, ou não é draft/multiline",
      MULTILINE_INVALID: "A mensagem está vazia, ou continua uma linha com nada",
      MULTILINE_INVALID_TARGET: "Todas as linhas precisam ir para quem o lote começou",
      MULTILINE_MAX_BYTES: "A mensagem é longa demais",
      MULTILINE_MAX_LINES: "A mensagem tem linhas demais",
    },
    errors: {
      "401": "Não há ninguém com este nome no chat",
      "403": "Não há este canal: o chat tem um só",
      "404": "Você não está no canal: entre com /join",
      "406": "Ninguém com este nome esteve aqui",
      "407": "Uma mensagem vai para uma só pessoa, ou para o canal",
      "410": "Este servidor não conhece este subcomando de CAP",
      "411": "Falta para quem é a mensagem",
      "412": "Falta o texto da mensagem",
      "417": "A linha é longa demais",
      "421": "Este servidor não conhece este comando",
      "422": "Não há mensagem do dia",
      "431": "Falta o nome",
      "432": "O nome não é válido",
      "433": "O nome já está em uso",
      "441": "Esta pessoa não está no canal",
      "442": "Você não está no canal",
      "451": "Diga antes o nome, com NICK e USER",
      "461": "Faltam parâmetros",
      "462": "Você já disse quem é",
      "464": "A senha está errada, ou faltou",
      "465": "O anfitrião baniu você do chat",
      "472": "Este servidor não conhece este modo",
      "482": "Só um operador do canal pode fazer isso",
      "501": "Este servidor não conhece este modo",
      "502": "Só dá para ver e mudar os próprios modos",
      "904": "A senha não foi aceita",
      "906": "Você desistiu de dizer a senha",
      "907": "Você já disse a senha",
      "908": "é o que dá para usar",
    },
  },
};

/** The sentences of IRC: each language has all of them. */
export type IrcTexts = typeof irc;
/** Why a batch of messages is not said. */
export type BatchFailure = keyof IrcTexts["irc"]["batches"];
/** The numbers of errors that IRC clients know. */
export type IrcError = keyof IrcTexts["irc"]["errors"];
