/** The values that dialects return. */

import type { Received } from "../../lib/wire/dialect.ts";
import { bytesOf } from "./bytes.ts";

/** The hello of a person. */
export const hello = (name: string): Received => ({ type: "hello", version: 1, name });

/** A blank line. */
export const NOTHING: Received = { type: "nothing" };

/** A message to all. */
export const say = (text: string): Received => ({ type: "say", text });

/** A response to a line, for its sender only. */
export const response = (text: string, line: string): Received => ({
  type: "response",
  bytes: bytesOf(text),
  line,
});
