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

/** Deepest nesting that is parsed. The parser is recursive, and deeper text may overflow its stack. */
const DEEPEST_NESTING = 100;

/** Entries that a text of any length may have. */
const ALWAYS_ACCEPTED = 10_000;

/**
 * Parses one document of YAML 1.2 strictly. Refuses duplicate keys, warnings and unsafe shapes. Refuses aliases that
 * multiply the content more than 100 times, or to more entries than the text has characters. So the steps of all that
 * reads a document are bounded by the size that its kind accepts.
 */
export function parseYaml(text: string): TextRead<unknown> {
  if (isNestedTooDeeply(text)) {
    const problem = `is nested more than ${DEEPEST_NESTING} levels deep`;
    return refusedText("document-too-large", [], problem, text);
  }
  const document = parsedYaml(text);
  // the parser drops what it warns of, such as an unknown tag
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined)
    return refusedText("part-unknown", [], `is not YAML: ${error.message}`, text, error.pos[0]);
  if (document.directives?.yaml.version !== "1.2")
    return refusedText("part-unknown", [], "declares another version than 1.2: remove %YAML", text);
  const repeated = repeatedKey(document);
  if (repeated !== undefined)
    return refusedText("duplicate", repeated.path, TWICE, text.slice(repeated.offset), repeated.offset);
  return plainValue(document, text);
}

/**
 * Parses a text into the parser's document, which has positions. Duplicate keys are not checked: the parser's check is
 * quadratic and takes minutes for a file of 1 MiB.
 */
export function parsedYaml(text: string): Document.Parsed {
  // at its default log level the parser prints warnings to the terminal
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
  const { unsafe } = shapeOf(value, Math.max(text.length, ALWAYS_ACCEPTED));
  if (unsafe === undefined) return success(value);
  return refusedText(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
}

/** Whether nesting of a text, valid or not, may overflow a recursive parser's stack. */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST_NESTING) return true;
  }
  // without brackets YAML nests by indentation, and by consecutive `-`, `?` and `:` in a line
  return /^ {200}/m.test(text) || /^[ \t]*(?:[-?:][ \t]+){50}/m.test(text);
}

interface RepeatedKey {
  readonly path: Path;
  readonly offset: number;
}

/** Finds the first duplicate key. Keys are compared by their names in a JavaScript object. */
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

/** Path of the last of these nodes; each node contains the next one. */
function pathOf(nodes: readonly unknown[], document: Document.Parsed): Path {
  return nodes.flatMap((node, index): Path => {
    if (isPair(node)) return [nameOf(node.key, document)];
    return isSeq(node) && index + 1 < nodes.length ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}

/** Name of a key in a JavaScript object. */
function nameOf(key: unknown, document: Document.Parsed): string {
  const node = isAlias(key) ? key.resolve(document) : key;
  if (!isScalar(node)) return String(node);
  return node.value === null ? "" : String(node.value);
}
