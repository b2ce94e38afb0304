/** The accessibility rules of axe-core, run in a page. */

import axe from "npm:axe-core@4.14.1";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/**
 * Checks a page against WCAG 2.2 AA and the best practices of axe-core.
 *
 * @param evaluate Evaluates an expression in the page. A Content-Security-Policy does not block it.
 * @returns A line for each violation: the rule, its impact, the elements, and what is wrong.
 */
export async function findViolations(
  evaluate: <T>(expression: string) => Promise<T>,
): Promise<string[]> {
  const options = JSON.stringify({ runOnly: TAGS, resultTypes: ["violations"] });
  const violations = await evaluate<Violation[]>(
    `(() => { ${axe.source}; return axe.run(${options}).then((result) => result.violations); })()`,
  );
  return violations.map(lineOf);
}

function lineOf({ id, impact, nodes }: Violation): string {
  const targets = nodes.map(({ target }) => target.join(" ")).join(", ");
  const summaries = new Set(nodes.map(({ failureSummary }) => oneLine(failureSummary)));
  return `${id} (${impact}) at ${targets}: ${[...summaries].join("; ")}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
