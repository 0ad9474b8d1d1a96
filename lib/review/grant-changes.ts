import { type AccessGrant, mediationIdentity } from "../access/access-grant.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { AccessChange, AccessDifference } from "./access-change.ts";
import { reachesAsFar } from "./access-order.ts";
import { gradeOf } from "./grade.ts";
import { matchGrants } from "./match-grants.ts";
import { isNonEmpty, type RoleMeaning } from "./role-meaning.ts";

/**
 * What changes in who may do what. Graded against everything that the principal has on the other side: a grant that
 * comes and brings nothing new is no broadening. No flags yet.
 */
export function grantChanges(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  meaning: RoleMeaning,
): AccessChange[] {
  const { pairs, removed, added } = matchGrants(before, after);
  return [
    ...pairs.map((pair) => alteration(pair, before, after, meaning)),
    ...removed.map((grant): AccessChange => {
      const difference = beyond(grant, after, meaning);
      return { kind: "grant-removed", before: grant, difference, ...graded(grant, undefined, difference) };
    }),
    ...added.map((grant): AccessChange => {
      const difference = beyond(grant, before, meaning);
      return { kind: "grant-added", after: grant, difference, ...graded(grant, difference, undefined) };
    }),
  ];
}

function alteration(
  { before, after }: { readonly before: AccessGrant; readonly after: AccessGrant },
  allBefore: readonly AccessGrant[],
  allAfter: readonly AccessGrant[],
  meaning: RoleMeaning,
): AccessChange {
  if (sameAccess(before, after)) {
    const grade = sameNames(before, after) ? "none" : "cosmetic";
    return { kind: "grant-restated", before, after, ...graded(after, undefined, undefined), grade };
  }
  const gained = beyond(after, allBefore, meaning);
  const lost = beyond(before, allAfter, meaning);
  return { kind: "grant-altered", before, after, gained, lost, ...graded(after, gained, lost) };
}

/** What a grant allows and none of these, in at least its way, on a scope that reaches its own. */
function beyond(grant: AccessGrant, others: readonly AccessGrant[], meaning: RoleMeaning): AccessDifference {
  return meaning.beyond(
    grant,
    others.filter((other) => reachesAsFar(other, grant)),
  );
}

function graded(
  grant: AccessGrant,
  gained: AccessDifference | undefined,
  lost: AccessDifference | undefined,
): Pick<AccessChange, "grade" | "flags" | "subscriptionId"> {
  const grade = gradeOf({
    gains: gained !== undefined && isNonEmpty(gained),
    loses: lost !== undefined && isNonEmpty(lost),
  });
  return { grade, flags: [], subscriptionId: subscriptionOfScope(grant.scope) };
}

/** Whether two grants of one cell give the same access: they differ in names, or in where they come from, at most. */
function sameAccess(before: AccessGrant, after: AccessGrant): boolean {
  return mediationIdentity(before.access) === mediationIdentity(after.access);
}

function sameNames(before: AccessGrant, after: AccessGrant): boolean {
  const names = ({ principalDisplayName, access }: AccessGrant) =>
    JSON.stringify([principalDisplayName, access.kind === "standing" ? [] : access.approvers]);
  return names(before) === names(after);
}
