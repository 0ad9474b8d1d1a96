import type { Policy } from "./policy.ts";

/**
 * Every name of the person who has this one, in lower case: the policy's `identities` say which belong together. Two
 * names are of one person where their sets meet, so that nobody is two people, nor anybody but himself.
 */
export function namesOf(name: string, { identities = {} }: Pick<Policy, "identities">): ReadonlySet<string> {
  const own = personForm(name);
  const groups = Object.entries(identities).map(([user, names]) => [user, ...names].map(personForm));
  return new Set([own, ...groups.filter((group) => group.includes(own)).flat()]);
}

/** A name of a person without what is not seen of it, compatibility forms included: nobody is two people by his spelling. */
export function personForm(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
