/** The sentence of an error on the standard error. [edge] */

import { encodeUtf8 } from "../bytes.ts";
import { wrapSentences } from "./sentences.ts";
import type { Size } from "./size.ts";

/** Writes a sentence: to a terminal in rows of the window's size, to a file or a pipe as it is. */
export function printError(sentence: string, size: Size): void {
  const text = Deno.stderr.isTerminal() ? wrapSentences(sentence, size) : sentence;
  Deno.stderr.writeSync(encodeUtf8(`${text}\n`));
}
