import { parse } from "@babel/parser";

/** A node of a module's syntax tree, as far as keeper looks at it. Offsets are in UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start?: number | null;
  readonly end?: number | null;
  readonly [property: string]: unknown;
}

/** The statements of a module in TypeScript; undefined where it cannot be parsed. @param faults whether faults are allowed */
export function statementsOf(text: string, faults: "allowed" | "refused"): readonly SyntaxNode[] | undefined {
  try {
    const { program } = parse(text, {
      sourceType: "module",
      plugins: ["typescript"],
      errorRecovery: faults === "allowed",
    });
    return program.body as unknown as readonly SyntaxNode[];
  } catch {
    return undefined;
  }
}

/** Whether a value of the tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The nodes in a list of the tree; empty where there is no list. */
export function nodesIn(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Name of a property that is written literally. Undefined where it is computed, spread or a method. */
export function propertyName({ type, key, computed }: SyntaxNode): string | undefined {
  if (type !== "ObjectProperty" || computed === true || !isNode(key)) return undefined;
  const name = key.type === "Identifier" ? key["name"] : key["value"];
  return typeof name === "string" || typeof name === "number" ? String(name) : undefined;
}
