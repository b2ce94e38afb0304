/**
 * Mutants: finds the statements of a source text that can be deleted and the conditions that can be
 * negated, draws some of them by a seed, and applies one. Pure: reads and writes no file. Leaves out
 * declarations, types, imports, what is thrown, sentences, and jumps that skip nothing.
 */

import ts from "npm:typescript@5.9.3";
import { seeded } from "../support/random.ts";

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

/** A mutant that no test can notice, because the program does the same with it. */
export interface Equivalent {
  file: string;
  /** The trimmed source line, as {@linkcode Mutant.before}. */
  text: string;
  kind: Kind;
  reason: string;
}

/** Every mutant of a source text, in the order of their places. */
export function findMutants(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  // Which word is chosen in a sentence is for people to judge: the tables of i18n are left out.
  const isSentences = /(^|\/)i18n\//.test(file);
  const found: Mutant[] = [];
  const add = (kind: Kind, node: ts.Node, replacement: string) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const changed = text.slice(lineStart, start) + replacement + text.slice(end);
    const after = firstLine(changed);
    found.push({
      file,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      kind,
      before: firstLine(text.slice(lineStart)),
      after: after === ";" ? "(deleted)" : after,
      start,
      end,
      replacement,
    });
  };
  const visit = (node: ts.Node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isThrowStatement(node)) return;
    if (isSentences && ts.isObjectLiteralExpression(node)) return;
    // An empty statement parses wherever a statement does, and keeps the lines where they are.
    if (isDeletable(node)) add("delete", node, ";");
    const condition = conditionOf(node);
    if (condition) add("negate", condition, `!(${condition.getText(source)})`);
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken;
      if (operator.kind === ts.SyntaxKind.AmpersandAmpersandToken) add("swap", operator, "||");
      if (operator.kind === ts.SyntaxKind.BarBarToken) add("swap", operator, "&&");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The source text with the mutant in it. */
export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Whether it is the mutant that an entry of the list of equivalents names. */
export function isEquivalent(mutant: Mutant, { file, text, kind }: Equivalent): boolean {
  return mutant.file === file && mutant.before === text && mutant.kind === kind;
}

/** What {@linkcode drawMutants} is told. */
export interface DrawOptions {
  /** How many, fewer when there are no more. */
  count: number;
  /** The same seed, sources and count draw the same mutants. */
  seed: number;
  /** These are not drawn. @default {[]} */
  equivalents?: Equivalent[];
}

/**
 * Draws mutants that parse, each at most once.
 *
 * @param sources The text of each file, by its path.
 */
export function drawMutants(sources: Record<string, string>, options: DrawOptions): Mutant[] {
  const { count, seed, equivalents = [] } = options;
  const random = seeded(seed);
  const left = Object.keys(sources).sort().flatMap((file) => findMutants(file, sources[file]!))
    .filter((mutant) => !equivalents.some((entry) => isEquivalent(mutant, entry)));
  const drawn: Mutant[] = [];
  while (drawn.length < count && left.length > 0) {
    const [mutant] = left.splice(Math.floor(random() * left.length), 1);
    if (parses(applyMutant(sources[mutant!.file]!, mutant!))) drawn.push(mutant!);
  }
  return drawn;
}

/** Whether a text is TypeScript without a syntax error. */
function parses(text: string): boolean {
  const { diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.Latest },
  });
  return diagnostics!.length === 0;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.trim();
}

function isDeletable(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return true;
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    const isSuper = ts.isCallExpression(expression) &&
      expression.expression.kind === ts.SyntaxKind.SuperKeyword;
    return !isSuper && !ts.isStringLiteral(expression);
  }
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return !isLast(node);
  if (!ts.isReturnStatement(node)) return false;
  return node.expression ? returnsVoid(functionAround(node)) : !isLast(node);
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    return node.expression;
  }
  return ts.isForStatement(node) || ts.isConditionalExpression(node) ? node.condition : undefined;
}

/** Whether nothing would run between the jump and where it goes: deleting it changes nothing. */
function isLast(jump: ts.BreakOrContinueStatement | ts.ReturnStatement): boolean {
  for (let node: ts.Node = jump;; node = node.parent) {
    const { parent } = node;
    if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      if (parent.statements.at(-1) !== node) return false;
    } else if (ts.isCaseBlock(parent)) {
      if (parent.clauses.at(-1) !== node) return false;
    } else if (ts.isSwitchStatement(parent)) {
      if (ts.isBreakStatement(jump)) return true;
    } else if (ts.isIterationStatement(parent, false)) {
      return ts.isContinueStatement(jump);
    } else if (!ts.isIfStatement(parent)) {
      return ts.isFunctionLike(parent) && ts.isReturnStatement(jump);
    }
  }
}

function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

/** Whether a function says that it gives nothing: `void` or `Promise<void>`. */
function returnsVoid(declaration: ts.SignatureDeclaration | undefined): boolean {
  return /^(Promise<)?void>?$/.test(declaration?.type?.getText() ?? "");
}
