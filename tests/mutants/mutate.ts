/**
 * Mutants: finds the statements of a source text that can be deleted and the conditions that can be
 * negated, draws some of them by a seed, and applies one. Pure: reads and writes no file. Leaves out
 * declarations, types, imports, what is thrown, sentences, and jumps that skip nothing.
 */

import { childrenOf, type Node, parse } from "./parse.ts";

/** What a mutant does: delete a statement, negate a condition, swap `&&` and `||`. */
export type Kind = "delete" | "negate" | "swap";

/** One change of one place in one file. */
export interface Mutant {
  /** The path from the project's folder, such as `lib/net/link.ts`. */
  file: string;
  /** Counted from 1. */
  line: number;
  kind: Kind;
  /** The trimmed source line on which the change begins. */
  before: string;
  /** The same line after the change. */
  after: string;
  /** Where the replaced text starts, in UTF-16 units. */
  start: number;
  /** Where the replaced text ends. */
  end: number;
  replacement: string;
}

/**
 * Every mutant of a source text, in the order of their places.
 *
 * @throws {SyntaxError} When the text does not parse.
 */
export function findMutants(file: string, text: string): Mutant[] {
  const { program, logicalOperators } = parse(file, text);
  // Which word is chosen in a sentence is for people to judge: the tables of i18n are left out.
  const isSentences = /(^|\/)i18n\//.test(file);
  const found: Mutant[] = [];
  const add = (kind: Kind, { start, end }: { start: number; end: number }, replacement: string) => {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const changed = text.slice(lineStart, start) + replacement + text.slice(end);
    const after = firstLine(changed);
    found.push({
      file,
      line: text.slice(0, start).split("\n").length,
      kind,
      before: firstLine(text.slice(lineStart)),
      after: after === ";" ? "(deleted)" : after,
      start,
      end,
      replacement,
    });
  };
  const visit = (node: Node, ancestors: Node[]) => {
    if (node.type === "ThrowStatement") return;
    if (isSentences && node.type === "ObjectExpression") return;
    const path = [...ancestors, node];
    // An empty statement parses wherever a statement does, and keeps the lines where they are.
    if (isDeletable(path, text)) add("delete", node, ";");
    const condition = conditionOf(node);
    if (condition) add("negate", condition, `!(${text.slice(condition.start, condition.end)})`);
    if (node.type === "LogicalExpression" && node.operator !== "??") {
      const operator = logicalOperators.find(({ start }) => start >= node.left.end)!;
      add("swap", operator, node.operator === "&&" ? "||" : "&&");
    }
    for (const child of childrenOf(node)) visit(child, path);
  };
  visit(program, []);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The source text with the mutant in it. */
export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.trim();
}

/** @param path The node and all it is in, the outermost first. */
function isDeletable(path: Node[], text: string): boolean {
  const node = path.at(-1)!;
  switch (node.type) {
    case "IfStatement":
      return true;
    case "ExpressionStatement": {
      const { directive, expression } = node;
      const isSuper = expression.type === "CallExpression" && expression.callee.type === "Super";
      return directive === undefined && !isSuper;
    }
    case "BreakStatement":
    case "ContinueStatement":
      return !isLast(path);
    case "ReturnStatement":
      return node.argument ? returnsVoid(path.findLast(isFunction), text) : !isLast(path);
    default:
      return false;
  }
}

function conditionOf(node: Node): Node | null | undefined {
  switch (node.type) {
    case "IfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
    case "ConditionalExpression":
      return node.test;
  }
}

/** Whether nothing would run between a jump and where it goes: deleting it changes nothing. */
function isLast(path: Node[]): boolean {
  const jump = path.at(-1)!.type;
  for (let at = path.length - 1; at > 0; at--) {
    const [parent, node] = [path[at - 1]!, path[at]!];
    switch (parent.type) {
      case "BlockStatement":
        if (parent.body.at(-1) !== node) return false;
        break;
      case "SwitchCase":
        if (parent.consequent.at(-1) !== node) return false;
        break;
      case "SwitchStatement":
        if (parent.cases.at(-1) !== node) return false;
        if (jump === "BreakStatement") return true;
        break;
      case "IfStatement":
        break;
      case "DoWhileStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "ForStatement":
      case "WhileStatement":
        return jump === "ContinueStatement";
      default:
        return isFunction(parent) && jump === "ReturnStatement";
    }
  }
  return false;
}

type FunctionNode = Extract<Node, { type: `${string}Function${string}` }>;

function isFunction(node: Node): node is FunctionNode {
  return /^(Arrow)?Function/.test(node.type);
}

/** Whether a function says that it gives nothing: `void` or `Promise<void>`. */
function returnsVoid(node: FunctionNode | undefined, text: string): boolean {
  const head = node ? text.slice(node.start, node.body.start) : "";
  return /\)\s*:\s*(void|Promise<void>)\s*(=>\s*)?$/.test(head);
}
