/** What goes wrong in a page of a browser, as texts. */

import type { Session } from "./devtools.ts";

/** A value of the page, as the protocol describes it. */
interface RemoteValue {
  value?: unknown;
  description?: string;
}

interface ConsoleCall {
  type: string;
  args: RemoteValue[];
}

interface Exception {
  exceptionDetails: { text: string; exception?: RemoteValue };
}

interface Entry {
  entry: { source: string; level: string; text: string; url?: string };
}

/**
 * Adds to a list what goes wrong from now on: console errors, uncaught exceptions and rejections,
 * failed requests, violations of the Content-Security-Policy, a crash.
 */
export function collectErrors(session: Session, errors: string[]): void {
  session.on("Runtime.consoleAPICalled", (params) => {
    const { type, args } = params as unknown as ConsoleCall;
    if (type === "error" || type === "assert") {
      errors.push(`console: ${args.map(textOf).join(" ")}`);
    }
  });
  session.on("Runtime.exceptionThrown", (params) => {
    const { text, exception } = (params as unknown as Exception).exceptionDetails;
    errors.push(exception === undefined ? text : `uncaught: ${textOf(exception)}`);
  });
  session.on("Log.entryAdded", (params) => {
    const { source, level, text, url } = (params as unknown as Entry).entry;
    if (level === "error") errors.push([`${source}: ${text}`, url].filter(Boolean).join(" "));
  });
  session.on("Inspector.targetCrashed", () => errors.push("The page has crashed"));
}

function textOf({ value, description }: RemoteValue): string {
  return String(value ?? description);
}
