import fc from "fast-check";
import type { Loose } from "./refused.ts";

/** Keys that Terraform, JavaScript or a reader of names could take for more than keys. */
const KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "lifecycle",
  "provisioner",
  "connection",
  "count",
  "for_each",
  "dynamic",
  "provider",
  "depends_on",
  "timeouts",
  "module",
  "variable",
  "locals",
  "terraform_data",
  "metadata_host",
  "skip_provider_registration",
  "child_modules",
  "deposed",
  "index",
] as const;

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  "",
  "x",
  '${file("/etc/passwd")}',
  "00000000-0000-4000-8000-000000000000",
  "DDDDDDDD-0000-4000-8000-000000000000",
  [],
  {},
  [[]],
  [{}],
  { constant_value: "x" },
];

/** One way of changing a document at a place that the numbers choose. */
export interface Mutation {
  readonly kind: "delete" | "replace" | "insert" | "repeat" | "copy";
  readonly place: number;
  readonly other: number;
  readonly key: string;
  readonly value: unknown;
}

/** Any mutation. */
export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("delete", "replace", "insert", "repeat", "copy"),
  place: fc.nat(),
  other: fc.nat(),
  key: fc.constantFrom(...KEYS),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 2 })),
});

/** The document after a mutation; a copy. */
export function mutated(document: unknown, { kind, place, other, key, value }: Mutation): unknown {
  const copy: Loose = structuredClone(document);
  const all = [...places(copy)];
  const chosen = all[place % all.length];
  if (chosen === undefined) return value;
  const { holder, name } = chosen;
  const from = all[other % all.length] ?? chosen;
  const changes: Record<Mutation["kind"], () => void> = {
    delete: () => (Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name]),
    replace: () => set(holder, name, value),
    insert: () => insert(holder[name], key, value),
    repeat: () => insert(holder[name], key, structuredClone(holder[name]?.[0])),
    copy: () => set(holder, name, structuredClone(from.holder[from.name])),
  };
  changes[kind]();
  return copy;
}

function insert(into: Loose, key: string, value: unknown): void {
  if (Array.isArray(into)) into.push(value);
  else if (typeof into === "object" && into !== null) set(into, key, value);
}

function set(holder: Loose, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function* places(value: Loose): Iterable<{ holder: Loose; name: string }> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield { holder: value, name };
    yield* places(inner);
  }
}

/**
 * Every place of a document, names of things and list indexes left open: what a reader may find in documents of a
 * kind is what real ones have.
 *
 * @param open whether the names under a path are names of things
 * @param skips whether nothing is looked at under a path
 */
export function shapeOf(
  value: unknown,
  open: (path: string) => boolean,
  skips: (path: string) => boolean,
  path: string = "",
): Set<string> {
  const shape = new Set<string>();
  if (typeof value !== "object" || value === null || skips(path)) return shape;
  for (const [key, inner] of Object.entries(value)) {
    const place = `${path}/${Array.isArray(value) || open(path) ? "*" : key}`;
    shape.add(place);
    for (const each of shapeOf(inner, open, skips, place)) shape.add(each);
  }
  return shape;
}
