/** The operator at the console, until the input ends. */

import type { Texts } from "../i18n/mod.ts";
import type { OperatorConsole } from "./console.ts";
import { type Operator, parseTyped } from "./operator.ts";

/** Carries out what is typed. Resolves when the input ends. */
export async function runOperator(
  operator: Operator,
  console: OperatorConsole,
  texts: Texts,
): Promise<void> {
  for (;;) {
    const command = await console.nextCommand((line) => parseTyped(line, texts));
    if (!command) return;
    operator.execute(command);
  }
}
