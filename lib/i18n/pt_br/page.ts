/** Sentences of the page in a browser; in Brazilian Portuguese. */

/** The sentences of the page, by their keys. */
export const page = {
  title: "Chat",
  nameLabel: "Seu nome",
  join: "Entrar",
  messageLabel: "Mensagem",
  send: "Enviar",
  leave: "Sair",
  help: "Ajuda",
  people: (count: number): string => `Pessoas (${count})`,
  you: "você",
  away: "sem conexão",
  writeTo: (name: string): string => `Escrever só para ${name}`,
  transcript: "Conversa",
  older: "Mostrar mensagens mais antigas",
  noOlder: "Este é o começo da conversa.",
  newest: (count: number): string =>
    count === 0 ? "Ir para o fim" : count === 1 ? "Uma mensagem nova" : `${count} mensagens novas`,
  suggestions: "Sugestões",
  suggested: (count: number): string =>
    count === 1 ? "Uma sugestão. Tab completa." : `${count} sugestões. Tab completa.`,
  edit: "Editar",
  sound: "Som",
  again: "Tentar de novo",
  otherTab: "A conversa continua em outra aba.",
  otherVersion: "O servidor tem outra versão do chat.",
  loadAgain: "Recarregue esta página.",
  askedAgain: "Este chat pede a senha de novo. Recarregue esta página.",
  waitingForServer:
    "Se ele abrir de novo, você volta automaticamente; se não, recarregue a página.",
  ended: "Você não está mais no chat.",
  keys: "Enter envia, Shift+Enter começa outra linha, Tab completa.",
  onlyWhileOpen: "Os avisos (som e título) só funcionam com esta página aberta.",
  menu: "Menu",
  programsTitle: "Para usar o chat sem o navegador, copie o programa:",
  filesTitle: "Arquivos para copiar:",
  offer: (name: string, size: string, version: string): string =>
    `${name} (${size}${version === "" ? "" : `, versão ${version}`})`,
  checksum: (sha256: string): string => `SHA-256: ${sha256}`,
};

/** What each language has to say on the page. */
export type PageTexts = typeof page;
