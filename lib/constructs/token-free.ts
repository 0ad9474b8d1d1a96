/**
 * Whether a fragment contains a value that only cdktf can convert to JSON. Such values are tokens, a token's marker,
 * and functions.
 */
export function holdsTokens(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value.includes("TfToken[");
    case "number":
      // cdktf encodes tokens as very large numbers too; this project's numbers are small
      return Math.abs(value) >= 1e280;
    case "function":
      return true;
    case "object":
      if (value === null) return false;
      if (typeof (value as { resolve?: unknown }).resolve === "function") return true;
      return Object.entries(value).some(([key, inner]) => key.includes("TfToken[") || holdsTokens(inner));
    default:
      return false;
  }
}

interface Mergeable {
  [key: string]: unknown;
}

/** Merges a fragment into a stack as cdktf does: joins maps, appends lists, ignores undefined. */
export function mergeFragment(target: Mergeable, fragment: object): void {
  for (const [key, value] of Object.entries(fragment)) {
    if (value === undefined) continue;
    const present = target[key];
    if (Array.isArray(value)) {
      target[key] = [...(Array.isArray(present) ? present : []), ...value.map(copy)];
    } else if (isMap(value)) {
      const map = isMap(present) ? present : {};
      mergeFragment(map, value);
      target[key] = map;
    } else {
      target[key] = value;
    }
  }
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isMap(value)) return value;
  const map: Mergeable = {};
  mergeFragment(map, value);
  return map;
}

function isMap(value: unknown): value is Mergeable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
