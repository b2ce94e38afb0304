/** Tab completion of names and commands. */

import { callKey } from "../naming/call_key.ts";
import type { CommandWords } from "../slash.ts";
import { EVERYONE } from "../naming/everyone.ts";

/** The words that completion chooses from. */
export interface Candidates {
  /** The names of the other people. */
  names: readonly string[];
  /** The commands: in the language of the person, or else in another. */
  commands: CommandWords;
}

/** The result of a completion. */
export interface Completion {
  /** The index at which the completed word starts, in UTF-16 units. */
  from: number;
  /** The index at which it ends, which may be behind the cursor. */
  to: number;
  /** The matching whole words. */
  choices: string[];
}

/** A name with its `@`, as far as it is typed: after a blank, or what opens a quotation or an aside. */
const NAME_BEFORE = /(?:^|[\s("'[{<,;:¿¡«“‘—–…-])(@[^\s@]*)$/u;
/** The rest of a name, without a full stop that ends a sentence. */
const NAME_AFTER = /^(?:[\p{L}\p{N}\p{M}_-]|\.(?=[\p{L}\p{N}_-]))*/u;
const COMMAND_WITH_NAME = /^\s*\/(?:msg|ignorar|ignore|expulsar|kick)\s+(\S*)$/i;
const COMMAND = /^\s*(\/\S*)$/;

/** `@todos` is offered once so much of it is typed: by itself, `@` offers people. */
const MIN_EVERYONE_UNITS = "@to".length;

/** A longer word is no name and no command: it is not normalized. */
const MAX_WORD_UTF16_UNITS = 512;

/**
 * Completes the word at the cursor by what is before the cursor: a name after `@`, `/msg`, `/ignorar`
 * or `/expulsar`, `@todos`, a command after a `/` at the start of the text. Ignores letter case and
 * accents.
 */
export function complete(text: string, cursor: number, candidates: Candidates): Completion {
  const before = text.slice(Math.max(0, cursor - MAX_WORD_UTF16_UNITS), cursor);
  const after = text.slice(cursor, cursor + MAX_WORD_UTF16_UNITS);
  const [, named] = NAME_BEFORE.exec(before) ?? [];
  const nameEnd = cursor + NAME_AFTER.exec(after)![0].length;
  if (named !== undefined) {
    const all = [...candidates.names, ...everyone(named)].map((name) => `@${name}`);
    return { from: cursor - named.length, to: nameEnd, choices: startingWith(named, all) };
  }
  const isWhole = before.length === cursor;
  const [, argument] = isWhole && COMMAND_WITH_NAME.exec(before) || [];
  if (argument !== undefined) {
    const choices = startingWith(argument, candidates.names);
    return { from: cursor - argument.length, to: nameEnd, choices };
  }
  const [, command] = isWhole && COMMAND.exec(before) || [];
  if (command === undefined) return { from: cursor, to: cursor, choices: [] };
  const { own, others } = candidates.commands;
  const choices = startingWith(command, own);
  const to = cursor + /^\S*/.exec(after)![0].length;
  return {
    from: cursor - command.length,
    to,
    choices: choices.length > 0 ? choices : startingWith(command, others),
  };
}

function startingWith(typed: string, words: readonly string[]): string[] {
  const prefix = callKey(typed);
  return words.filter((word) => callKey(word).startsWith(prefix));
}

function everyone(word: string): readonly string[] {
  return word.length < MIN_EVERYONE_UNITS ? [] : EVERYONE;
}
