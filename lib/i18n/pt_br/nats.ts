/** Sentences about a room on several servers, with NATS; in Brazilian Portuguese. */

const OPTIONS: Record<string, string> = {
  version: "a versão das regras do chat",
  "max-people": "--max-people",
  grace: "--grace",
  unicode: "a versão do Unicode",
};

/** The sentences about NATS, by their keys. */
export const nats = {
  natsSearching: (servers: string): string => `Procurando o NATS em ${servers}…`,
  natsUnavailable: (reason: string): string =>
    `O NATS não responde (${reason}); o chat continua tentando.`,
  natsLost: "Sem contato com o NATS: ninguém conversa por aqui até ele voltar.",
  natsOld: (version: string): string =>
    `Aviso: O nats-server ${version} é antigo: se um nó congelar, servidores podem parar. ` +
    "Use a versão 2.10.27 ou mais nova em todos os nós.",
  natsBack: "O NATS voltou.",
  natsUnsaved: (reason: string): string =>
    `O NATS não guardou o estado da sala (${reason}); o chat tenta de novo daqui a pouco.`,
  natsFailures: {
    "bad-credentials": (file: string): string =>
      `Erro: Não foi possível ler as credenciais do NATS no arquivo "${file}".`,
    "bad-authority": (file: string): string =>
      `Erro: Não foi possível ler a autoridade do NATS no arquivo "${file}".`,
    "not-allowed": (detail: string): string =>
      `Erro: O NATS não aceita este servidor: ${detail}. Confira o endereço e --nats-creds.`,
    "no-jetstream": (): string =>
      "Erro: O NATS está sem o JetStream. Ligue-o com nats-server --jetstream.",
    "other-charter": (name: string, here: string, there: string): string =>
      `Erro: Este servidor não combina com os outros da sala: ${OPTIONS[name] ?? name} é ` +
      `${here} aqui, e ${there} lá. Use as mesmas opções e o mesmo programa em todos.`,
    "batch-lost": (number: string): string =>
      `Erro: O NATS perdeu o que este servidor enviou antes do lote ${number}. ` +
      "O servidor parou; abra-o de novo.",
    "copies-differ": (seq: string): string =>
      `Erro: As cópias da sala no NATS não são iguais: na mensagem ${seq} está outra coisa do que ` +
      "este servidor enviou. O servidor parou; abra-o de novo.",
    "forgotten": (): string =>
      "Erro: Este servidor ficou longe por tempo demais, e os outros não contam mais com ele. " +
      "O servidor parou; abra-o de novo.",
    "replica-differs": (seq: string): string =>
      `Erro: A sala deste servidor ficou diferente da dos outros (mensagem ${seq}). ` +
      "O servidor parou; abra-o de novo, e conte isso a quem cuida do programa.",
    "small-payload": (bytes: string): string =>
      `Erro: O NATS só aceita mensagens de ${bytes} bytes. Aumente max_payload para 1MB.`,
    "stream-gone": (name: string): string =>
      `Erro: O stream ${name} não existe mais no NATS. O servidor parou.`,
    "stream-went-back": (last: string, seen: string): string =>
      `Erro: O NATS perdeu mensagens: a última é a ${last}, e este servidor já viu a ${seen}. ` +
      "O servidor parou.",
    "stream-went-on": (seen: string, first: string): string =>
      `Erro: Este servidor ficou longe por tempo demais: viu até a mensagem ${seen}, e o NATS só ` +
      `guarda da ${first} em diante. O servidor parou; abra-o de novo.`,
    "other-history": (file: string): string =>
      `Erro: O histórico "${file}" é de outra sala. Use outro arquivo com --history.`,
    "own-history": (file: string): string =>
      `Erro: O histórico "${file}" é de um chat de um servidor só. ` +
      "Com --nats, use outro arquivo com --history.",
  },
};

/** What each language has to say about NATS. */
export type NatsTexts = typeof nats;
