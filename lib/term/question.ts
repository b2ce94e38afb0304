/** A question at the terminal, and the line that answers it. [edge] */

import { createInterface } from "node:readline";
import type { Aside } from "./aside.ts";
import type { System } from "./system.ts";

/** The line; undefined when there is none, and whether the cursor is still in the row of the question. */
export interface Answered {
  /** The line, or the first 1000 characters of a longer one. */
  line: string | undefined;
  /** Whether the cursor is still in the row of the question. */
  isInRow: boolean;
}

/** An answer is at most so many UTF-16 units long. */
const MAX_ANSWER = 1000;

/**
 * Shows a question and reads one line. Always settles, also when the terminal is closed.
 *
 * @param simple Whether the terminal edits the line itself, without escape sequences of ours.
 * @param aside Has something to show meanwhile. @default {nobody has}
 */
export async function askLine(
  question: string,
  system: System,
  simple: boolean,
  aside?: Aside,
): Promise<Answered> {
  const { stdin: input, stdout: output } = system;
  // It would tell its end to nobody.
  if (input.destroyed || input.readableEnded) return { line: undefined, isInRow: false };
  const reader = createInterface({ input, output, ...(simple ? { terminal: false } : {}) });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const onEnd = () => resolve(undefined);
  for (const event of ["SIGINT", "close", "error"]) reader.on(event, onEnd);
  input.on("error", onEnd); // The terminal is closed (EIO).
  if (simple) system.addInterruptListener(onEnd); // It is no key then.
  reader.on("line", resolve); // `question()` does not take a line that the end of the input ends.
  // The time `readline` takes for a line grows with the square of its length: 1000 take 1 s.
  const onKey = () => {
    if (reader.line.length < MAX_ANSWER) return;
    resolve(reader.line);
    reader.close();
  };
  input.on("keypress", onKey);
  reader.setPrompt(question);
  reader.prompt();
  let isOpen = true;
  aside?.((text) => {
    if (!isOpen || !simple && reader.getCursorPos().rows > 0) return false;
    output.write(simple ? `\n${text}\n` : `\r\x1b[J${text}\n`);
    reader.prompt(true);
    return true;
  });
  const line = await promise;
  isOpen = false;
  reader.close();
  input.off("error", onEnd);
  input.off("keypress", onKey);
  if (simple) system.removeInterruptListener(onEnd);
  return { line, isInRow: line === undefined || line.length >= MAX_ANSWER };
}
