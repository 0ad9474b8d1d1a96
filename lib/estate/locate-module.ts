import { parseExpression } from "@babel/parser";
import { isNestedTooDeeply } from "../documents/yaml.ts";
import type { Path } from "../values/path.ts";
import { isNode, nodesIn, propertyName, type SyntaxNode, statementsOf } from "./module-syntax.ts";

/**
 * Makes a function that finds the offset of a path in a TypeScript definition. It goes as deep as the default export is
 * literal. A part from a call, a spread or an import has the offset of that expression. Parses the text once.
 */
export function offsetsInModule(text: string): (path: Path) => number | undefined {
  const exported = statementsOf(text, "allowed")?.find(({ type }) => type === "ExportDefaultDeclaration");
  return (path) => (exported === undefined ? undefined : offsetFrom(exported, path));
}

/**
 * The value at a path of a TypeScript definition, exactly as written. Undefined where the default export is not literal
 * down to it. Calls of `define…` on the way are entered, one at the end is not.
 */
export function nodeInModule(text: string, path: Path): SyntaxNode | undefined {
  const exported = statementsOf(text, "refused")?.find(({ type }) => type === "ExportDefaultDeclaration");
  let value: unknown = exported?.["declaration"];
  for (const part of path) {
    const node = definitionIn(value);
    const next = node && (typeof part === "number" ? elementAt(node, part) : propertyOf(node, part));
    if (next === undefined) return undefined;
    value = next.type === "ObjectProperty" ? next["value"] : next;
  }
  return isNode(value) ? value : undefined;
}

function offsetFrom(exported: SyntaxNode, path: Path): number | undefined {
  let node = definitionIn(exported["declaration"]);
  let offset = exported.start ?? undefined;
  for (const part of path) {
    const next = node && (typeof part === "number" ? elementAt(node, part) : propertyOf(node, part));
    if (next === undefined) return offset;
    offset = next.start ?? offset;
    node = definitionIn(next.type === "ObjectProperty" ? next["value"] : next);
  }
  return offset;
}

/** The literal inside `defineX(…)` (its last argument), `x as const` or `x satisfies T`. */
function definitionIn(value: unknown): SyntaxNode | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "CallExpression" && Array.isArray(value["arguments"])) {
    return definitionIn(value["arguments"].at(-1));
  }
  return "expression" in value ? definitionIn(value["expression"]) : value;
}

function propertyOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  return nodesIn(node["properties"]).find((each) => propertyName(each) === name);
}

function elementAt(node: SyntaxNode, index: number): SyntaxNode | undefined {
  if (node.type !== "ArrayExpression" || !Array.isArray(node["elements"])) return undefined;
  const before: unknown[] = node["elements"].slice(0, index + 1);
  // after a spread the index is unknown
  if (before.some((each) => isNode(each) && each.type === "SpreadElement")) return undefined;
  const element = before[index];
  return isNode(element) ? element : undefined;
}

/**
 * The offset of the first error in a JSON text; undefined without one. Uses the JavaScript parser, which accepts a
 * little more than JSON, because Node's JSON parser reports no position.
 */
export function offsetOfJsonError(text: string): number | undefined {
  if (isNestedTooDeeply(text)) return undefined;
  try {
    parseExpression(text);
    return undefined;
  } catch (error) {
    const position = typeof error === "object" && error !== null && "pos" in error ? error.pos : undefined;
    return typeof position === "number" ? position : undefined;
  }
}
