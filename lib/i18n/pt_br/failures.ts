/** Sentences about what the system refused: files, addresses, the history; in Brazilian Portuguese. */

import type { SystemFailure } from "../../errors.ts";

// Why a file cannot be used, behind the sentence that names it.
const systemFailures: Record<SystemFailure, (number: number | undefined) => string> = {
  "bad-name": () => "o nome não serve para um arquivo neste sistema.",
  "busy": () => "o arquivo está em uso por outro programa.",
  "denied": () => "falta a permissão para isso.",
  "full": () => "não há espaço no disco.",
  "missing": () => "o arquivo ou a pasta não existe.",
  "not-a-file": () => "não é um arquivo.",
  "not-a-folder": () => "no lugar de uma pasta do caminho há um arquivo.",
  "read-only": () => "o disco é somente leitura.",
  "other": (number) =>
    number === undefined ? "o sistema não conseguiu." : `erro ${number} do sistema.`,
};

/** The sentences about what the system refused, by their keys. */
export const failures = {
  systemFailures,

  historyFailures: {
    "bad-name": (file: string): string =>
      `Erro: "${file}" não serve como nome de arquivo neste sistema. Use outro.`,
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
    "other": (file: string, number: string): string =>
      `Erro: Não foi possível usar o histórico "${file}"${
        number === "" ? "" : ` (erro ${number} do sistema)`
      }. Confira o disco, ou use outro arquivo.`,
  },
  passwordFileFailures: {
    "empty": (file: string): string => `Erro: O arquivo "${file}" não tem senha na primeira linha.`,
    "not-text": (file: string): string =>
      `Erro: O arquivo "${file}" não é um texto em UTF-8 nem em UTF-16. ` +
      "Salve-o de novo como UTF-8, com a senha na primeira linha.",
    "unusable": (file: string): string =>
      `Erro: Não foi possível ler a senha do arquivo "${file}".`,
  },
  certificateFailures: {
    "damaged": (file: string): string =>
      `Erro: O arquivo "${file}" não é um certificado deste programa. ` +
      "Tire-o de lá: o chat faz outro sozinho.",
    "unusable": (file: string): string =>
      `Erro: Não foi possível ler ou gravar o certificado "${file}". ` +
      "Confira se você pode gravar nessa pasta.",
  },
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
};

/** What each language has to say about what the system refused. */
export type FailureTexts = typeof failures;
