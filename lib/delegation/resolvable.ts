import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { own } from "../values/own.ts";
import type { Customer, Delegation } from "./customer.ts";
import { activationMinutes } from "./just-in-time-access-policy.ts";
import type { Offer, PlanVersion } from "./offer.ts";
import { resolveRole } from "./role-reference.ts";

/** Whether every reference of a customer can be resolved: offers, plans, versions, roles and durations. */
export function isResolvable(
  { delegations, subscriptions }: Customer,
  offers: ReadonlyMap<string, Offer>,
  catalogue: RoleCatalogue,
): boolean {
  return delegations.every((delegation) => {
    const version = versionOf(delegation, offers);
    if (version === undefined || !areKnown(version, catalogue)) return false;
    return delegation.scopes.every(({ subscription }) => own(subscriptions, subscription) !== undefined);
  });
}

function versionOf(
  { offer, plan, version }: Delegation,
  offers: ReadonlyMap<string, Offer>,
): PlanVersion | undefined {
  const known = own(offers.get(offer)?.plans ?? {}, plan);
  return known && own(known.versions, version);
}

// thousands of customers take the same few versions
const verdicts = new WeakMap<RoleCatalogue, WeakMap<PlanVersion, boolean>>();

function areKnown(version: PlanVersion, catalogue: RoleCatalogue): boolean {
  const known = verdicts.get(catalogue) ?? new WeakMap<PlanVersion, boolean>();
  verdicts.set(catalogue, known);
  const cached = known.get(version);
  if (cached !== undefined) return cached;
  const roles = [
    ...version.authorizations.flatMap(({ role, delegatedRoleDefinitions }) => [
      role,
      ...delegatedRoleDefinitions,
    ]),
    ...version.eligibleAuthorizations.map(({ role }) => role),
  ];
  const verdict =
    roles.every((role) => resolveRole(catalogue, role) !== undefined) &&
    version.eligibleAuthorizations.every(
      ({ justInTimeAccessPolicy: policy }) =>
        activationMinutes(policy.maximumActivationDuration) !== undefined,
    );
  known.set(version, verdict);
  return verdict;
}
