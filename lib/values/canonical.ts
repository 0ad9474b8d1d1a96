import { compareText } from "./compare-text.ts";

/**
 * JSON without spaces and with sorted keys: one text for one value. In an object, a property that is undefined is one
 * that is not there; in a list it is null.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => compareText(a, b));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}

/** A list whose order means nothing, as canonical texts in one order. What is there twice stays twice. */
export function canonicalSet(values: readonly unknown[]): string[] {
  return values.map(canonical).sort(compareText);
}
