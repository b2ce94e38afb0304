/**
 * Parses TypeScript. Spaces take the place of the types, so every position stays, and acorn parses
 * the JavaScript that is left. Pure. Does not parse what makes code of a type: enums, namespaces,
 * and parameter properties.
 */

import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, parse as parseJavaScript, type Token, tokTypes } from "npm:acorn@8.19.0";

/** A node of the syntax tree, as ESTree names them, with parentheses. */
export type Node = AnyNode;

/** What {@linkcode parse} gives. */
export interface Parsed {
  /** The root of the syntax tree. Types are not in it. */
  program: Node;
  /** Every `&&` and `||`, in the order of their places: a node does not say where its operator is. */
  logicalOperators: { start: number; end: number }[];
}

/**
 * Parses a module.
 *
 * @param path Names the text in errors.
 * @throws {SyntaxError} When it is not TypeScript from which types can be removed.
 */
export function parse(path: string, text: string): Parsed {
  const tokens: Token[] = [];
  try {
    const program = parseJavaScript(stripTypeScriptTypes(text, { mode: "strip" }), {
      ecmaVersion: "latest",
      sourceType: "module",
      preserveParens: true,
      onToken: tokens,
    });
    const { logicalAND, logicalOR } = tokTypes;
    return {
      program,
      logicalOperators: tokens.filter(({ type }) => type === logicalAND || type === logicalOR),
    };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new SyntaxError(`Cannot parse "${path}": ${cause.message}`, { cause });
  }
}

/** The nodes directly below a node. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter((value) => typeof value?.type === "string");
}
