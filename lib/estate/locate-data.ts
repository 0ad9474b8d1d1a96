import { type Document, isCollection, isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import { isNestedTooDeeply, parsedYaml } from "../documents/yaml.ts";
import type { Path } from "../values/path.ts";

/**
 * Makes a function that finds the offset of a path's key in YAML or JSON. Where the key is missing, it gives the
 * deepest part that exists. Parses the text once at most: a key at the start of a line needs no parsing.
 */
export function offsetsInData(text: string): (path: Path) => number | undefined {
  if (isNestedTooDeeply(text)) return () => undefined;
  let document: Document.Parsed | undefined;
  return (path) => {
    const found = offsetOfLine(path, text);
    if (found !== undefined) return found;
    document ??= parsedYaml(text);
    return offsetFrom(document.contents, path);
  };
}

/**
 * The offset of an outermost key that begins a line. Only those keys do in valid YAML, unless a flow collection (`{`, `[`) or
 * a quoted text was opened before.
 */
function offsetOfLine(path: Path, text: string): number | undefined {
  const [key] = path;
  if (path.length !== 1 || typeof key !== "string" || !/^[A-Za-z]+$/.test(key)) return undefined;
  const at = `\n${text}`.indexOf(`\n${key}:`);
  const isKey = at >= 0 && /^\s/.test(text.slice(at + key.length + 1));
  return !isKey || /[{["']/.test(text.slice(0, at)) ? undefined : at;
}

/** The node of a path's value; undefined where there is none. Aliases are not followed. */
export function nodeInData(contents: unknown, path: Path): unknown {
  let node = contents;
  for (const part of path) {
    const next = step(node, part);
    if (next === undefined) return undefined;
    node = next.node;
  }
  return node;
}

function offsetFrom(contents: unknown, path: Path): number | undefined {
  let node = contents;
  let offset = startOf(node);
  for (const part of path) {
    const next = step(node, part);
    if (next === undefined) return offset;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

function step(
  node: unknown,
  part: string | number,
): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair === undefined ? undefined : { node: pair.value, offset: startOf(pair.key) };
  }
  if (isSeq(node) && typeof part === "number" && part < node.items.length) {
    return { node: node.items[part], offset: startOf(node.items[part]) };
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return isScalar(node) || isCollection(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
}
