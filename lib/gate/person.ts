import type { Author } from "./author.ts";

/** Every name and id of one person, in the form of {@link personForm}. */
export type PersonNames = ReadonlySet<string>;

/** Names that a policy joins as one person: other names of each user, by one. */
export interface Identities {
  readonly identities?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** How an immutable id of the platform is written among the names of `identities`. */
export const ID_PREFIX = "id:";

/** Names and ids of the author of a change. */
export function authorNames({ name, id }: Author, policy: Identities): PersonNames {
  return personNames([...(name === undefined ? [] : [name]), ...idName(id)], policy);
}

/** The id of an account as a name; none where it is not known. */
export function idName(id: string | undefined): string[] {
  return id === undefined ? [] : [ID_PREFIX + id];
}

/**
 * All names of the person who has these. The policy's `identities` join names. Every group that contains one of them
 * belongs to the person, and so does every group that contains one of those.
 */
export function personNames(names: readonly string[], { identities = {} }: Identities): PersonNames {
  const known = new Set(names.map(personForm));
  let groups = Object.entries(identities).map(([user, others]) => [user, ...others].map(personForm));
  for (;;) {
    const joined = groups.filter((group) => group.some((name) => known.has(name)));
    if (joined.length === 0) return known;
    for (const name of joined.flat()) known.add(name);
    groups = groups.filter((group) => !joined.includes(group));
  }
}

/** Whether two sets of names are of one person: they have a name in common. */
export function isSamePerson(some: PersonNames, others: PersonNames): boolean {
  return [...some].some((each) => others.has(each));
}

/** A name for comparison: without regard to case, composition, compatibility forms and surrounding white space. */
export function personForm(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
