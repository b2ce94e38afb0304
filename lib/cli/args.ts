/**
 * Arguments, read by `parseArgs` of `@std/cli`: which options were given, with which values, and which
 * words are left. The workarounds for what it does differently are all here.
 */

import { parseArgs } from "@std/cli/parse-args";

/** The names of the options of a command. */
export interface ArgNames {
  /** The options that take a value. */
  valued: string[];
  /** The options that take none. */
  switches: string[];
}

/** What was given. */
export interface Args {
  /** Tells it from a problem. */
  type: "args";
  /** The words that are no options. */
  words: string[];
  /** The values of each option that takes one, in their order. */
  values: Map<string, string[]>;
  /** The switches that were given. */
  switches: Set<string>;
  /** The options that are not known, in their order. */
  unknown: string[];
}

/** Arguments that `parseArgs` would take for something else. */
export type ArgsProblem =
  | { type: "unknown-option"; option: string }
  | { type: "switch-with-value"; option: string; value: string }
  | { type: "negative-value"; option: string; value: string }
  | { type: "extra-word"; value: string };

/** What `parseArgs` gives back here; its npm republication has no types. */
type ParsedArgs = Record<string, unknown> & { _: (string | number)[] };

/** Reads arguments: what was given, or the first problem with it. */
export function readArgs(argv: string[], { valued, switches }: ArgNames): Args | ArgsProblem {
  const problem = problemOf(argv, { valued, switches });
  if (problem) return problem;
  const unknown: string[] = [];
  const parsed: ParsedArgs = parseArgs(argv, {
    string: ["_", ...valued], // Else words of digits would become numbers.
    boolean: switches,
    alias: { help: "h" },
    collect: valued,
    unknown: (arg: string, key?: string) => {
      if (key !== undefined) unknown.push(arg.replace(/=.*/, ""));
      return key === undefined;
    },
  });
  return {
    type: "args",
    words: parsed._.map(String),
    values: new Map(valued.map((name) => [name, (parsed[name] ?? []) as string[]])),
    switches: new Set(switches.filter((name) => parsed[name])),
    unknown,
  };
}

function problemOf(argv: string[], { valued, switches }: ArgNames): ArgsProblem | undefined {
  // Words are `_` to `parseArgs`, so it takes an option of that name for them.
  const [underscore] = argv.map((arg) => /^--?_(?==|$)/.exec(arg)?.[0]).filter((arg) => arg);
  if (underscore) return { type: "unknown-option", option: underscore };
  // It ignores the value of a switch.
  for (const name of switches) {
    const given = argv.find((arg) => arg.startsWith(`--${name}=`));
    if (given === undefined) continue;
    const value = given.slice(given.indexOf("=") + 1);
    return { type: "switch-with-value", option: `--${name}`, value };
  }
  // It takes a negative number for an option.
  for (const name of valued) {
    const value = argv.find((arg, at) => /^-\d/.test(arg) && argv[at - 1] === `--${name}`);
    if (value !== undefined) return { type: "negative-value", option: `--${name}`, value };
  }
  // It takes these words for the value of a switch before them.
  const extra = argv.find((arg, at) =>
    /^(true|false)$/.test(arg) && switches.some((name) => argv[at - 1] === `--${name}`)
  );
  return extra === undefined ? undefined : { type: "extra-word", value: extra };
}
