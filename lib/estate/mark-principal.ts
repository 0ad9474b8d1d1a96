import { parse } from "@babel/parser";
import { isScalar, type Pair, visit, type YAMLMap } from "yaml";
import type { Revocation } from "../delegation/principal.ts";
import { parsedYaml } from "../documents/yaml.ts";
import type { Guid } from "../values/guid.ts";

/** A file's text with marks, and how many were added. */
export interface MarkedText {
  readonly text: string;
  /** How many principals got the mark; those that have one already do not count. */
  readonly added: number;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds the mark of a revocation to every literal principal with an object id, in TypeScript, YAML or JSON. Nothing but
 * the mark is inserted, so comments and format stay. A text that cannot be parsed is given back as it is.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function markPrincipal(text: string, file: string, objectId: Guid, mark: Revocation): MarkedText {
  const insertions = /\.(?:ya?ml|json)$/.test(file)
    ? inData(text, objectId, mark)
    : inModule(text, objectId, mark);
  const marked = insertions
    .sort((a, b) => b.at - a.at)
    .reduce((whole, { at, text: inserted }) => whole.slice(0, at) + inserted + whole.slice(at), text);
  return { text: marked, added: insertions.length };
}

/** An inserted property goes on a line of its own where the one before has one. */
function inserted(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  property: string,
) {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const isAlone = /^\s+$/.test(line);
  return { at: end, text: isAlone ? `,\n${line}${property}` : `, ${property}` };
}

/** JSON texts are string literals of TypeScript, YAML and JSON alike. */
function quoted({ since, reason }: Revocation): { readonly since: string; readonly reason: string } {
  return { since: JSON.stringify(since), reason: JSON.stringify(reason) };
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

function inModule(text: string, objectId: Guid, mark: Revocation): Insertion[] {
  const { since, reason } = quoted(mark);
  return objectsIn(text).flatMap((node) => {
    const properties = (node["properties"] as readonly SyntaxNode[]).filter(
      ({ type }) => type === "ObjectProperty",
    );
    const id = properties.find((each) => keyOf(each) === "objectId");
    const value = id?.["value"] as SyntaxNode | undefined;
    const isMarked = properties.some((each) => keyOf(each) === "revoked");
    if (id === undefined || isMarked || !isGuid(value?.["value"], objectId)) return [];
    return [inserted(text, id, `revoked: { since: ${since}, reason: ${reason} }`)];
  });
}

/** All object literals of a module, outer ones first. */
function objectsIn(text: string): SyntaxNode[] {
  let program: unknown;
  try {
    ({ program } = parse(text, { sourceType: "module", plugins: ["typescript"] }));
  } catch {
    return [];
  }
  const found: SyntaxNode[] = [];
  for (const open: unknown[] = [program]; open.length > 0; ) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if ("type" in node && node.type === "ObjectExpression") found.push(node as SyntaxNode);
    open.push(...Object.values(node));
  }
  return found;
}

function keyOf({ key, computed }: SyntaxNode): unknown {
  if (computed === true || typeof key !== "object" || key === null) return undefined;
  return "name" in key ? key.name : "value" in key ? key.value : undefined;
}

function isGuid(value: unknown, objectId: Guid): boolean {
  return typeof value === "string" && value.toLowerCase() === objectId;
}

function inData(text: string, objectId: Guid, mark: Revocation): Insertion[] {
  const document = parsedYaml(text);
  if (document.errors.length > 0) return [];
  const found: Insertion[] = [];
  visit(document, {
    Map: (_, map) => {
      const id = map.items.find((pair) => isScalar(pair.key) && pair.key.value === "objectId");
      if (id !== undefined && isScalar(id.value) && isGuid(id.value.value, objectId) && !map.has("revoked"))
        found.push(inMap(text, map, id, mark));
    },
  });
  return found;
}

function inMap(text: string, map: YAMLMap, id: Pair, mark: Revocation): Insertion {
  const { since, reason } = quoted(mark);
  const start = isScalar(id.key) ? (id.key.range?.[0] ?? 0) : 0;
  const end = isScalar(id.value) ? (id.value.range?.[1] ?? 0) : 0;
  if (map.flow === true)
    return inserted(text, { start, end }, `"revoked": { "since": ${since}, "reason": ${reason} }`);
  // in a list, what is before the key is a dash
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replace(/[^\s]/g, " ");
  const line = text.indexOf("\n", end);
  const property = `${indent}revoked: { since: ${since}, reason: ${reason} }`;
  return line === -1 ? { at: text.length, text: `\n${property}\n` } : { at: line, text: `\n${property}` };
}
