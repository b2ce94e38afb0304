/** What a dialect makes of bytes. */

import type { Received } from "../../lib/wire/dialect.ts";

/** The first words of a person. */
export const hello = (name: string): Received => ({ type: "hello", version: 1, name });

/** A message to everybody. */
export const say = (text: string): Received => ({ type: "say", text });

/** A response to a line, for its sender alone. */
export const response = (text: string, line: string): Received => ({
  type: "response",
  text,
  line,
});
