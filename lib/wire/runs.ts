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

/**
 * Decodes lines: as runs where there are some, and else one by one.
 *
 * @param lines As `LineDecoder.pushText` returns them.
 */
export function* decodeRuns(
  lines: string | Line[],
  { find, decode }: { find: FindRun; decode: (line: Line) => Iterable<Received> },
): Iterable<Received> {
  if (typeof lines !== "string") {
    for (const line of lines) yield* decode(line);
    return;
  }
  for (let at = 0; at <= lines.length;) {
    const found = find(lines, at);
    if (found) yield found.run;
    else yield* decode(partOf(lines, at, endOf(lines, at)));
    at = found ? found.next : endOf(lines, at) + 1;
  }
}

// Characters of `isHarmless`, in words and between them.
const LETTER = String.raw`!-~\xa1-\xac\xae-\u02ff`;
const BLANK = String.raw` \xa0`;

function linesOf(line: string): RegExp {
  return new RegExp(String.raw`(?:${line}(?:\n|$)){2,${MAX_RUN}}`, "y");
}

// Lines without blanks at their ends, which are no commands.
const PLAIN_LINES = linesOf(
  String.raw`(?![/@])[${LETTER}][${BLANK}${LETTER}]*(?<![${BLANK}])`,
);

/** Finds plain lines, which mean just what they say. */
export function findPlainLines(lines: string, from: number): FoundRun | undefined {
  PLAIN_LINES.lastIndex = from;
  if (!PLAIN_LINES.test(lines)) return undefined;
  const { lastIndex } = PLAIN_LINES;
  let [count, next] = [0, from];
  while (next < lastIndex) {
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
const UNESCAPED = String.raw`!#-[\]-~\xa1-\xac\xae-\u02ff`; // Of `LETTER`.
const SAY_LINES = linesOf(
  String.raw`\{"type":"say",(?:"id":[1-9]\d{0,14},)?"text":"` +
    String.raw`[${BLANK}]*[${UNESCAPED}][${BLANK}${UNESCAPED}]*"\}`,
);

/** Finds messages in JSON, whose ids count up. */
export function findSays(lines: string, from: number): FoundRun | undefined {
  SAY_LINES.lastIndex = from;
  if (!SAY_LINES.test(lines)) return undefined;
  const { lastIndex } = SAY_LINES;
  const texts: string[] = [];
  let first: number | undefined;
  let next = from;
  while (next < lastIndex) {
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
