/** Sentences about what went wrong: refusals, rejections, in Brazilian Portuguese. */

import type { RefusalCode, RejectionCode } from "../../protocol.ts";
import { because, until } from "./until.ts";

type Sentences<Code extends string> = Record<Code, (value: string) => string>;

const nameRefusals = {
  "name-empty": () => "Erro: O nome não pode ficar vazio.",
  "name-spaces": () => "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
  "name-characters": (name: string) =>
    `Erro: O nome "${name}" não é válido. ${
      /^[_.-]+$/.test(name)
        ? "Use pelo menos uma letra ou um número."
        : "Use só letras, números, '_', '-' ou '.'."
    }`,
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
  "name-banned": (banned: string) => {
    const [name, word = ""] = banned.split(" ");
    return `Erro: O nome "${name}" está banido ${until(word)}, e os parecidos também. ` +
      "Se você é outra pessoa, escolha outro nome.";
  },
};

const refusals: Sentences<RefusalCode> = {
  ...nameRefusals,
  "address-full": (limit: string) =>
    `Erro: Este endereço já atingiu o limite de pessoas no chat (${limit}). ` +
    "O anfitrião pode aumentar o limite com --max-per-address.",
  "bad-frame": () => "Erro: O quadro recebido não segue o protocolo WebSocket.",
  "banned": (value: string) => {
    const [word = "", ...reason] = value.split(" ");
    return `O anfitrião baniu você do chat ${until(word)}${because(reason.join(" "))}`;
  },
  "binary": () => "Erro: O texto recebido não está em UTF-8.",
  "full": () => "Erro: O chat está cheio. Tente de novo mais tarde.",
  "hello-first": () => 'Erro: A primeira mensagem precisa ser {"type":"hello",...}.',
  "kicked": (why: string) => `O anfitrião tirou você do chat${why === "" ? "." : `: ${why}`}`,
  "left": () => "Você saiu do chat.\nConexão encerrada pelo servidor.",
  "line-too-long": () => "Erro: Linha longa demais: o limite é de 16 KiB por linha.",
  "locked": () => "Erro: O anfitrião trancou o chat: por enquanto não entra mais ninguém.",
  "malformed": (line: string) => `Erro: Cada linha precisa ser um objeto JSON. Recebido: ${line}`,
  "hello-timeout": () => "Erro: Nenhum nome foi informado a tempo.",
  "not-encrypted": () =>
    "Erro: A senha só pode ser dita por uma conexão cifrada: use chat join, https:// no navegador, " +
    "ou openssl s_client -quiet -connect ENDEREÇO:PORTA.",
  "not-recorded": () => "Erro: O servidor não está conseguindo gravar o histórico. Tente de novo.",
  "password": (why) =>
    why === "not-encrypted"
      ? "Este chat tem senha, e esta conexão não é cifrada. Use chat join, https:// no navegador, " +
        "ou openssl s_client -quiet -connect ENDEREÇO:PORTA."
      : "Este chat tem senha. Diga a senha antes do nome: PASS, um espaço e a senha. " +
        "Se este programa não sabe fazer isso, use outro, ou a versão nova.",
  "replaced": () => "Esta sessão continua em outra conexão.",
  "server-closing": () => "Conexão encerrada pelo servidor.",
  // Only the operator is told of this one and of `too-slow`, behind "Conexão encerrada com".
  "silent": () => "nada foi recebido por 30 segundos.",
  "tls": () => "Conexão TLS recusada: ela já estava dentro de outra, ou este chat não usa TLS.",
  "too-many-guesses": (seconds: string) =>
    `Erro: Senhas erradas demais deste endereço, ou de todos juntos: tente de novo em ${seconds} s. ` +
    "Atrás do mesmo roteador, pode ter sido outra pessoa.",
  "too-slow": () => "o outro lado parou de ler, com mensagens demais na fila.",
  "version": (versions: string) => {
    const [client, server = "?"] = versions.split(" ≠ ");
    const isClientOld = Number(client) < Number(server);
    return `Erro: Versões diferentes: este programa usa a ${client}; o servidor, a ${server}. ` +
      (isClientOld
        ? "Copie o programa do servidor para este computador."
        : "Copie este programa para o computador do servidor.");
  },
  "wrong-password": () => "Erro: A senha está errada.",
};

const rejections: Sentences<RejectionCode> = {
  ...nameRefusals,
  "ambiguous-name": (names: string) =>
    `Erro: Quem você quis dizer: ${
      names.replace(/, (?=[^,]*$)/, " ou ")
    }? Digite o nome com os acentos.`,
  "bad-password-order": () =>
    "Erro: /senha faz uma senha nova; /senha esvaziar pede a nova a todos; /senha tirar deixa sem senha.",
  "bad-count": (count: string) => `Erro: "${count}" não é válido: peça de 1 a 100 mensagens.`,
  "bad-minutes": (minutes: string) =>
    `Erro: "${minutes}" não é um prazo válido: use de 1 a 525600 minutos.`,
  "empty": () => "Erro: A mensagem está vazia.",
  "missing-argument": (usage: string) => `Erro: Comando incompleto. Use ${usage}.`,
  "missing-field": (field: string) => `Erro: O campo ${field} está faltando ou é de outro tipo.`,
  "muted": (word: string) =>
    `Erro: O anfitrião calou você ${until(word)}. ` +
    "A mensagem não foi enviada, mas você continua lendo tudo.",
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

/** The sentences about what went wrong, by their keys. */
export const errors = {
  refusals,
  rejections,

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
    "not-ours": (host: string, port: number): string =>
      `${host}:${port} não é um servidor deste chat. ` +
      `Se for um servidor do programa antigo, digite chat join ${host}:${port} --plain; ` +
      "senão, confira o endereço e a porta.",
    "not-encrypted": (host: string, port: number): string =>
      `${host}:${port} não cifra mais a conversa, e antes cifrava. Pode ser outro servidor, ` +
      "ou alguém no meio: confira com quem abriu o chat.",
    "other-certificate": (host: string, port: number): string =>
      `${host}:${port} não é mais o chat que respondeu à procura: ele foi aberto de novo, ou alguém na ` +
      "rede se faz passar por ele. Procure de novo, ou digite o endereço que o anfitrião lhe disser.",
    "tls": (host: string, port: number, detail: string): string =>
      `não deu para cifrar a conversa com ${host}:${port} (${detail}). Tente de novo; ` +
      "se continuar, pode haver alguém no meio: confira com quem abriu o chat.",
    "clock": (host: string, port: number, seconds: string): string =>
      `o relógio deste computador está ${daysOf(seconds)} ` +
      `${seconds.startsWith("-") ? "à frente do" : "atrás do"} relógio de ${host}:${port}, ` +
      "e assim não dá para cifrar a conversa. Acerte a data do computador que está errado.",
    "password": (host: string, port: number): string =>
      `o chat em ${host}:${port} tem senha. Entre por um terminal, que pergunta por ela, ` +
      "ou use --password-file ou CHAT_PASSWORD.",
    "wrong-password": (host: string, port: number): string =>
      `a senha de ${host}:${port} não é essa, ou há alguém no meio. ` +
      "Confira a senha com quem abriu o chat.",
    "too-many-guesses": (host: string, port: number, seconds: string): string =>
      `${host}:${port} recebeu senhas erradas demais, deste endereço ou de todos juntos: ` +
      `tente de novo em ${seconds} s. Atrás do mesmo roteador, pode ter sido outra pessoa.`,
    "no-password": (host: string, port: number): string =>
      `o chat em ${host}:${port} não tem senha, e você deu uma: pode ser outro chat, ` +
      "ou alguém no meio. Confira o endereço, ou entre sem dar a senha.",
    // A browser does not say why.
    "closed": (host: string, port: number): string =>
      `${host}:${port} não respondeu. O chat pode estar fechado naquele computador, ` +
      "ou este aparelho está em outra rede.",
    "other": (host: string, port: number, detail: string): string => `${host}:${port}: ${detail}`,
  },
};

/** What each language has to say about what went wrong. */
export type ErrorTexts = typeof errors;

/** A difference of clocks, given in seconds, as a person says it. */
function daysOf(seconds: string): string {
  const days = Math.round(Math.abs(Number(seconds)) / 86_400) || "?";
  return days === 1 ? "um dia" : `${days} dias`;
}
