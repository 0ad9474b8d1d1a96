import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { CustomerAccess } from "./access-side.ts";
import { type AccessTemplate, type FilledTemplate, OWN_IDS, templateOf } from "./templated-access.ts";

/** These accesses without those that differ from one before them in ids alone. */
export function oneOfEachTemplate(accesses: readonly CustomerAccess[]): CustomerAccess[] {
  const seen = new Set<object>();
  return accesses.filter((access) => {
    const template = templateOf(access)?.template ?? access;
    return !seen.has(template) && seen.add(template);
  });
}

/** The template of a pair of accesses, and what fills it. */
export interface FilledPair {
  /** Two pairs of one template, which are the same but for their ids, have one key, and in the same order. */
  readonly key: string;
  /** The ids of both sides, each once: the same place has the same meaning in every pair of the key. */
  readonly ids: readonly Guid[];
}

/**
 * Tells which customers are alike on both sides together: what is found for one holds for the others, with other ids.
 *
 * The key has the rank of every id among those of its kind. So a renaming from one pair to another of its key keeps
 * apart what is apart, makes equal what is equal, and changes no order of anything that is sorted by ids.
 */
export class PairTemplates {
  readonly #templates = new Map<AccessTemplate, number>();

  /** Undefined where nothing is known to be like this pair. */
  of(before: CustomerAccess | undefined, after: CustomerAccess | undefined): FilledPair | undefined {
    // a customer that is renamed is like nobody: that it is renamed has to be told
    if (before !== undefined && after !== undefined && before.customer !== after.customer) return undefined;
    const sides = [before, after].flatMap((side) => side ?? []);
    const known = sides.flatMap((side) => templateOf(side) ?? []);
    if (known.length < sides.length) return undefined;
    const key: unknown[] = [before === undefined, after === undefined];
    for (const { template } of known) key.push(this.#numberOf(template));
    // asked of every customer of a fleet, so in one pass
    const kindOf = new Map<Guid, string>();
    for (const kind of OWN_IDS) {
      const ids = idsOf(known, kind);
      // no id may be of two kinds, nor stand for something else
      if (!ids.every((id) => (kindOf.get(id) ?? kind) === kind && kindOf.set(id, kind))) return undefined;
      key.push(ranks(ids));
    }
    const ids = [...kindOf.keys()];
    if (known.some(({ template }) => ids.some((id) => template.constants.has(id)))) return undefined;
    return { key: key.join(";"), ids };
  }

  #numberOf(template: AccessTemplate): number {
    const number = this.#templates.get(template) ?? this.#templates.size;
    this.#templates.set(template, number);
    return number;
  }
}

function idsOf(known: readonly FilledTemplate[], kind: (typeof OWN_IDS)[number]): Guid[] {
  const ids: Guid[] = [];
  for (const { template, values } of known)
    for (const place of template.ownIds[kind]) ids.push(values[place] ?? "");
  return ids;
}

function ranks(ids: readonly Guid[]): string {
  // most customers have one of a kind, the same on both sides
  if (ids.every((id) => id === ids[0])) return String(ids.length);
  const sorted = [...new Set(ids)].sort(compareText);
  return ids.map((id) => sorted.indexOf(id)).join();
}
