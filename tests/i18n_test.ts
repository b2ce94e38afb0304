import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Texts, textsOf, toLang } from "../lib/i18n/mod.ts";

/** The argument of sentences that take a list. */
const LISTS: Record<string, unknown[]> = {
  people: [{ name: "Ana", away: false }, { name: "Bia", away: true }],
  list: ["Ana", "Bia"],
};

const pure = { permissions: "none" } as const;
const pt = textsOf("pt-BR");
const en = textsOf("en");

/** Every sentence of a language with its path, in order of the paths. */
function sentencesOf(texts: object, path = ""): [path: string, sentence: unknown][] {
  return Object.entries(texts)
    .flatMap(([key, value]): [string, unknown][] =>
      typeof value === "object" ? sentencesOf(value, `${path}${key}.`) : [[path + key, value]]
    )
    .sort(([a], [b]) => a < b ? -1 : 1);
}

/** A neutral argument for a sentence: a list, or words. */
function textWith(path: string): unknown[] {
  return path in LISTS ? [LISTS[path]] : ["Ana", "Bia", "Caio"];
}

/** The text of a sentence with these arguments. */
function fill(sentence: unknown, ...args: unknown[]): unknown {
  return typeof sentence === "function" ? sentence(...args) : sentence;
}

Deno.test("textsOf() has the same sentences in both languages", pure, () => {
  const places = sentencesOf(pt).map(([path]) => path);
  assertEquals(sentencesOf(en).map(([path]) => path), places);
  assert(places.length > 100, `only ${places.length} sentences`);
  for (const [[path, one], [, other]] of zip(sentencesOf(pt), sentencesOf(en))) {
    assertEquals(typeof one, typeof other, path);
  }
});

Deno.test("textsOf() has a text for every sentence", pure, () => {
  for (const texts of [pt, en]) {
    for (const [path, sentence] of sentencesOf(texts)) {
      // These take a list; every other argument may be a word.
      const args = textWith(path);
      const text = path === "present" ? fill(sentence, 90) : fill(sentence, ...args);
      assertEquals(typeof text, "string", path);
      const words = String(text);
      assert(words.trim() !== "", path);
      assert(!/undefined|null|NaN|\[object|=>/.test(words), `${path}: ${words}`);
    }
  }
});

Deno.test("textsOf() inserts its arguments, the same in both languages", pure, () => {
  const args = ["«1»", "«2»", "«3»"];
  for (const [[path, one], [, other]] of zip(sentencesOf(pt), sentencesOf(en))) {
    if (path in LISTS) continue;
    const named = (sentence: unknown) =>
      [...new Set(String(fill(sentence, ...args)).match(/«\d»/g))].sort();
    assertEquals(named(other), named(one), path);
  }
});

Deno.test("textsOf() has the original's texts unchanged", pure, () => {
  for (
    const [ours, theirs] of [
      [
        pt.listening("26.253.198.232", 9999),
        "O servidor 26.253.198.232:9999 está aguardando conexões...",
      ],
      [pt.banner, "***** INICIANDO CHAT *****"],
      [pt.askName, "Informe seu nome para entrar no chat:"],
      [
        pt.refusals["name-spaces"](""),
        "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
      ],
      [
        pt.rejections["name-spaces"](""),
        "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
      ],
      [pt.joined("Notebook_Mãe"), "Notebook_Mãe entrou no chat."],
      [pt.said("Notebook_Mãe", "Olá a todos!"), "Notebook_Mãe: Olá a todos!"],
      [pt.whispered("NotebookTrabalho", "Olá"), "NotebookTrabalho (privado): Olá"],
      [pt.rejections["no-such-person"](""), "Usuário não encontrado."],
      [pt.rejections["private-format"](""), "Erro: Formato inválido. Use @nome mensagem."],
      [pt.youLeft, "Você saiu do chat."],
      [pt.closedByServer, "Conexão encerrada pelo servidor."],
      [pt.refusals["left"](""), "Você saiu do chat.\nConexão encerrada pelo servidor."],
      [pt.refusals["server-closing"](""), "Conexão encerrada pelo servidor."],
      [pt.left("NotebookTrabalho"), "NotebookTrabalho saiu do chat."],
      [
        pt.connected("Notebook_Mãe", "26.228.82.64", 57471),
        "Conexão com sucesso com Notebook_Mãe : ('26.228.82.64', 57471)",
      ],
      [pt.typed("Notebook_Mãe", "Olá a todos!"), "Notebook_Mãe >> Olá a todos!"],
      [pt.cannotConnect("…"), "Erro ao conectar ao servidor: …"],
    ] as const
  ) {
    assertEquals(ours, theirs);
  }
});

Deno.test("textsOf() names the likely cause of a connection that failed", pure, () => {
  for (
    const [kind, words] of [
      ["refused", ["26.1.2.3", "porta 9999", "chat serve"]],
      ["timed-out", ["26.1.2.3:9999", "firewall", "VPN"]],
      ["unreachable", ["26.1.2.3:9999", "VPN"]],
      ["unknown-host", ['"26.1.2.3"', "endereço em números"]],
      ["forbidden", ["26.1.2.3:9999", "antivírus"]],
      ["other", ["26.1.2.3:9999", "detalhe"]],
    ] as const
  ) {
    const reason = pt.connectFailures[kind]("26.1.2.3", 9999, "detalhe");
    for (const word of words) assert(reason.includes(word), `${kind}: ${reason}`);
  }
});

Deno.test("textsOf() distinguishes zero, one and many", pure, () => {
  const ana = { name: "Ana", away: false };
  const joao = { name: "João", away: true };
  for (
    const [ours, expected] of [
      [pt.people([]), "Não há ninguém no chat."],
      [pt.people([ana]), "No chat (1): Ana"],
      [pt.people([ana, joao]), "No chat (2): Ana, João (sem conexão)"],
      [
        pt.missed(1),
        "Uma mensagem do período sem conexão se perdeu: o servidor não a guarda mais.",
      ],
      [
        pt.missed(2),
        "2 mensagens do período sem conexão se perderam: o servidor não as guarda mais.",
      ],
      [pt.pastTitle(0), "Não há mensagens mais antigas."],
      [pt.pastTitle(1), "── uma mensagem mais antiga ──"],
      [pt.pastTitle(2), "── 2 mensagens mais antigas ──"],
      [
        pt.clockJumped(1, true).split(",")[0],
        "Aviso: O relógio deste computador está 1 dia adiantado em relação ao histórico",
      ],
      [
        pt.clockJumped(365, false).split(",")[0],
        "Aviso: O relógio deste computador está 365 dias atrasado em relação ao histórico",
      ],
      [
        en.clockJumped(1, true).split(",")[0],
        "Warning: This computer's clock is 1 day ahead of the history",
      ],
      [
        en.clockJumped(2, false).split(",")[0],
        "Warning: This computer's clock is 2 days behind the history",
      ],
      [pt.unsure(1), "Erro: Não dá para saber se uma mensagem foi entregue."],
      [pt.unsure(3), "Erro: Não dá para saber se 3 mensagens foram entregues."],
      [en.people([]), "There is no one in the chat."],
      [en.people([ana, joao]), "In the chat (2): Ana, João (connection lost)"],
      [
        en.missed(1),
        "One message sent while you were offline is lost: the server no longer has it.",
      ],
      [
        en.missed(2),
        "2 messages sent while you were offline are lost: the server no longer has them.",
      ],
      [en.pastTitle(0), "There are no older messages."],
      [en.pastTitle(1), "── one older message ──"],
      [en.pastTitle(2), "── 2 older messages ──"],
      [en.unsure(1), "Error: One message may not have been delivered."],
      [en.unsure(3), "Error: 3 messages may not have been delivered."],
    ] as const
  ) {
    assertEquals(ours, expected);
  }
});

Deno.test("textsOf() supports two languages", pure, () => {
  // Symbols, values and technical terms are the same in both languages.
  const shared = new Set([
    "delivered",
    "notSaid",
    "connectFailures.other",
    "said",
    "typed",
    "byDefault",
    "saying",
    "action",
  ]);
  shared.add("commands.escape.usage");
  const differ = (texts: Texts) => sentencesOf(texts).filter(([path]) => !shared.has(path));
  for (const [[path, one], [, other]] of zip(differ(pt), differ(en))) {
    const args = textWith(path);
    assertNotEquals(fill(one, ...args), fill(other, ...args), path);
  }
});

Deno.test("toLang() accepts a language in any letter case, with any region", pure, () => {
  for (
    const [given, lang] of [
      ["pt-BR", "pt-BR"],
      ["pt", "pt-BR"],
      ["PT", "pt-BR"],
      ["pt_BR.UTF-8", "pt-BR"],
      ["pt-PT", "pt-BR"],
      ["pt.UTF-8", "pt-BR"],
      ["en", "en"],
      ["EN", "en"],
      ["en-GB", "en"],
      ["en_US.UTF-8", "en"],
      ["", undefined],
      ["C", undefined],
      ["C.UTF-8", undefined],
      ["fr", undefined],
      ["fr-en", undefined],
      ["english", undefined],
      ["português", undefined],
      ["p", undefined],
      ["toString", undefined],
    ] as const
  ) {
    assertEquals(toLang(given), lang, given);
  }
});

function* zip<T>(one: T[], other: T[]): Iterable<[T, T]> {
  for (const [at, value] of one.entries()) yield [value, other[at]!];
}

Deno.test("textsOf() names the file of a failed history, and the remedy", pure, () => {
  for (
    const [fault, words] of [
      ["cannot-open", ["Não foi possível abrir", "pasta"]],
      ["full", ["espaço no disco"]],
      ["locked", ["em uso", "Feche o outro servidor"]],
      ["newer", ["versão mais nova", "(detalhe)", "outro arquivo"]],
      ["not-ours", ["não é um histórico", "outro arquivo"]],
      ["read-only", ["somente leitura"]],
      ["other", ["(erro detalhe do sistema)"]],
      ["bad-name", ["nome de arquivo"]],
    ] as const
  ) {
    const sentence = pt.historyFailures[fault]("C:\\chat.db", "detalhe");
    for (const word of ["Erro: ", '"C:\\chat.db"', ...words]) {
      assert(sentence.includes(word), `${fault}: ${sentence}`);
    }
  }
  assertEquals(pt.historyPaused("Erro: x.").split("\n")[0], "Erro: x.");
});

Deno.test(
  "textsOf() explains the effects of a recorded history and of the grace time",
  pure,
  () => {
    for (
      const [ours, expected] of [
        [
          pt.undelivered("Bia", "oi"),
          "Bia saiu sem confirmar que recebeu a sua mensagem privada: oi",
        ],
        [en.undelivered("Bia", "oi"), "Bia left without confirming your private message: oi"],
        [
          pt.rejections["bad-count"]("101"),
          'Erro: "101" não é válido: peça de 1 a 100 mensagens.',
        ],
        [
          en.rejections["bad-count"]("101"),
          'Error: "101" is not valid: ask for 1 to 100 messages.',
        ],
        [
          pt.rejections["repeated"](""),
          "Mensagem repetida: já tinha chegado.",
        ],
        [
          pt.rejections["too-many-waiting"]("Bia"),
          "Erro: Há mensagens privadas demais esperando por Bia. A sua não foi enviada.",
        ],
        [
          pt.refusals["not-recorded"](""),
          "Erro: O servidor não está conseguindo gravar o histórico. Tente de novo.",
        ],
        [
          pt.rejections["not-recorded"](""),
          "Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada.",
        ],
        [pt.needsOption("--keep", "--history"), "--keep só funciona com --history."],
      ] as const
    ) {
      assertEquals(ours, expected);
    }
  },
);
