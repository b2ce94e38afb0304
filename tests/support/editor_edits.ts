/** Editor states as text, and assertions on the keys that change them. */

import { assertEquals } from "@std/assert";
import { applyKey, type Complete } from "../../lib/term/editor.ts";
import { type EditorState, EMPTY_EDITOR } from "../../lib/term/edits.ts";
import type { Key } from "../../lib/term/keys.ts";

/** One character of seven code points. */
export const FAMILY = "👨‍👩‍👧‍👦";

/** A key by its name, or typed or pasted text. */
export type Typed = string | Key;

/** An editor state; `|` marks the cursor. */
export function lineOf(shown: string, history: string[] = []): EditorState {
  const cursor = shown.indexOf("|");
  const text = shown.slice(0, cursor) + shown.slice(cursor + 1);
  return { ...EMPTY_EDITOR, text, cursor, history, historyIndex: history.length };
}

/** The text of a state, with `|` at the cursor. */
export function show({ text, cursor }: EditorState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

/** The keys of a typed text, one for each code point. */
export function typed(text: string): Key[] {
  return [...text].map((text) => ({ type: "text", text }));
}

/** A completer without candidates. */
export function noChoice(_text: string, cursor: number): ReturnType<Complete> {
  return { from: cursor, to: cursor, choices: [] };
}

/** Applies keys, and asserts that none of them has an effect outside the line. */
export function pressAll(
  line: EditorState,
  keys: Typed[],
  complete: Complete = noChoice,
): EditorState {
  return keys.reduce((before: EditorState, key) => {
    const step = applyKey(
      before,
      typeof key === "string" ? { type: "press", name: key } : key,
      complete,
    );
    assertEquals(step.effect, undefined, `${show(before)} ${JSON.stringify(key)}`);
    return step.state;
  }, line);
}

/** Asserts the state before and after some keys. */
export function assertEdits(cases: [before: string, keys: Typed[], after: string][]): void {
  for (const [before, keys, after] of cases) {
    const line = pressAll(lineOf(before), keys);
    assertEquals(show(line), after, `${before} ${JSON.stringify(keys)}`);
  }
}

/** Asserts what each of these keys does to each state. */
export function assertKeys(keys: string[], cases: [before: string, after: string][]): void {
  assertEdits(
    keys.flatMap((key) =>
      cases.map(([before, after]): [string, Typed[], string] => [before, [key], after])
    ),
  );
}

/** A completer of names for the word before the cursor. */
export function amongNames(text: string, cursor: number): ReturnType<Complete> {
  const from = text.slice(0, cursor).lastIndexOf(" ") + 1;
  const word = text.slice(from, cursor).toLowerCase();
  const names = ["@Ana", "@Anabela", "@Caio", "@天地", "@🙂1", "@🙂2"];
  const choices = names.filter((name) => name.toLowerCase().startsWith(word));
  return { from, to: cursor + /^\p{L}*/u.exec(text.slice(cursor))![0].length, choices };
}
