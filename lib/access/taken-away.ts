import type { Guid } from "../values/guid.ts";
import { type AccessGrant, grantIdentity } from "./access-grant.ts";

/** What the revocation of one principal takes away from a customer's access. */
export interface TakenAway {
  /** What the principal holds. */
  readonly own: readonly AccessGrant[];
  /** Access on request of others that goes whole, because no other approver is left. */
  readonly withoutApprover: readonly AccessGrant[];
  /** Access on request of others that has fewer approvers left. */
  readonly fewerApprovers: readonly AccessGrant[];
}

/** Sorts what is missing after a revocation. @param after access of the same customer with the principal revoked */
export function takenAway(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  principalId: Guid,
): TakenAway {
  const left = new Set(after.map(grantIdentity));
  const stays = new Set(after.filter(({ access }) => access.kind === "eligible").map(placeOf));
  const gone = before.filter((grant) => !left.has(grantIdentity(grant)));
  const ofOthers = gone.filter((grant) => grant.principalId !== principalId);
  return {
    own: gone.filter((grant) => grant.principalId === principalId),
    withoutApprover: ofOthers.filter((grant) => !stays.has(placeOf(grant))),
    fewerApprovers: ofOthers.filter((grant) => stays.has(placeOf(grant))),
  };
}

/** Who has what where, whatever the terms. */
function placeOf({ principalId, roleDefinitionId, scope, registrationDefinitionId }: AccessGrant): string {
  return JSON.stringify([principalId, roleDefinitionId, scope, registrationDefinitionId]);
}
