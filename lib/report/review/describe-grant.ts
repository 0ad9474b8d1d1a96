import type { AccessGrant, EligibleAccess } from "../../access/access-grant.ts";
import { MOST_APPROVERS } from "../../delegation/azure-limits.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { Guid } from "../../values/guid.ts";
import { activationText, type EligibleTerms, eligibleText, standingText } from "../authorization-text.ts";
import { firstOf, shorten } from "../phrases.ts";
import { namedText, principalText } from "./names.ts";

/** Delegated roles that a line names one by one. */
const MOST_DELEGATED_ROLES = 20;

/** A grant in words: who, which role, where, on which terms. */
export function describeGrant(grant: AccessGrant, directory: NameDirectory, where: string): string {
  return `${holderText(grant, directory, where)}: ${wayText(grant, directory)}`;
}

/** Who has which role where, without the terms. */
export function holderText(grant: AccessGrant, directory: NameDirectory, where: string): string {
  const role = directory.role(grant.roleDefinitionId);
  return `${principalText(grant, directory)}: ${shorten(role)} on ${where}`;
}

/** Terms of a grant: standing, or on request and how. */
export function wayText({ access, managingTenantId }: AccessGrant, directory: NameDirectory): string {
  if (access.kind === "eligible") return eligibleText(shownTerms(access, managingTenantId, directory));
  const roles = access.delegatedRoleDefinitionIds.map((id) => shorten(directory.role(id)));
  return standingText(firstOf(roles, MOST_DELEGATED_ROLES));
}

/** Terms of activation; undefined for standing access. */
export function activationOf(
  { access, managingTenantId }: AccessGrant,
  directory: NameDirectory,
): string | undefined {
  if (access.kind === "standing") return undefined;
  return activationText(shownTerms(access, managingTenantId, directory));
}

/** Terms with the names of approvers. An approver that base knows is shown by name alone. */
function shownTerms(access: EligibleAccess, managingTenantId: Guid, directory: NameDirectory): EligibleTerms {
  const approvers = access.approvers.map(({ principalId, displayName }) => {
    const { name, mark } = directory.principal(managingTenantId, principalId, displayName);
    if (mark === "known") return shorten(name);
    return namedText({ managingTenantId, principalId }, displayName, directory);
  });
  // as many as Azure takes are named one by one
  const shown = firstOf(approvers, MOST_APPROVERS).map((displayName) => ({ displayName }));
  const maximumActivationDuration = shorten(access.maximumActivationDuration);
  return { ...access, maximumActivationDuration, approvers: shown };
}
