import type { Guid } from "../values/guid.ts";
import type { EligibleAuthorization, Offer, PlanVersion } from "./offer.ts";
import type { Principal, RevokedAtCustomer } from "./principal.ts";

/** All principals that an offer names: of its registry, of its authorizations, and their approvers. */
export function principalsOf({
  managingTenant,
  plans,
}: Pick<Offer, "managingTenant" | "plans">): Principal[] {
  const versions = Object.values(plans).flatMap((plan) => Object.values(plan.versions));
  return [
    ...Object.values(managingTenant.principals),
    ...versions.flatMap(({ authorizations, eligibleAuthorizations }) => [
      ...authorizations.map(({ principal }) => principal),
      ...eligibleAuthorizations.flatMap(({ principal, justInTimeAccessPolicy }) => [
        principal,
        ...justInTimeAccessPolicy.approvers,
      ]),
    ]),
  ];
}

/** An offer without what the principals that it marks as revoked hold and approve. */
export function withoutRevoked(offer: Offer): Offer {
  const marked = principalsOf(offer).filter((each) => each.revoked !== undefined);
  return marked.length === 0 ? offer : offerWithout(offer, new Set(marked.map(({ objectId }) => objectId)));
}

/** An offer without what some principals hold and approve. */
export function offerWithout(offer: Offer, gone: ReadonlySet<Guid>): Offer {
  const plans = Object.entries(offer.plans).map(([id, plan]) => {
    const versions = Object.entries(plan.versions).map(([number, version]) => [
      number,
      withoutPrincipals(version, gone),
    ]);
    return [id, { ...plan, versions: Object.fromEntries(versions) }];
  });
  return { ...offer, plans: Object.fromEntries(plans) };
}

/**
 * An offer as a customer has it. Principals that the customer revoked have the mark in the registry too. They hold and
 * approve nothing.
 */
export function offerAt(
  { revoked = [] }: { readonly revoked?: readonly RevokedAtCustomer[] | undefined },
  offer: Offer,
): Offer {
  if (revoked.length === 0) return offer;
  const marks = new Map(revoked.map(({ objectId, ...mark }) => [objectId, mark]));
  const principals = Object.entries(offer.managingTenant.principals).map(([name, each]) => [
    name,
    { ...each, revoked: each.revoked ?? marks.get(each.objectId) },
  ]);
  const managingTenant = { ...offer.managingTenant, principals: Object.fromEntries(principals) };
  return offerWithout({ ...offer, managingTenant }, new Set(marks.keys()));
}

/**
 * A plan version without what some principals hold and approve. Access on request that loses its last approver is left
 * out whole. In Lighthouse, a policy without approvers lets the principal activate alone, which would broaden it.
 */
export function withoutPrincipals(version: PlanVersion, gone: ReadonlySet<Guid>): PlanVersion {
  const authorizations = version.authorizations.filter(({ principal }) => !gone.has(principal.objectId));
  const eligibleAuthorizations = version.eligibleAuthorizations.flatMap((each) =>
    withoutApprovers(each, gone),
  );
  const isSame =
    authorizations.length === version.authorizations.length &&
    eligibleAuthorizations.length === version.eligibleAuthorizations.length &&
    eligibleAuthorizations.every((each, index) => each === version.eligibleAuthorizations[index]);
  return isSame ? version : { authorizations, eligibleAuthorizations, whole: version.whole ?? version };
}

function withoutApprovers(
  eligible: EligibleAuthorization,
  gone: ReadonlySet<Guid>,
): readonly EligibleAuthorization[] {
  const { principal } = eligible;
  if (gone.has(principal.objectId)) return [];
  const { approvers } = eligible.justInTimeAccessPolicy;
  const left = approversLeft(approvers, {
    isGone: ({ objectId }) => gone.has(objectId),
    isSelf: ({ objectId }) => principal.type === "User" && objectId === principal.objectId,
  });
  if (left === undefined) return [];
  if (left.length === approvers.length) return [eligible];
  return [{ ...eligible, justInTimeAccessPolicy: { ...eligible.justInTimeAccessPolicy, approvers: left } }];
}

/** What a revocation needs to know of an approver. */
export interface ApproverTests<T> {
  /** Whether it is revoked. */
  readonly isGone: (approver: T) => boolean;
  /** Whether it is the eligible user, who cannot approve the own access. Members of a group can approve one another. */
  readonly isSelf: (approver: T) => boolean;
}

/**
 * Remaining approvers after a revocation. Undefined where it took an approver and no other can approve. The access must
 * then be removed entirely.
 */
export function approversLeft<T>(
  approvers: readonly T[],
  { isGone, isSelf }: ApproverTests<T>,
): readonly T[] | undefined {
  const left = approvers.filter((each) => !isGone(each));
  return left.length < approvers.length && left.every(isSelf) ? undefined : left;
}
