import type { DecodedDefinition } from "../access/assemble.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { groupBy } from "../values/group-by.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { delegationText, type SourcedDelegation, type SourcePlace } from "./adoption.ts";
import { contentOf } from "./content.ts";

/** What a source says in an odd way. Nothing of it is changed, except that a grant is written once. */
export interface Remark {
  readonly at: SourcePlace;
  readonly code: RemarkCode;
  /** What it is, as a noun phrase. */
  readonly what: string;
  /** What is odd, as a clause without subject. */
  readonly why: string;
}

/** Kind of a remark. Stable. */
export type RemarkCode = "granted-twice" | "several-names" | "named-by-guid" | "comment-contradicts-role";

/** A text in a source that is a GUID, with a comment on its line. */
export interface CommentedGuid {
  readonly at: SourcePlace;
  readonly guid: string;
  readonly comment: string;
}

/** Remarks about delegations: equal grants, one principal under several names, or a GUID as title. */
export function delegationRemarks(delegations: readonly SourcedDelegation[]): Remark[] {
  return delegations.flatMap((delegation) => {
    const { at, definition } = delegation;
    const what = delegationText(delegation);
    const repeated = repeatedGrants(definition);
    const reasons: [RemarkCode, string][] = [
      ...(repeated > 0
        ? [
            [
              "granted-twice",
              `repeats ${repeated} of its authorizations: the definitions have each once`,
            ] as [RemarkCode, string],
          ]
        : []),
      ...severalNames(definition).map((why): [RemarkCode, string] => ["several-names", why]),
      ...(GUID_PATTERN.test(definition.name)
        ? [["named-by-guid", "has a GUID as its title, which the customer sees"] as [RemarkCode, string]]
        : []),
    ];
    return reasons.map(([code, why]) => ({ at, code, what, why }));
  });
}

/** How many authorizations say what another one says, the name of the principal included. */
function repeatedGrants(definition: DecodedDefinition): number {
  const all = definition.authorizations.length + definition.eligibleAuthorizations.length;
  return all - contentOf(definition).entries.length;
}

function severalNames(definition: DecodedDefinition): string[] {
  const named = [...definition.authorizations, ...definition.eligibleAuthorizations];
  return [...groupBy(named, ({ principalId }) => principalId.toLowerCase())].flatMap(([id, own]) => {
    const names = [...new Set(own.map((each) => each.principalDisplayName))].sort();
    if (names.length < 2) return [];
    return [
      `shows the principal ${id} under ${names.length} names: ${names.map((each) => JSON.stringify(each)).join(", ")}`,
    ];
  });
}

/** Remarks about comments that name another role than the one beside them. The role counts, never the comment. */
export function commentRemarks(commented: readonly CommentedGuid[], catalogue: RoleCatalogue): Remark[] {
  return commented.flatMap(({ at, guid, comment }) => {
    const role = roleById(catalogue, guid);
    if (role === undefined) return [];
    const words = ` ${wordsOf(comment)} `;
    const named = catalogue.roles.filter(({ name }) => words.includes(` ${wordsOf(name)} `));
    // "Virtual Machine Contributor" names Contributor too: the longest name is meant
    const longest = Math.max(0, ...named.map(({ name }) => name.length));
    const meant = named.filter(({ name }) => name.length === longest);
    if (meant.length === 0 || named.includes(role)) return [];
    const why = `is ${role.name}, and the comment beside it says ${meant.map(({ name }) => name).join(", ")}`;
    return [{ at, code: "comment-contradicts-role", what: `the role ${guid}`, why }];
  });
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
