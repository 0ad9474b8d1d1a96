import type { AccessGrant } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Guid } from "../values/guid.ts";
import type { CustomerSides } from "./access-change.ts";
import { coversScope, samePrincipal } from "./access-order.ts";

/**
 * Whether losing this grant ends the provider's last standing right to remove its delegation. Only for a scope that
 * stays delegated.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/remove-delegation
 */
export function losesExit(gone: AccessGrant, { before, after }: CustomerSides): boolean {
  if (!mayRemove(gone)) return false;
  // another managing tenant can end only its own delegation
  const ofTenant = ({ managingTenantId }: AccessGrant) => managingTenantId === gone.managingTenantId;
  const own = after.grants.filter(ofTenant);
  const exits = own.filter(mayRemove);
  return own
    .filter(inPlaceOf(gone, before.grants.filter(ofTenant)))
    .some(({ scope }) => !exits.some((exit) => coversScope(exit.scope, scope)));
}

/** Whether a grant lets the provider remove its delegation at any time. */
export function mayRemove({ access, roleDefinitionId }: AccessGrant): boolean {
  return access.kind === "standing" && roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID;
}

/**
 * Whether a principal loses the standing Reader access that its activation needs. The lost grant is its last one.
 * Without Reader access, the portal offers no activation.
 *
 * @see https://learn.microsoft.com/azure/lighthouse/how-to/create-eligible-authorizations
 */
export function losesReader(
  gone: AccessGrant,
  { before, after, catalogue }: CustomerSides & { readonly catalogue: RoleCatalogue },
): boolean {
  const reads = readsBy(catalogue);
  if (!reads(gone)) return false;
  const eligible = (grant: AccessGrant) => samePrincipal(grant, gone) && grant.access.kind === "eligible";
  const readers = after.grants.filter((grant) => samePrincipal(grant, gone) && reads(grant));
  return after.grants
    .filter(eligible)
    .filter(inPlaceOf(gone, before.grants.filter(eligible)))
    .some(({ scope }) => !readers.some((reader) => coversScope(reader.scope, scope)));
}

/**
 * Whether a principal that must activate a role loses its standing Reader by catalogue. The role then reads everything
 * by one catalogue and not by the next.
 */
export function losesReaderByCatalogue(
  { grants }: CustomerAccess,
  roleDefinitionId: Guid,
  {
    catalogue,
    changeCatalogue,
  }: { readonly catalogue: RoleCatalogue; readonly changeCatalogue: RoleCatalogue },
): boolean {
  const [didRead, reads] = [readsBy(catalogue), readsBy(changeCatalogue)];
  const lost = grants.filter(
    (grant) => grant.roleDefinitionId === roleDefinitionId && didRead(grant) && !reads(grant),
  );
  return lost.some((gone) =>
    grants
      .filter((grant) => grant.access.kind === "eligible" && samePrincipal(grant, gone))
      .filter(({ scope }) => coversScope(gone.scope, scope))
      .some(
        ({ scope }) =>
          !grants.some((each) => samePrincipal(each, gone) && reads(each) && coversScope(each.scope, scope)),
      ),
  );
}

/** A test whether a grant is standing and its role reads everything, by a catalogue. */
function readsBy(catalogue: RoleCatalogue): (grant: AccessGrant) => boolean {
  return ({ access, roleDefinitionId }) => {
    const role = roleById(catalogue, roleDefinitionId);
    return access.kind === "standing" && role !== undefined && canReadEverything(role);
  };
}

/**
 * A test for grants in a lost one's place, or wider replacements of it. A delegation can move up to the subscription.
 */
function inPlaceOf(gone: AccessGrant, before: readonly AccessGrant[]): (grant: AccessGrant) => boolean {
  return ({ scope }) =>
    coversScope(gone.scope, scope) ||
    (coversScope(scope, gone.scope) && !before.some((grant) => coversScope(grant.scope, scope)));
}
