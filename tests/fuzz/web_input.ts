/** Generated HTTP requests, with the frames of a WebSocket behind them. */

import { concat } from "../../lib/bytes.ts";
import { bytesOf } from "../support/bytes.ts";
import { clientFrame, OPCODES } from "../support/frames.ts";
import { UPGRADE } from "../support/http_heads.ts";
import { mutate } from "./mutate.ts";

const HOSTS = [
  ...["127.0.0.1:9999", "notebook", "localhost:1", "[::1]:9999", "[fe80::1%eth0]", "evil.example"],
  ...["127.0.0.1\rX-Evil: 1", "\x1b[2J", "ã🙂", "", "a, b", "127.0.0.1\tx", "x".repeat(300)],
];
const PATHS = [
  ...["/", "/?a=b#c", "/%0d%0aX-Evil:%201", "/%00%1b[2J%e2%80%ae", "/%C3%A3", "/%E3", "//x/../y"],
  ...[
    "/password",
    "/page.css",
    "/offers.json",
    "/download/li%C3%A7%C3%A3o%20(1).exe",
    "/download/../main.ts",
    "*",
    "",
  ],
  ...["http://notebook:1/", "HTTP://evil.example/chat", "http://127.0.0.1/%0d%0aSet-Cookie:%20a=b"],
];
const FIELDS = [
  ...[
    `Cookie: a=b; chat-9999=${"0f".repeat(16)}`,
    "Cookie: chat-9999=; chat",
    "Content-Type: text/plain",
  ],
  ...["Accept: text/html, */*;q=0.8", "Cookie: a=b", "X: a\r\n folded", "X : b", "no colon", ": b"],
  ...[
    "Range: bytes=4-",
    "Range: bytes=0-0,5-",
    "Range: bytes=-5",
    "Range: bytes=99-",
    "If-Range: x",
  ],
  ...["Origin: http://127.0.0.1:9999", "Origin: http://evil.example", "Origin: \u202enull"],
  ...["Content-Length: 5", "Transfer-Encoding: chunked", "Expect: 100-continue", "Host: x"],
  ...["Upgrade: h2c", "Connection: close", "Sec-WebSocket-Key: \x01", "Sec-WebSocket-Version: 8"],
];
const TEXTS = [
  '{"type":"hello","version":1,"name":"Ana","lang":"en","resume":{"token":"t","seen":3}}',
  '{"type":"say","id":7,"text":"olá 👩‍👩‍👧 \\u001b[31m"}',
  '{"type":"whisper","id":8,"to":"Bia","text":"psiu"}',
  '\n{"type":\r\n"rename","name":"A\\u202en\\u0000é"}',
  '{"type":"past","count":20,"before":9}',
  '{"type":"voar","x":"\u001b]0;t\u0007"}',
  ...['{"type":"leave"}', '{"type":"ping"}', '{"type":"pong"}', "[[[[", "", "ã🙂\u202e".repeat(40)],
];
const CLOSE_CODES = [1000, 1001, 1005, 4999, 5000];

const FORMS = [
  ...["password=a%C3%A7%C3%A3o-2", "password=", "a=b&password=c+d&password=e", "password=%zz%00"],
  ...["", "password", "ã🙂\u202e\0", "&".repeat(1025), `password=${"x".repeat(1015)}`],
];

/** The head of a WebSocket that is let in. */
const VALID_HEAD = [
  "GET /chat HTTP/1.1",
  `Host: ${HOSTS[0]}`,
  ...Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}`),
  "\r\n",
].join("\r\n");

/** A request, and frames behind it: valid ones, with a few changes, cut or too long. */
export function generateWeb(random: () => number): Uint8Array {
  const below = (bound: number) => Math.floor(random() * bound);
  if (random() < 0.15) return formOf(random);
  const isValid = random() < 0.5;
  const head = isValid ? bytesOf(VALID_HEAD) : headOf(random);
  if (!isValid && random() < 0.4) mutate(head, 1 + below(4), random);
  const bytes = concat([head, generateFrames(random)]);
  return random() < 0.1 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}

/** A form with a password, and in some cases frames behind it: cut, changed, or of another length. */
function formOf(random: () => number): Uint8Array {
  const below = (bound: number) => Math.floor(random() * bound);
  const body = bytesOf(FORMS[below(FORMS.length)]!);
  const length = random() < 0.8 ? body.length : below(1100);
  const fields = [
    ...[`Host: ${HOSTS[random() < 0.9 ? 0 : below(HOSTS.length)]}`, `Content-Length: ${length}`],
    ...(random() < 0.9 ? ["Content-Type: application/x-www-form-urlencoded"] : []),
  ];
  while (random() < 0.2) fields.push(FIELDS[below(FIELDS.length)]!);
  const head = bytesOf(["POST /password HTTP/1.1", ...fields, "", ""].join("\r\n"));
  if (random() < 0.3) mutate(head, 1 + below(3), random);
  if (random() < 0.3) mutate(body, 1 + below(3), random);
  const bytes = concat([head, body, ...(random() < 0.2 ? [generateFrames(random)] : [])]);
  return random() < 0.1 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}

/** Frames, half of them with a few changes. */
export function generateFrames(random: () => number): Uint8Array {
  const frames = framesOf(random);
  if (frames.length > 0 && random() < 0.5) mutate(frames, 1 + Math.floor(random() * 6), random);
  return frames;
}

/** A head in which anything may be wrong: in most cases the one of an upgrade. */
function headOf(random: () => number): Uint8Array {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const isUpgrade = random() < 0.7;
  const method = random() < 0.9 ? "GET" : pick(["HEAD", "POST", "PUT", "OPTIONS", "get", "PRI"]);
  const path = random() < 0.8 ? isUpgrade ? "/chat" : "/" : pick(PATHS);
  const version = random() < 0.9 ? "1.1" : pick(["1.0", "2.0", "0.9", "1.9"]);
  const fields = Object.entries(isUpgrade ? UPGRADE : {}).map(([name, value]) =>
    `${name}: ${value}`
  );
  fields.push(`Host: ${random() < 0.8 ? HOSTS[0] : pick(HOSTS)}`);
  while (random() < 0.3) fields.push(pick(FIELDS));
  if (random() < 0.02) fields.push(`X: ${"x".repeat(random() * 12_000)}`);
  if (random() < 0.02) fields.push(...new Array(Math.floor(random() * 3000)).fill("X: y"));
  const end = random() < 0.1 ? "\n" : "\r\n";
  return bytesOf([`${method} ${path} HTTP/${version}`, ...fields, "", ""].join(end));
}

/** Up to eight frames, of which few are wrong. */
function framesOf(random: () => number): Uint8Array {
  const below = (bound: number) => Math.floor(random() * bound);
  let isWithin = false;
  return concat(Array.from({ length: below(9) }, () => {
    const kind = random();
    const isFinal = random() < 0.7;
    const opcode = kind < 0.75
      ? isWithin === random() < 0.95 ? OPCODES.continuation : OPCODES.text
      : kind < 0.95
      ? [OPCODES.ping, OPCODES.pong][below(2)]!
      : [OPCODES.close, OPCODES.binary, below(16)][below(3)]!;
    const isText = opcode === OPCODES.text || opcode === OPCODES.continuation;
    if (isText) isWithin = !isFinal;
    return clientFrame(opcode, isText ? payloadOf(random) : controlPayloadOf(opcode, random), {
      isFinal: isText ? isFinal : random() < 0.97,
      reserved: random() < 0.02 ? below(8) : 0,
      mask: random() < 0.02 ? null : Array.from({ length: 4 }, () => below(256)),
    });
  }));
}

/** The bytes of a text, or a part of it, which may be too long. */
function payloadOf(random: () => number): Uint8Array {
  const bytes = bytesOf(TEXTS[Math.floor(random() * TEXTS.length)]!);
  if (random() < 0.01) return new Uint8Array(random() * 40_000).fill(97);
  return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * (bytes.length + 1))) : bytes;
}

function controlPayloadOf(opcode: number, random: () => number): Uint8Array {
  const below = (bound: number) => Math.floor(random() * bound);
  if (opcode === OPCODES.close && random() < 0.9) {
    const code = CLOSE_CODES[below(CLOSE_CODES.length)]!;
    return Uint8Array.of(code >> 8, code & 0xff, ...bytesOf("tchau"));
  }
  return Uint8Array.from({ length: random() < 0.95 ? below(20) : below(300) }, () => below(256));
}
