import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { roleById } from "../roles/role-catalogue.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import type { Advice, Mend } from "./advice.ts";
import { type AdvisedVersion, adviceOn, resolved } from "./advised-version.ts";

/** A version without a standing authorization for the Delete Role. */
export function* noWayOut(advised: AdvisedVersion, catalogue: RoleCatalogue): Generator<Advice> {
  const { authorizations, eligibleAuthorizations } = advised.version;
  const isDelete = ({ role }: { readonly role: { readonly id: string } }) =>
    role.id === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID;
  if (resolved(authorizations, catalogue).some(isDelete)) return;
  const onlyEligible = resolved(eligibleAuthorizations, catalogue).some(isDelete);
  yield adviceOn(advised, { kind: "no-way-out", onlyEligible }, { mend: deleteRole(advised, catalogue) });
}

/** The Delete Role for the first group of the version. Without a group, it is for the first principal. */
function deleteRole({ version }: AdvisedVersion, catalogue: RoleCatalogue): Mend {
  const principals = version.authorizations.map(({ principal }) => principal);
  const principal = principals.find(({ type }) => type === "Group") ?? principals[0];
  const role = roleById(catalogue, REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID)?.name;
  if (principal === undefined || role === undefined) return { kind: "by-hand" };
  return { kind: "edits", edits: [{ kind: "add-authorization", principal, role }] };
}
