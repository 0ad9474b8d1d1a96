import { isCollection, isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import { isNestedTooDeeply, parsedYaml } from "../documents/yaml.ts";
import type { Path } from "../values/path.ts";

/**
 * Makes a function that finds the offset of a path's key in a YAML or JSON text, or of its deepest part that exists.
 * Parses the text once.
 */
export function offsetsInData(text: string): (path: Path) => number | undefined {
  if (isNestedTooDeeply(text)) return () => undefined;
  const { contents } = parsedYaml(text);
  return (path) => offsetFrom(contents, path);
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
