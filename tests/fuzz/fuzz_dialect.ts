/** Fuzzes the server's side of a connection: the detector, and the dialect that it finds. */

import { assert } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { checkMessage, LIMITS } from "../../lib/protocol.ts";
import { MAX_RUN, type Run, saysOf } from "../../lib/protocol/run.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { Detector } from "../../lib/wire/detect.ts";
import type { DialectKind, Received } from "../../lib/wire/dialect.ts";
import { PeopleList } from "../../lib/wire/people_list.ts";
import { ircHouseOf } from "../../lib/serve/irc.ts";
import { saidAnswer } from "../../lib/serve/password_answers.ts";
import type { SaidOutcome } from "../../lib/serve/room_password.ts";
import type { Visitor } from "../../lib/serve/site.ts";
import { ticketCookie } from "../../lib/serve/tickets.ts";
import { OPCODES, serverFrames } from "../support/frames.ts";
import { checkAnswer, site } from "./check_answer.ts";
import { pieces } from "./mutate.ts";

/** The values a dialect may return. */
const RECEIVED = [
  ...["hello", "proof", "say", "run", "whisper", "rename", "who", "past", "leave", "ping", "pong"],
  ...["reply", "response", "end", "closed", "http", "tls", "password", "parting", "nothing"],
];

const VISITORS: Visitor[] = [
  { isEncrypted: false, access: "page" },
  { isEncrypted: false, access: "password" },
  { isEncrypted: true, access: "password" },
  { isEncrypted: false, access: "encryption" },
];
const OUTCOMES: SaidOutcome[] = [
  ...[{ type: "right" as const }, { type: "wrong" as const }],
  { type: "wait", seconds: 7 },
];

const house = ircHouseOf({
  options: { recent: 5, texts: ptBr },
  password: { verifier: {} },
  broadcaster: { log: new Log() },
  hub: { find: () => undefined },
  members: { connectionOf: () => undefined },
  moderation: { check: () => undefined, kick: () => {} },
}, () => 0);
const PEOPLE = [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 1, away: true }];

const UNSAFE = new RegExp(String.raw`[[\p{Cc}--[\n\t]]\p{Bidi_Control}]`, "v");

/** Asserts that a text has no control character except line feed, and no bidi control. */
export function assertSafe(text: string): void {
  assert(!UNSAFE.test(text), JSON.stringify(text));
}

/** What a connection has come to. */
export interface Reached {
  /** How its request came. */
  visitor: Visitor;
  /** The dialect at its end. */
  kind: DialectKind;
  /** Whether the site has answered a request. */
  isAnswered: boolean;
  /** Whether its request had a password. */
  hasPassword: boolean;
  /** Whether a WebSocket has sent a whole frame. */
  hasFrames: boolean;
}

/** Feeds the input to a new connection's detector, which is welcomed at its first name. */
export function fuzzDialect(bytes: Uint8Array, random: () => number): Reached {
  const dialect = new Detector(ptBr, { irc: { house } });
  const visitor = VISITORS[Math.floor(random() * VISITORS.length)]!;
  const [kind, isAnswered] = ["unknown" as const, false];
  const reached: Reached = { visitor, kind, isAnswered, hasPassword: false, hasFrames: false };
  /** How many bytes came behind the last whole line, or since the beginning of a request. */
  let unfinished = 0;
  for (const piece of pieces(bytes, random)) {
    const hasEnded = hasToEnd(dialect, dialect.receive(piece), reached);
    reached.kind = dialect.kind;
    if (hasEnded) return reached;
    const isPaused = random() < 0.1 && dialect.idleTimeoutMs > 0;
    if (isPaused && hasToEnd(dialect, dialect.onIdle(), reached)) return reached;
    const end = dialect.kind === "http" ? -1 : piece.lastIndexOf(10);
    unfinished = end === -1 ? unfinished + piece.length : piece.length - end - 1;
    const limit = limitOf(dialect.kind);
    assert(reached.isAnswered || unfinished <= limit, `${unfinished} bytes are buffered`);
  }
  hasToEnd(dialect, dialect.end(), reached);
  return reached;
}

/** How many bytes a dialect may buffer until it decodes or refuses them. */
function limitOf(kind: DialectKind): number {
  if (kind === "http") return SERVER_LIMITS.httpHeadBytes + SERVER_LIMITS.httpBodyBytes;
  return kind === "structured" || kind === "line" ? LIMITS.lineBytes : Infinity;
}

/** Each message of a run is one that may be said, and would be decoded so alone. */
function assertRun(run: Run): void {
  assert(run.count >= 2 && run.count <= MAX_RUN, `${run.count} messages in a run`);
  const says = saysOf(run);
  assert(says.length === run.count, `${says.length} messages in a run of ${run.count}`);
  for (const { text } of says) assert(!checkMessage(text), `a run has ${JSON.stringify(text)}`);
}

/** Takes each value as the server does; whether the connection has to end. */
function hasToEnd(dialect: Detector, values: Iterable<Received>, reached: Reached): boolean {
  for (const value of values) {
    assert(RECEIVED.includes(value.type), value.type);
    const isWebSocket = dialect.kind === "websocket";
    assert(!reached.isAnswered || isWebSocket, `${value.type} behind a request`);
    if (isWebSocket) reached.hasFrames = true;
    // The lastWords may be HTTP or TLS: it is the server's own text.
    const { lastWords, ...fields } = { lastWords: new Uint8Array(), ...value };
    if (isWebSocket) assertFrames(lastWords);
    if (value.type === "response") {
      if (isWebSocket) assertFrames(value.bytes);
      else if (dialect.kind === "irc") assertIrc(value.bytes);
      else assertSafe(new TextDecoder().decode(value.bytes));
    }
    if (value.type === "run") assertRun(value);
    for (const field of Object.values(fields)) if (typeof field === "string") assertSafe(field);
    if (value.type === "end") {
      assert(Object.hasOwn(ptBr.refusals, value.refusal.code), value.refusal.code);
      return true;
    }
    if (value.type === "closed") return true;
    if (value.type === "http") {
      const answer = site.answer(value.head, reached.visitor);
      reached.isAnswered = true;
      if (answer.type === "password") {
        assert(answer.password.length <= SERVER_LIMITS.httpBodyBytes, "a long password");
        reached.hasPassword = true;
        const { isEncrypted } = reached.visitor;
        const cookie = () => ticketCookie("0".repeat(32), "notebook:9999", isEncrypted);
        for (const said of OUTCOMES) checkAnswer(saidAnswer(said, cookie, ptBr), value.head);
        continue;
      }
      checkAnswer(answer, value.head);
      if (answer.type === "upgrade") dialect.upgrade();
    }
    if (value.type === "past") {
      dialect.encode({ type: "past", entries: [{ type: "notice", seq: 1, time: 0, text: "oi" }] });
    }
    if (value.type === "who") {
      dialect.encodePeople({ type: "people", people: PEOPLE }, new PeopleList());
    }
    if (value.type === "hello") {
      dialect.encode({ type: "welcome", name: "Ana", token: "", seq: 0, people: [] });
    }
  }
  return false;
}

/** Asserts that bytes are whole messages of IRC, which are not too long. */
function assertIrc(bytes: Uint8Array): void {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  for (const line of text.split("\r\n").slice(0, -1)) {
    assert(!/[\r\n\0]/.test(line), JSON.stringify(line));
    const message = line.startsWith("@") ? line.slice(line.indexOf(" ") + 1) : line;
    assert(new TextEncoder().encode(message).length <= 510, line);
  }
  assert(text === "" || text.endsWith("\r\n"), JSON.stringify(text));
}

/** Asserts that bytes are whole frames, of which the texts are safe JSON. */
function assertFrames(bytes: Uint8Array): void {
  let length = 0;
  for (const { opcode, payload } of serverFrames(bytes)) {
    length += payload.length + (payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
    if (opcode !== OPCODES.text) continue;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(payload);
    JSON.parse(text);
    assertSafe(text);
  }
  assert(length === bytes.length, `${bytes.length - length} bytes are no frame`);
}
