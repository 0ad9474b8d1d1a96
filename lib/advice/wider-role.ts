import { heldCapabilities, provesCapability } from "../capabilities/decide.ts";
import type { Authorization, EligibleAuthorization } from "../delegation/offer.ts";
import { roleText } from "../delegation/role-reference.ts";
import type { Permissions } from "../permissions/permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import type { Advice } from "./advice.ts";
import {
  type AdvisedGrant,
  type AdvisedVersion,
  adviceOn,
  isSamePrincipal,
  replaceable,
} from "./advised-version.ts";
import { namedRole } from "./named-role.ts";
import {
  allowsEverything,
  type DelegableRole,
  delegableRoles,
  isNarrower,
  narrowestOf,
  type Want,
} from "./narrowest-roles.ts";

/**
 * Grants whose role is wider than another that has everything wanted. Without wants, than another that has the same
 * capabilities for the same services.
 */
export function* widerRole(
  advised: AdvisedVersion,
  wants: readonly Want[],
  catalogue: RoleCatalogue,
): Generator<Advice> {
  const { authorizations, eligibleAuthorizations } = advised.version;
  for (const grant of replaceable<Authorization | EligibleAuthorization>(
    [...authorizations, ...eligibleAuthorizations],
    catalogue,
  )) {
    const narrower = narrowerRoles(grant.permissions, wants, catalogue).filter(
      ({ role }) => !needsReader(grant, advised, catalogue) || canReadEverything(role),
    );
    const [first] = narrower;
    if (first === undefined) continue;
    const { authorization, role } = grant;
    const edit = { at: authorization.path, from: roleText(authorization.role), to: first.role.name };
    yield adviceOn(
      advised,
      {
        kind: "wider-role",
        wants,
        narrower: narrower.map((each) => namedRole(each.role)),
      },
      { authorization, role, mend: { kind: "edits", edits: [{ kind: "replace-role", ...edit }] } },
    );
  }
}

const found = new WeakMap<RoleCatalogue, Map<string, readonly DelegableRole[]>>();

/** The narrowest roles among those that allow less and have everything wanted. Memoized by what is asked. */
function narrowerRoles(
  permissions: Permissions,
  wants: readonly Want[],
  catalogue: RoleCatalogue,
): readonly DelegableRole[] {
  const known = found.get(catalogue) ?? new Map<string, readonly DelegableRole[]>();
  found.set(catalogue, known);
  const key = JSON.stringify([permissions.blocks.map(({ identity }) => identity), wants]);
  const answer = known.get(key) ?? narrowestOf(candidates(permissions, wants, catalogue));
  known.set(key, answer);
  return answer;
}

function candidates(
  permissions: Permissions,
  wants: readonly Want[],
  catalogue: RoleCatalogue,
): DelegableRole[] {
  const roles = delegableRoles(catalogue);
  if (wants.length > 0) {
    if (!allowsEverything(permissions, wants)) return [];
    return roles.filter(
      (each) => allowsEverything(each.permissions, wants) && isNarrower(each.permissions, permissions),
    );
  }
  const held = heldCapabilities(permissions).flatMap(({ code, services }) =>
    services.map(({ service }) => ({ code, service })),
  );
  // a role without a capability has nothing that a narrower one could be measured by
  if (held.length === 0) return [];
  return roles.filter(
    (each) =>
      held.every(({ code, service }) => provesCapability(each.permissions, code, service)) &&
      isNarrower(each.permissions, permissions),
  );
}

/** Whether this grant alone gives a principal standing Reader access. Its eligible authorizations need it. */
function needsReader(
  { authorization, role }: AdvisedGrant<Authorization | EligibleAuthorization>,
  { version }: AdvisedVersion,
  catalogue: RoleCatalogue,
): boolean {
  const isStanding = version.authorizations.some((each) => each === authorization);
  const isEligible = version.eligibleAuthorizations.some((each) => isSamePrincipal(each, authorization));
  if (!isStanding || !isEligible || !canReadEverything(role)) return false;
  return !replaceable(version.authorizations, catalogue).some(
    (each) =>
      each.authorization !== authorization &&
      isSamePrincipal(each.authorization, authorization) &&
      canReadEverything(each.role),
  );
}
