import { type AccessGrant, delegatedRoles } from "../access/access-grant.ts";
import {
  differingPolicies,
  type EligibleRefusal,
  eligibleRefusals,
  type StandingRefusal,
  standingRefusals,
} from "../delegation/refusals.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";

/** Why Azure refuses a grant, or gives a part of it no effect. */
export type GrantRefusal =
  | Exclude<StandingRefusal, { kind: "delegated-roles-refused" }>
  | EligibleRefusal
  | { readonly kind: "delegated-roles-refused"; readonly roleDefinitionIds: readonly Guid[] }
  /** Eligible grants of one role in one definition have several policies. */
  | { readonly kind: "policies-differ" };

/** A grant that Azure refuses, and why. */
export interface RefusedGrant {
  readonly grant: AccessGrant;
  readonly refusal: GrantRefusal;
}

/**
 * The grants that Azure refuses, each alone or in combination. A role that the catalogue does not hold counts as
 * refused: Lighthouse takes built-in roles only. Types of principals are unknown here.
 */
export function refusedGrants(grants: readonly AccessGrant[], catalogue: RoleCatalogue): RefusedGrant[] {
  return [
    ...grants.flatMap((grant) => {
      const refusal = refusalOf(grant, catalogue);
      return refusal === undefined ? [] : [{ grant, refusal }];
    }),
    ...refusedTogether(grants).map((grant) => ({ grant, refusal: { kind: "policies-differ" as const } })),
  ];
}

function refusalOf(grant: AccessGrant, catalogue: RoleCatalogue): GrantRefusal | undefined {
  const { access } = grant;
  const role = roleById(catalogue, grant.roleDefinitionId);
  if (access.kind === "eligible") return eligibleRefusals({ principal: grant, role, policy: access })[0];
  const delegated = delegatedRoles(grant);
  const [refusal] = standingRefusals({
    role,
    delegatedRoles: delegated.map((id) => roleById(catalogue, id)),
  });
  if (refusal?.kind !== "delegated-roles-refused") return refusal;
  return {
    kind: refusal.kind,
    roleDefinitionIds: delegated.filter((_, index) => refusal.indexes.includes(index)),
  };
}

function refusedTogether(grants: readonly AccessGrant[]): AccessGrant[] {
  const eligible = grants.flatMap((grant) => {
    const { roleDefinitionId, access } = grant;
    return access.kind === "standing" ? [] : [{ grant, roleDefinitionId, policy: access }];
  });
  const byDefinition = groupBy(eligible, ({ grant }) =>
    [grant.scope, grant.registrationDefinitionId, grant.roleDefinitionId].join(),
  );
  const groups = [...byDefinition.values()];
  return groups
    .filter((own) => differingPolicies(own).length > 0)
    .flatMap((own) => own.map(({ grant }) => grant));
}
