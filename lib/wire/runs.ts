/**
 * Finds runs in what a client has sent: messages right behind each other, whose meaning does not depend
 * on what comes of those before them.
 */

import { partOf } from "../own_copy.ts";
import { MAX_RUN, MAX_RUN_UNITS, type Run } from "../protocol/run.ts";
import type { Received } from "./dialect.ts";
import type { Line } from "./lines.ts";

/** A run, and where the line behind it begins. */
export interface FoundRun {
  /** The run. */
  run: Run;
  /** Where the next line begins. */
  next: number;
}

/**
 * Finds the run that begins at a line.
 *
 * @param lines Finished lines, with `\n` between them.
 * @param from Where the line begins.
 * @returns Undefined when there are not two messages of a run.
 */
export type FindRun = (lines: string, from: number) => FoundRun | undefined;

/** How a dialect decodes lines. */
export interface RunDecoder {
  /** Finds the runs. */
  find: FindRun;
  /** Decodes a line that is in no run. */
  decode: (line: Line) => Iterable<Received>;
  /** Decodes the line behind them that is longer than the limit. @default {there is none} */
  decodeTooLong?: (() => Iterable<Received>) | undefined;
}

/**
 * Decodes lines: as runs where there are some, and else one by one. Each is decoded when those before
 * it were carried out.
 *
 * @param lines As `LineDecoder.pushText` returns them.
 */
export function decodeRuns(lines: string | Line[], decoder: RunDecoder): Iterable<Received> {
  const isOne = typeof lines === "string" && !lines.includes("\n") && !decoder.decodeTooLong;
  return isOne ? decoder.decode(lines) : decodeMany(lines, decoder);
}

function* decodeMany(
  lines: string | Line[],
  { find, decode, decodeTooLong }: RunDecoder,
): Iterable<Received> {
  if (typeof lines === "string") yield* decodeText(lines, find, decode);
  else for (const line of lines) yield* decode(line);
  if (decodeTooLong) yield* decodeTooLong();
}

function* decodeText(
  lines: string,
  find: FindRun,
  decode: RunDecoder["decode"],
): Iterable<Received> {
  for (let at = 0; at <= lines.length;) {
    const end = endOf(lines, at);
    const found = end < lines.length ? find(lines, at) : undefined; // The last line is no run.
    if (found) yield found.run;
    else yield* decode(partOf(lines, at, end));
    at = found ? found.next : end + 1;
  }
}

// What `isHarmless` takes: what is seen, without or with what has to be escaped in JSON, and blanks.
const VISIBLE = String.raw`!-~\xa1-\xac\xae-\u02ff`;
const UNESCAPED = String.raw`!#-[\]-~\xa1-\xac\xae-\u02ff`;
const BLANK = String.raw` \xa0`;

/** So many lines are matched at once: what is matched in vain is no more. */
const MATCHED_AT_ONCE = 4;

/** Matches lines, from where it is set to. */
class LineMatcher {
  readonly #expression: RegExp;

  constructor(line: string) {
    this.#expression = new RegExp(String.raw`(?:${line}(?:\n|$)){1,${MATCHED_AT_ONCE}}`, "y");
  }

  /** Where the line behind the last one that matches begins; the same place when none does. */
  next(lines: string, from: number): number {
    this.#expression.lastIndex = from;
    return this.#expression.test(lines) ? this.#expression.lastIndex : from;
  }
}

// Lines without blanks at their ends, which are no commands.
const PLAIN_LINES = new LineMatcher(
  String.raw`(?![/@])[${VISIBLE}][${BLANK}${VISIBLE}]*(?<![${BLANK}])`,
);

/** Finds plain lines, which mean just what they say. */
export function findPlainLines(lines: string, from: number): FoundRun | undefined {
  let [count, next, matched] = [0, from, from];
  while (count < MAX_RUN) {
    if (next >= matched) matched = PLAIN_LINES.next(lines, next);
    if (next >= matched) break;
    const end = endOf(lines, next);
    if (end - next > MAX_RUN_UNITS) break;
    count++;
    next = end + 1;
  }
  if (count < 2) return undefined;
  return { run: { type: "run", count, text: partOf(lines, from, next - 1) }, next };
}

// Messages written as by JSON.stringify, without escapes, and with something in them.
const [HEAD, ID, TEXT, TAIL] = ['{"type":"say",', '"id":', '"text":"', '"}'];
const SAY_LINES = new LineMatcher(
  String.raw`\{"type":"say",(?:"id":[1-9]\d{0,14},)?"text":"` +
    String.raw`[${BLANK}]*[${UNESCAPED}][${BLANK}${UNESCAPED}]*"\}`,
);

/** Finds messages in JSON, whose ids count up. */
export function findSays(lines: string, from: number): FoundRun | undefined {
  const texts: string[] = [];
  let first: number | undefined;
  let [next, matched] = [from, from];
  while (texts.length < MAX_RUN) {
    if (next >= matched) matched = SAY_LINES.next(lines, next);
    if (next >= matched) break;
    const begin = lines.indexOf(TEXT, next) + TEXT.length;
    const end = endOf(lines, next);
    const id = idBetween(lines, next + HEAD.length, begin - TEXT.length);
    if (next === from) first = id;
    const isNext = id === (first === undefined ? undefined : first + texts.length);
    if (!isNext || end - TAIL.length - begin > MAX_RUN_UNITS) break;
    texts.push(lines.slice(begin, end - TAIL.length));
    next = end + 1;
  }
  const count = texts.length;
  if (count < 2) return undefined;
  const withId = first === undefined ? {} : { id: first };
  return { run: { type: "run", ...withId, count, text: texts.join("\n") }, next };
}

/** The number in `"id":1,`; undefined where there is nothing. */
function idBetween(lines: string, from: number, to: number): number | undefined {
  return from === to ? undefined : Number(lines.slice(from + ID.length, to - 1));
}

function endOf(lines: string, from: number): number {
  const newline = lines.indexOf("\n", from);
  return newline === -1 ? lines.length : newline;
}
