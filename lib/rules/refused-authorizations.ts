import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { Authorization, EligibleAuthorization, Offer } from "../delegation/offer.ts";
import { type Principal, UNKNOWN_TYPE } from "../delegation/principal.ts";
import {
  type EligibleRefusal,
  eligibleRefusals,
  type PolicyFacts,
  type PrincipalFacts,
  type StandingRefusal,
  standingRefusals,
} from "../delegation/refusals.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { eligibleAuthorizations, standingAuthorizations } from "./offer-parts.ts";

/** An authorization and one reason why Azure refuses it. */
export interface Refused<A, R> {
  readonly authorization: A;
  readonly refusal: R;
}

/** Finds standing authorizations that Azure refuses for a kind of reason. */
export function refusedStanding<K extends StandingRefusal["kind"]>(
  offer: Offer,
  catalogue: RoleCatalogue,
  kind: K,
): Refused<Authorization, Extract<StandingRefusal, { kind: K }>>[] {
  return standingAuthorizations(offer).flatMap((authorization) => {
    const refusals = standingRefusals({
      role: resolveRole(catalogue, authorization.role),
      delegatedRoles: authorization.delegatedRoleDefinitions.map((each) => resolveRole(catalogue, each)),
    });
    return refusals.filter(isOf(kind)).map((refusal) => ({ authorization, refusal }));
  });
}

/** Finds eligible authorizations that Azure refuses for a kind of reason. */
export function refusedEligible<K extends EligibleRefusal["kind"]>(
  offer: Offer,
  catalogue: RoleCatalogue,
  kind: K,
): Refused<EligibleAuthorization, Extract<EligibleRefusal, { kind: K }>>[] {
  return eligibleAuthorizations(offer).flatMap((authorization) => {
    const refusals = eligibleRefusals({
      principal: principalFacts(authorization.principal),
      role: resolveRole(catalogue, authorization.role),
      policy: policyFacts(authorization.justInTimeAccessPolicy),
    });
    return refusals.filter(isOf(kind)).map((refusal) => ({ authorization, refusal }));
  });
}

/** The parts of a policy that Azure validates. */
export function policyFacts(policy: JustInTimeAccessPolicy): PolicyFacts {
  return { ...policy, approvers: policy.approvers.map(principalFacts) };
}

function principalFacts({ objectId, type }: Principal): PrincipalFacts {
  return { principalId: objectId, ...(type === UNKNOWN_TYPE ? {} : { type }) };
}

function isOf<K extends string>(kind: K) {
  return <R extends { readonly kind: string }>(refusal: R): refusal is Extract<R, { kind: K }> =>
    refusal.kind === kind;
}
