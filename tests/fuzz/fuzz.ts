/**
 * Fuzzes every parser of untrusted bytes: `deno task fuzz` feeds a million generated inputs to the
 * dialects and to the parser of typed lines, `--seed N` only the one that failed. No parser may
 * throw, return an undocumented value, or buffer more than one line. A third of them are requests of
 * HTTP with frames behind them, which the site answers. Then it takes 100,000 steps on screens,
 * `--screen N` only those of the screen that failed.
 */

import { assert } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { textsOf } from "../../lib/i18n/mod.ts";
import { decodeAnswer, decodeQuery, encodeQuery } from "../../lib/discovery/datagrams.ts";
import { parseUserInput } from "../../lib/slash.ts";
import { parseOperatorCommand } from "../../lib/slash/operator.ts";
import { safeText } from "../../lib/text.ts";
import { JsonEventDecoder } from "../../lib/wire/json_events.ts";
import { UnframedDecoder } from "../../lib/wire/unframed.ts";
import { bytesOf } from "../support/bytes.ts";
import { seeded } from "../support/random.ts";
import { assertSafe, fuzzDialect, type Reached } from "./fuzz_dialect.ts";
import { fuzzFrames } from "./fuzz_frames.ts";
import { fuzzScreens, STEPS_PER_SCREEN } from "./fuzz_screen.ts";
import { mutate, pieces } from "./mutate.ts";
import { generateFrames, generateWeb } from "./web_input.ts";

const texts = textsOf("pt-BR");

/** Valid input of every dialect, and typical mistakes. */
const SAMPLES = [
  '{"type":"hello","version":1,"name":"Ana","lang":"en","resume":{"token":"t","seen":3}}\n',
  '{"type":"hello","version":1,"name":"","share":"BAUG/w=="}\n{"type":"proof","confirm":"AAAA"}\n',
  "PASS senha-2\nAna\n",
  '{"type":"say","id":7,"text":"olá 👩‍👩‍👧 \\u001b[31m"}\n{"type":"who"}\n',
  '{"type":"whisper","id":8,"to":"Bia","text":"psiu"}\n{"type":"past","count":20,"before":9}\n',
  '{"type":"rename","name":"Ané"}\n{"type":"ping"}\n{"type":"pong"}\n{"type":"leave"}\n',
  '{"type":"said","seq":1,"time":2,"from":"Ana","text":"oi"}\n{"type":"missed","count":4}\n',
  '{"type":"welcome","name":"Ana","token":"t","seq":1,"people":[{"name":"A","since":1,"away":true}]}\n',
  '{"type":"past","entries":[{"type":"notice","seq":1,"time":2,"text":"oi"}]}\n',
  new TextDecoder().decode(encodeQuery("0123456789abcdef")),
  `{"chat":"here","version":1,"nonce":"${"0".repeat(16)}","id":"${"1".repeat(32)}",` +
  `"room":"Sala","port":9999,"people":3,"hasPassword":false,"certificate":"${"2".repeat(64)}"}`,
  "CAP LS 302\r\nPASS senha\r\nNICK Ana\r\nUSER ana 0 * :Ana Silva\r\nCAP REQ :batch server-time " +
  "echo-message labeled-response message-tags\r\nCAP END\r\nJOIN #chat\r\n",
  "NICK Ana\r\nUSER a 0 * :A\r\n@label=x;+y=\\s PRIVMSG #chat :\x01ACTION olá\x01\r\nNOTICE Bia :\x0304oi\r\n" +
  "WHO #chat %tcuhn,7\r\nWHOIS Bia\r\nMODE #chat b\r\nAWAY :x\r\nNICK Bia\r\nPART #chat :t\r\nJOIN #chat\r\n" +
  "CAP REQ :draft/multiline\r\nBATCH +1 draft/multiline #chat\r\n@batch=1 PRIVMSG #chat :a\r\n" +
  "@batch=1;draft/multiline-concat PRIVMSG #chat :b\r\nBATCH -1\r\nSETNAME :x\r\n" +
  "CHATHISTORY AROUND #chat timestamp=2026-11-27T12:00:00Z 9\r\nTOPIC #chat :y\r\nAUTHENTICATE PLAIN\r\nUSERHOST Ana\r\nISON Ana\r\nLIST\r\nPING x\r\nQUIT :tchau\r\n",
  "NotebookMãe\nOlá, tudo bem?\n@Bia psiu\n/quem\n/historico 5\n//barra\n@@arroba\n@todos, oi\n@all x\n/sair\n",
  "João\r\nconversa de telnet\x08\x7f\r\n\xff\xfb\x01\xff\xfd\x03",
  "Ana",
  "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  '[[[[[[[[[[{"a":',
  "ã🙂\u202e\u200d\u0301".repeat(40),
  "\u001b]0;título\u0007\u001b[2J\u009b1A",
];

/** The share of inputs that are requests of HTTP. */
const WEB_SHARE = 1 / 3;

/**
 * Feeds one generated input to every parser that it is for.
 *
 * @param seed Determines the input.
 */
export function fuzz(seed: number): Reached {
  const random = seeded(seed);
  if (random() < WEB_SHARE) {
    fuzzFrames(generateFrames(random), random);
    return fuzzDialect(generateWeb(random), random);
  }
  const bytes = generate(random);
  const reached = fuzzDialect(bytes, random);
  const text = new TextDecoder().decode(bytes.subarray(0, 2000));
  fuzzUserInput(text);
  fuzzDatagram(bytes);
  const [structured, unframed] = [new JsonEventDecoder(), new UnframedDecoder()];
  for (const piece of pieces(bytes, random)) {
    structured.receive(piece);
    for (const line of unframed.receive(piece)) assertSafe(line);
  }
  return reached;
}

/** What a stranger sends over UDP is a whole query, a whole answer that can be shown, or nothing. */
function fuzzDatagram(bytes: Uint8Array): void {
  const nonce = decodeQuery(bytes);
  assert(nonce === undefined || /^[0-9a-f]{16}$/.test(nonce), `took the query ${nonce}`);
  const answer = decodeAnswer(bytes);
  if (!answer) return;
  assertSafe(answer.room);
  assert(
    !answer.room.includes("\n") && answer.port > 0,
    `took the answer ${JSON.stringify(answer)}`,
  );
}

/** No line that begins with `/` or `@` may be broadcast, unless it is doubled, or `@todos texto`. */
function fuzzUserInput(text: string): void {
  parseOperatorCommand(text, texts);
  const typed = parseUserInput(text, texts);
  if (typed.type !== "say") return;
  assertSafe(typed.text);
  const line = safeText(text).replace(/^[\s\u2800]+/, "");
  const isMeant = line[0] === line[1] || /^@(?:todos|all)[\s,:;，、：；]/i.test(line);
  assert(!/^[/@]/.test(line) || isMeant, `said ${JSON.stringify(typed.text)}`);
}

/** Concatenated samples with random mutations; sometimes a line without an end. */
function generate(random: () => number): Uint8Array {
  const below = (bound: number) => Math.floor(random() * bound);
  const chosen = Array.from(
    { length: 1 + below(4) },
    () => bytesOf(SAMPLES[below(SAMPLES.length)]!),
  );
  if (random() < 0.02) chosen.push(new Uint8Array(10_000 + below(20_000)).fill(97 + below(26)));
  const bytes = new Uint8Array(chosen.flatMap((bytes) => [...bytes]));
  mutate(bytes, below(12), random);
  return random() < 0.2 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}

/** How far the inputs came. */
export interface FuzzCounts {
  /** How many were requests that the site answered. */
  answered: number;
  /** How many of them had a password. */
  withPassword: number;
  /** How many were WebSockets with frames. */
  withFrames: number;
}

/** Feeds `count` inputs; an error names the seed of the input that failed. */
export function fuzzMany(count: number, firstSeed: number): FuzzCounts {
  const counts: FuzzCounts = { answered: 0, withPassword: 0, withFrames: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    try {
      const { isAnswered, hasPassword, hasFrames } = fuzz(seed);
      if (isAnswered) counts.answered++;
      if (hasPassword) counts.withPassword++;
      if (hasFrames) counts.withFrames++;
    } catch (cause) {
      throw new Error(`deno task fuzz --seed ${seed}: ${cause}`, { cause });
    }
  }
  return counts;
}

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
  const { inputs, steps, seed, screen, _: extra, ...unknown } = parseArgs(argv, {
    string: ["inputs", "steps", "seed", "screen"],
    default: { inputs: "1000000", steps: "100000" },
  });
  const numbers: string[] = [inputs, steps, seed ?? "1", screen ?? "1"];
  const [option] = [...extra, ...Object.keys(unknown)];
  const wrong = numbers.find((value) => !/^[1-9]\d{0,9}$/.test(value)) ?? option;
  if (wrong !== undefined) {
    const allowed = "--inputs N, --steps N, --seed N or --screen N, with a whole number from 1";
    print(`"${wrong}" is not valid: ${allowed}`);
    return 2;
  }
  const newSeed = 1 + Math.floor(Math.random() * 2 ** 31);
  if (screen === undefined) {
    const first = Number(seed ?? newSeed);
    const count = seed === undefined ? Number(inputs) : 1;
    print(`${count} inputs from seed ${first}`);
    const { answered, withPassword, withFrames } = fuzzMany(count, first);
    print(`${answered} requests were answered, ${withPassword} with a password`);
    print(`${withFrames} sent frames`);
  }
  if (seed === undefined) {
    const first = Number(screen ?? newSeed);
    const count = screen === undefined ? Number(steps) : STEPS_PER_SCREEN;
    print(`${count} steps on screens from seed ${first}`);
    await fuzzScreens(count, first);
  }
  print("all is well");
  return 0;
}
