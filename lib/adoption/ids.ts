/** Longest id of an offer, customer or plan. */
const LONGEST = 50;

/**
 * Makes an id from a title: `Bellows: Operations (EU)` becomes `bellows-operations-eu`.
 *
 * @param otherwise the id of a title without a letter a-z
 */
export function idFromTitle(title: string, otherwise: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST - 5)
    .replace(/-+$/, "");
  return words.length < 2 ? otherwise : words;
}

/** Makes a name for code from a display name: `Bellows Engineers` becomes `bellowsEngineers`. */
export function codeName(title: string, otherwise: string): string {
  const words = idFromTitle(title, otherwise).split("-");
  const name = words.map((word, index) =>
    index === 0 ? word : word.replace(/^./, (first) => first.toUpperCase()),
  );
  return name.join("");
}

/** Names that are in use already, and new ones that differ from them. */
export class UsedNames {
  readonly #used: Set<string>;
  readonly #between: string;

  /** @param between stands before the number of a name that is in use */
  constructor(used: Iterable<string>, between: string) {
    this.#used = new Set(used);
    this.#between = between;
  }

  /** The name, or the name with the first free number from 2. It is in use from now on. */
  take(name: string): string {
    let free = name;
    for (let number = 2; this.#used.has(free); number++) free = `${name}${this.#between}${number}`;
    this.#used.add(free);
    return free;
  }
}

/**
 * The most frequent value. Of equally frequent values, the first in the order of code units.
 *
 * @param values at least one
 */
export function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [[first] = [""]] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return first;
}
