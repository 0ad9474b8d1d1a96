import { expect } from "vitest";
import { PROBLEM_KINDS, type ProblemKind, type Read } from "../../lib/documents/problem.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents are broken here in every way
export type Loose = any;

/** A copy of a document with a value at a place, named by its keys with spaces between; the place's parent exists. */
export function put(document: Loose, place: string, value: unknown): Loose {
  const copy = structuredClone(document);
  const { holder, key } = find(copy, place);
  // never by assignment: a key of __proto__ is to be a key
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** A copy of a document without what is at a place. */
export function without(document: Loose, place: string): Loose {
  const copy = structuredClone(document);
  const { holder, key } = find(copy, place);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return copy;
}

function find(document: Loose, place: string): { holder: Loose; key: string } {
  const keys = place.split(" ");
  const key = keys.pop() ?? "";
  const holder = keys.reduce((value, each) => value[each], document);
  if (typeof holder !== "object") throw new Error(`nothing at ${place}`);
  return { holder, key };
}

/** Expects a document to be refused for this reason at this place; every reason must be told shortly. */
export function expectRefused(read: Read<unknown>, kind: ProblemKind, place: string): void {
  const found = read.ok ? [] : read.error;
  for (const each of found) {
    expect(Object.hasOwn(PROBLEM_KINDS, each.kind)).toBe(true);
    expect(each.received.length).toBeLessThan(100);
    expect(each.problem.length).toBeLessThan(400);
  }
  expect(found.map((each) => `${each.kind}: ${each.path.join(" ")}`)).toContain(`${kind}: ${place}`);
}

/** What was read of a document that is to be read. */
export function readOf<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
