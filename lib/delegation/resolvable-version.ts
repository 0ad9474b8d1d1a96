import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { activationMinutes } from "./just-in-time-access-policy.ts";
import type { PlanVersion } from "./offer.ts";
import { resolveRole } from "./role-reference.ts";

// thousands of customers take the same few versions
const verdicts = new WeakMap<RoleCatalogue, WeakMap<PlanVersion, boolean>>();

/** Whether the catalogue has every role of a plan version, and every duration is readable. */
export function isResolvableVersion(version: PlanVersion, catalogue: RoleCatalogue): boolean {
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
