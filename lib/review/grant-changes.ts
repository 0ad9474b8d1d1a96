import { type AccessGrant, mediationIdentity } from "../access/access-grant.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { AccessChange, AccessDifference, CoveringGrant, GrantFate } from "./access-change.ts";
import { reachesAsFar } from "./access-order.ts";
import { type Grade, gradeOf } from "./grade.ts";
import { type MatchedGrants, matchGrants } from "./match-grants.ts";
import { isNonEmpty, type RoleMeaning } from "./role-meaning.ts";

/**
 * Changes of grants, graded against the principal's whole access on the other side. An added grant without new
 * permissions is no broadening. Flags are added later.
 */
export function grantChanges(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  meaning: RoleMeaning,
): AccessChange[] {
  const matched = matchGrants(before, after);
  const fates = fatesOf(matched);
  return [
    ...matched.pairs.map((pair) => alteration(pair, before, after, meaning)),
    ...matched.removed.map((grant): AccessChange => {
      const { difference, coveredBy } = comparedWith(grant, after, fates, meaning);
      const grade = gradeOf({ gains: false, loses: isNonEmpty(difference) });
      return { kind: "grant-removed", before: grant, difference, coveredBy, ...graded(grant, grade) };
    }),
    ...matched.added.map((grant): AccessChange => {
      const { difference, coveredBy } = comparedWith(grant, before, fates, meaning);
      const grade = gradeOf({ gains: isNonEmpty(difference), loses: false });
      return { kind: "grant-added", after: grant, difference, coveredBy, ...graded(grant, grade) };
    }),
  ];
}

/** The fate of each changed grant of both sides; grants that are missing here stay. */
function fatesOf({ pairs, removed, added }: MatchedGrants): ReadonlyMap<AccessGrant, GrantFate> {
  const altered = pairs.filter(({ before, after }) => !sameAccess(before, after));
  return new Map([
    ...removed.map((grant) => [grant, "removed"] as const),
    ...added.map((grant) => [grant, "added"] as const),
    ...altered.flatMap(({ before, after }) => [before, after].map((grant) => [grant, "altered"] as const)),
  ]);
}

function alteration(
  { before, after }: { readonly before: AccessGrant; readonly after: AccessGrant },
  allBefore: readonly AccessGrant[],
  allAfter: readonly AccessGrant[],
  meaning: RoleMeaning,
): AccessChange {
  if (sameAccess(before, after)) {
    const grade = sameNames(before, after) ? "none" : "cosmetic";
    return { kind: "grant-restated", before, after, ...graded(after, grade) };
  }
  const gained = meaning.beyond(after, reaching(after, allBefore));
  const lost = meaning.beyond(before, reaching(before, allAfter));
  const grade = gradeOf({ gains: isNonEmpty(gained), loses: isNonEmpty(lost) });
  return { kind: "grant-altered", before, after, gained, lost, ...graded(after, grade) };
}

/**
 * Compares a grant with the other side. Returns what the grant allows beyond it, or, where that is nothing, the grants
 * that cover it.
 */
function comparedWith(
  grant: AccessGrant,
  others: readonly AccessGrant[],
  fates: ReadonlyMap<AccessGrant, GrantFate>,
  meaning: RoleMeaning,
): { readonly difference: AccessDifference; readonly coveredBy: readonly CoveringGrant[] } {
  const candidates = reaching(grant, others);
  const difference = meaning.beyond(grant, candidates);
  if (isNonEmpty(difference)) return { difference, coveredBy: [] };
  const fateOf = (each: AccessGrant) => fates.get(each) ?? "stays";
  const staying = candidates.filter((each) => fateOf(each) === "stays");
  const changing = candidates.filter((each) => fateOf(each) !== "stays");
  // dropped from the front, so that grants that stay are preferred
  let needed = [...changing, ...staying];
  for (const each of needed) {
    const fewer = needed.filter((other) => other !== each);
    if (!isNonEmpty(meaning.beyond(grant, fewer))) needed = fewer;
  }
  return { difference, coveredBy: needed.map((each) => ({ grant: each, fate: fateOf(each) })) };
}

/** The other grants that cover a grant's scope and principal on at least its terms. */
function reaching(grant: AccessGrant, others: readonly AccessGrant[]): AccessGrant[] {
  return others.filter((other) => reachesAsFar(other, grant));
}

function graded(grant: AccessGrant, grade: Grade): Pick<AccessChange, "grade" | "flags" | "subscriptionId"> {
  return { grade, flags: [], subscriptionId: subscriptionOfScope(grant.scope) };
}

/** Whether two grants of one cell give the same access. They then differ at most in names or in their definition. */
function sameAccess(before: AccessGrant, after: AccessGrant): boolean {
  return mediationIdentity(before.access) === mediationIdentity(after.access);
}

function sameNames(before: AccessGrant, after: AccessGrant): boolean {
  const names = ({ principalDisplayName, access }: AccessGrant) =>
    JSON.stringify([principalDisplayName, access.kind === "standing" ? [] : access.approvers]);
  return names(before) === names(after);
}
