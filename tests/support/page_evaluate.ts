/** Expressions, evaluated in a page of a browser. */

import type { Session } from "./devtools.ts";

/** An error that an expression threw, or a document that was left meanwhile. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string; value?: unknown } };
}

/** What the browser says when a page goes elsewhere before a promise has resolved. */
const LEFT = /navigated or closed|context was destroyed|Cannot find context|Promise was collected/;

/**
 * Evaluates an expression, and waits for its promise. A Content-Security-Policy does not block it.
 *
 * @returns Its value, as JSON carries it.
 * @throws {EvaluationError} If it throws or rejects, or the page goes elsewhere.
 */
export async function evaluateIn<T>(session: Session, expression: string): Promise<T> {
  const { result, exceptionDetails: details } = await session.call<Evaluated>("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
    userGesture: true,
  }).catch((error: Error) => {
    if (!LEFT.test(error.message)) throw error;
    throw new EvaluationError(`Cannot evaluate in the page: ${error.message}`);
  });
  if (details === undefined) return result.value as T;
  const { description, value = details.text } = details.exception ?? {};
  throw new EvaluationError(`Cannot evaluate in the page: ${description ?? value}`);
}
