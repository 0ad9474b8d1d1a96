import { createHash } from "node:crypto";
import type { Estate } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";

/**
 * SHA-256 of the definitions that stacks are made of, and of the catalogue's date: the same on every machine and for every order of authoring. Every
 * list in a definition is a set, so lists are sorted; where something was written is left out.
 */
export function definitionsDigest({ offers, customers, defaults, catalogue }: Estate): string {
  const hash = createHash("sha256");
  hash.update(canonical({ defaults: defaults.value, catalogue: catalogue.date }));
  // one definition at a time, so that thousands of customers never stand in one string
  for (const definitions of [offers, customers]) {
    const texts = definitions.map(({ value }) => canonical(value)).sort(compareText);
    for (const text of texts) hash.update(text);
  }
  return `sha256:${hash.digest("hex")}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort(compareText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    // a path is a list; an author may give the same name to a subscription, a tag or a plan
    .filter(([key, inner]) => inner !== undefined && !(key === "path" && Array.isArray(inner)))
    .sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}
