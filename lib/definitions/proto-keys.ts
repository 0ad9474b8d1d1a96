import type { Path } from "../values/path.ts";
import { type Problem, showValue } from "./problem.ts";

/**
 * Every own key `__proto__` in what a file holds. The schema passes over such a key without a word; a definition
 * must not have a part that nobody reads.
 */
export function protoKeys(input: unknown): Problem[] {
  return [...found(input, [], new Set())];
}

function* found(value: unknown, path: Path, within: ReadonlySet<object>): Iterable<Problem> {
  // a definition in TypeScript can hold a cycle: the schema says so, this must only end
  if (typeof value !== "object" || value === null || within.has(value)) return;
  const inside = new Set([...within, value]);
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== "__proto__") yield* found(inner, at, inside);
    else
      yield {
        path: at,
        problem: "is not a name that a definition can have",
        received: showValue(inner),
        allowed: "any other name",
      };
  }
}
