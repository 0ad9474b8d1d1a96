import {
  type Document,
  isAlias,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { reasonOf } from "../values/failure.ts";
import type { Path } from "../values/path.ts";
import { success } from "../values/result.ts";
import { refusedText, type TextRead } from "./decode-text.ts";
import { TWICE } from "./json.ts";
import { shapeOf } from "./unsafe-shape.ts";

/** More lists and maps inside each other than this, and the parser, which is recursive, may end the process. */
const DEEPEST_NESTING = 100;

/**
 * Parses one document of YAML 1.2 whose maps name every key once. Aliases may stand for a hundred times as much as is
 * written, no more.
 */
export function parseYaml(text: string): TextRead<unknown> {
  if (isNestedTooDeeply(text)) {
    const problem = `is nested more than ${DEEPEST_NESTING} levels deep`;
    return refusedText("document-too-large", [], problem, text);
  }
  const document = parsedYaml(text);
  // what the parser only warns of, such as a tag that it does not know, would be lost
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined)
    return refusedText("part-unknown", [], `is not YAML: ${error.message}`, text, error.pos[0]);
  if (document.directives?.yaml.version !== "1.2")
    return refusedText("part-unknown", [], "declares another version: leave %YAML out", text);
  const repeated = repeatedKey(document);
  if (repeated !== undefined)
    return refusedText("duplicate", repeated.path, TWICE, text.slice(repeated.offset), repeated.offset);
  return plainValue(document, text);
}

/**
 * A text as the parser's document, with its positions. Keys are not compared: the parser compares every key with every
 * other one of its map, which takes minutes for a file of 1 MiB.
 */
export function parsedYaml(text: string): Document.Parsed {
  // the parser's own warnings would reach the terminal as they stand
  return parseDocument(text, {
    prettyErrors: false,
    logLevel: "error",
    uniqueKeys: false,
    resolveKnownTags: false,
  });
}

function plainValue(document: Document.Parsed, text: string): TextRead<unknown> {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return refusedText("part-unknown", [], `is not YAML: ${reasonOf(error)}`, text);
  }
  const { unsafe } = shapeOf(value);
  if (unsafe === undefined) return success(value);
  return refusedText(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
}

/** Whether a text is nested so deeply that a recursive parser may not survive it. It may be any text. */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST_NESTING) return true;
  }
  // without brackets YAML nests by indentation, and by the signs of lists and maps that follow each other in a line
  return /^ {200}/m.test(text) || /^[ \t]*(?:[-?:][ \t]+){50}/m.test(text);
}

interface RepeatedKey {
  readonly path: Path;
  readonly offset: number;
}

/** The first key that its map has already, as a JavaScript object would name both. */
function repeatedKey(document: Document.Parsed): RepeatedKey | undefined {
  let found: RepeatedKey | undefined;
  visit(document, {
    Map(_, map, above) {
      const key = repeatedIn(map, document);
      if (key === undefined) return undefined;
      const path = [...pathOf([...above, map], document), nameOf(key, document)];
      found = { path, offset: isNode(key) ? (key.range?.[0] ?? 0) : 0 };
      return visit.BREAK;
    },
  });
  return found;
}

function repeatedIn(map: YAMLMap, document: Document.Parsed): unknown {
  const known = new Set<string>();
  for (const { key } of map.items) if (known.size === known.add(nameOf(key, document)).size) return key;
  return undefined;
}

/** The path of the last of these nodes, each of which holds the next one. */
function pathOf(nodes: readonly unknown[], document: Document.Parsed): Path {
  return nodes.flatMap((node, index): Path => {
    if (isPair(node)) return [nameOf(node.key, document)];
    return isSeq(node) && index + 1 < nodes.length ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}

/** A key as an object of JavaScript has it. */
function nameOf(key: unknown, document: Document.Parsed): string {
  const node = isAlias(key) ? key.resolve(document) : key;
  if (!isScalar(node)) return String(node);
  return node.value === null ? "" : String(node.value);
}
