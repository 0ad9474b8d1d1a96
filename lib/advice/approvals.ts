import type { EligibleAuthorization } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { Advice } from "./advice.ts";
import { type AdvisedVersion, adviceOn } from "./advised-version.ts";
import type { Members } from "./members.ts";

/**
 * Activations without an independent approver. By the definitions, the eligible principal is its only approver. By
 * lists of members, no other person could approve.
 */
export function* approvalDeadEnds(
  advised: AdvisedVersion,
  catalogue: RoleCatalogue,
  members: Members | undefined,
): Generator<Advice> {
  for (const authorization of advised.version.eligibleAuthorizations) {
    const cause = causeOf(authorization, members);
    if (cause === undefined) continue;
    const membersOn = cause === "itself" ? undefined : members?.date;
    const role = resolveRole(catalogue, authorization.role);
    yield adviceOn(
      advised,
      { kind: "approval-dead-end", cause, membersOn },
      { authorization, ...(role === undefined ? {} : { role }), mend: { kind: "by-hand" } },
    );
  }
}

function causeOf(
  { principal, justInTimeAccessPolicy: { approvers } }: EligibleAuthorization,
  members: Members | undefined,
): "itself" | "no-other-person" | "no-person" | undefined {
  if (approvers.length === 0) return undefined;
  const approving = peopleOf(approvers, members);
  const asking = peopleOf([principal], members);
  if (approving !== undefined) {
    if (approving.size === 0) return "no-person";
    // the only approver is one of those who ask
    if (asking !== undefined && approving.size === 1 && [...approving].every((each) => asking.has(each)))
      return "no-other-person";
  }
  return approvers.every(({ objectId }) => objectId === principal.objectId) ? "itself" : undefined;
}

/** The people that principals are; undefined where the members of a group are not known. */
function peopleOf(
  principals: readonly Principal[],
  members: Members | undefined,
): ReadonlySet<Guid> | undefined {
  const people = new Set<Guid>();
  for (const { type, objectId } of principals) {
    if (type === "User") {
      people.add(objectId);
      continue;
    }
    const own = members?.completeGroups.get(objectId);
    if (own === undefined) return undefined;
    for (const each of own) people.add(each);
  }
  return people;
}
