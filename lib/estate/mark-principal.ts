import { parse } from "@babel/parser";
import { isScalar, visit } from "yaml";
import type { Revocation } from "../delegation/principal.ts";
import { parsedYaml } from "../documents/yaml.ts";
import type { Guid } from "../values/guid.ts";
import { insertedInBraces, insertedInMap } from "./insert-property.ts";
import { type Splice, spliced } from "./splice-list.ts";

/** A file's text with marks, and how many were added. */
export interface MarkedText {
  readonly text: string;
  /** How many principals got the mark; those that have one already do not count. */
  readonly added: number;
}

/**
 * Marks every literal principal with an object id as revoked, in TypeScript, YAML or JSON. Nothing but the mark is
 * inserted, so comments and format stay. A text that cannot be parsed is given back unchanged.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function markPrincipal(text: string, file: string, objectId: Guid, mark: Revocation): MarkedText {
  const insertions = /\.(?:ya?ml|json)$/.test(file)
    ? inData(text, objectId, mark)
    : inModule(text, objectId, mark);
  return { text: spliced(text, insertions), added: insertions.length };
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

function inModule(text: string, objectId: Guid, mark: Revocation): Splice[] {
  const { since, reason } = quoted(mark);
  return objectsIn(text).flatMap((node) => {
    const properties = (node["properties"] as readonly SyntaxNode[]).filter(
      ({ type }) => type === "ObjectProperty",
    );
    const id = properties.find((each) => keyOf(each) === "objectId");
    const value = id?.["value"] as SyntaxNode | undefined;
    const isMarked = properties.some((each) => keyOf(each) === "revoked");
    if (id === undefined || isMarked || !isGuid(value?.["value"], objectId)) return [];
    return [insertedInBraces(text, id, `revoked: { since: ${since}, reason: ${reason} }`)];
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

function inData(text: string, objectId: Guid, mark: Revocation): Splice[] {
  const document = parsedYaml(text);
  if (document.errors.length > 0) return [];
  const { since, reason } = quoted(mark);
  const property = {
    inBraces: `"revoked": { "since": ${since}, "reason": ${reason} }`,
    inLines: `revoked: { since: ${since}, reason: ${reason} }`,
  };
  const found: Splice[] = [];
  visit(document, {
    Map: (_, map) => {
      const id = map.items.find((pair) => isScalar(pair.key) && pair.key.value === "objectId");
      if (id !== undefined && isScalar(id.value) && isGuid(id.value.value, objectId) && !map.has("revoked"))
        found.push(insertedInMap(text, map, id, property));
    },
  });
  return found;
}
