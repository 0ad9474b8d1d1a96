import { parseExpression } from "@babel/parser";
import { reasonOf } from "../values/failure.ts";
import type { Path } from "../values/path.ts";
import { success } from "../values/result.ts";
import { refusedText, type TextRead } from "./decode-text.ts";
import { TWICE } from "./json.ts";
import { shapeOf } from "./unsafe-shape.ts";

/** A comment, without its marks. */
export interface JsonComment {
  /** Line in which it begins, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** A document of JSON with comments, and positions in its text. */
export interface CommentedJson {
  readonly value: unknown;
  readonly comments: readonly JsonComment[];
  /** Line of a path's key, or of its deepest part that exists; counted from 1. */
  readonly lineOf: (path: Path) => number;
}

/** Deepest nesting that is parsed: the parser is recursive. */
const DEEPEST = 200;

/**
 * Parses JSON with `//` and block comments and trailing commas. Such a text is an expression of JavaScript, which is
 * parsed; whatever else JavaScript allows is refused. Duplicate keys and unsafe shapes ({@link shapeOf}) are refused too.
 */
export function parseJsonWithComments(text: string): TextRead<CommentedJson> {
  if (isNestedTooDeeply(text))
    return refusedText("document-too-large", [], `is nested more than ${DEEPEST} levels deep`, text);
  try {
    const root = parseExpression(text, { sourceType: "module", createParenthesizedExpressions: true });
    const value = jsonValue(root, []);
    const { unsafe } = shapeOf(value);
    if (unsafe !== undefined) return refusedText(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
    const comments = (root.comments ?? []).map(({ loc, value: comment }) => ({
      line: loc?.start.line ?? 1,
      text: comment.trim(),
    }));
    return success({ value, comments, lineOf: (path) => lineFrom(root, path) });
  } catch (error) {
    if (error instanceof Repeated)
      return refusedText("duplicate", error.path, TWICE, error.path.at(-1), error.offset);
    return refusedText("part-unknown", [], `is not JSON: ${reasonOf(error)}`, text);
  }
}

type JsonRoot = ReturnType<typeof parseExpression>;

/** A node of the parser's tree: of a spread, too, which is refused. */
type JsonNode = NonNullable<JsonRoot | Extract<JsonRoot, { type: "ArrayExpression" }>["elements"][number]>;

/** Texts, comments and brackets; strings and comments hide the brackets in them. */
const PARTS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\/\/.*|\/\*[\s\S]*?\*\/|[[\]{}]/g;

function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [part] of text.matchAll(PARTS)) {
    if (part === "{" || part === "[") depth++;
    else if (part === "}" || part === "]") depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** A key that its object has already. */
class Repeated extends Error {
  readonly path: Path;
  readonly offset: number;

  constructor(path: Path, offset: number) {
    super(TWICE);
    this.path = path;
    this.offset = offset;
  }
}

function jsonValue(node: JsonNode, path: Path): unknown {
  switch (node.type) {
    case "ObjectExpression":
      return jsonObject(node, path);
    case "ArrayExpression":
      return node.elements.map((each, index) =>
        each === null ? notJson(node) : jsonValue(each, [...path, index]),
      );
    case "NullLiteral":
      return null;
    case "BooleanLiteral":
      return node.value;
    case "StringLiteral":
    case "NumericLiteral":
      return written(node);
    case "UnaryExpression":
      // JSON has no blank after the sign, and one number after it
      if (node.operator !== "-" || node.argument.type !== "NumericLiteral") return notJson(node);
      return node.argument.start === (node.start ?? 0) + 1 ? -Number(written(node.argument)) : notJson(node);
    default:
      return notJson(node);
  }
}

function jsonObject(node: Extract<JsonNode, { type: "ObjectExpression" }>, path: Path): object {
  const names = new Set<string>();
  const entries = node.properties.map((property): [string, unknown] => {
    if (property.type !== "ObjectProperty" || property.computed || property.key.type !== "StringLiteral")
      return notJson(property);
    const name = String(written(property.key));
    const own = [...path, name];
    if (names.size === names.add(name).size) throw new Repeated(own, property.start ?? 0);
    return [name, jsonValue(property.value as JsonNode, own)];
  });
  // entries become own properties, whatever their names
  return Object.fromEntries(entries);
}

/** A text or number as JSON reads it: JavaScript has more ways to write both. */
function written(node: Extract<JsonNode, { type: "StringLiteral" | "NumericLiteral" }>): unknown {
  const raw: unknown = node.extra?.["raw"];
  try {
    return JSON.parse(String(raw));
  } catch {
    return notJson(node);
  }
}

function notJson({ loc }: { readonly loc?: JsonNode["loc"] }): never {
  const { line, column } = loc?.start ?? { line: 1, column: 0 };
  throw new Error(`no value of JSON begins there (${line}:${column})`);
}

function lineFrom(root: JsonNode, path: Path): number {
  let at: Position = { node: root, line: root.loc?.start.line ?? 1 };
  for (const part of path) {
    const next = stepInto(at.node, part);
    if (next === undefined) return at.line;
    at = next;
  }
  return at.line;
}

interface Position {
  readonly node: JsonNode;
  readonly line: number;
}

/** The value under a key or index, with the line of its key. */
function stepInto(node: JsonNode, part: string | number): Position | undefined {
  if (node.type === "ArrayExpression") {
    const element = typeof part === "number" ? node.elements[part] : undefined;
    return element ? { node: element, line: element.loc?.start.line ?? 1 } : undefined;
  }
  if (node.type !== "ObjectExpression") return undefined;
  for (const property of node.properties) {
    if (property.type !== "ObjectProperty" || property.key.type !== "StringLiteral") continue;
    if (property.key.value === part)
      return { node: property.value as JsonNode, line: property.loc?.start.line ?? 1 };
  }
  return undefined;
}
