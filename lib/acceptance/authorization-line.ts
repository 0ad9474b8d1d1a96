import { mediationIdentity } from "../access/access-grant.ts";
import { compareText } from "../values/compare-text.ts";
import { LOWER_CASE_GUID } from "../values/guid.ts";
import type { AcceptedAuthorization } from "./acceptance-record.ts";

/*
 * One line of text for one authorization, ids only:
 *   standing <principal> <role> [assigning <role>,…]
 *   eligible <principal> <role> <duration> <Azure|None> [approved by <principal>,…]
 */

/** The line of an authorization. Lists of ids are sorted. */
export function authorizationLine({ principalId, roleDefinitionId, access }: AcceptedAuthorization): string {
  const who = `${access.kind} ${principalId} ${roleDefinitionId}`;
  if (access.kind === "standing") return who + listOf(" assigning ", access.delegatedRoleDefinitionIds);
  const terms = `${access.maximumActivationDuration} ${access.multiFactorAuthProvider}`;
  const approvers = access.approvers.map(({ principalId: id }) => id);
  return `${who} ${terms}${listOf(" approved by ", approvers)}`;
}

function listOf(words: string, ids: readonly string[]): string {
  return ids.length === 0 ? "" : words + [...new Set(ids)].sort(compareText).join(",");
}

const IDS = `${LOWER_CASE_GUID}(?:,${LOWER_CASE_GUID})*`;
const STANDING = new RegExp(`^standing (${LOWER_CASE_GUID}) (${LOWER_CASE_GUID})(?: assigning (${IDS}))?$`);
const ELIGIBLE = new RegExp(
  `^eligible (${LOWER_CASE_GUID}) (${LOWER_CASE_GUID}) (PT[0-9A-Z]{1,20}) (Azure|None)(?: approved by (${IDS}))?$`,
);

/** Reads the line of an authorization; undefined for any text that {@link authorizationLine} does not write. */
export function parseAuthorizationLine(line: string): AcceptedAuthorization | undefined {
  const read = parsedStanding(line) ?? parsedEligible(line);
  return read !== undefined && authorizationLine(read) === line ? read : undefined;
}

function parsedStanding(line: string): AcceptedAuthorization | undefined {
  const [, principalId, roleDefinitionId, roles] = STANDING.exec(line) ?? [];
  if (principalId === undefined || roleDefinitionId === undefined) return undefined;
  const delegatedRoleDefinitionIds = roles?.split(",") ?? [];
  return { principalId, roleDefinitionId, access: { kind: "standing", delegatedRoleDefinitionIds } };
}

function parsedEligible(line: string): AcceptedAuthorization | undefined {
  const [, principalId, roleDefinitionId, maximumActivationDuration, provider, approvers] =
    ELIGIBLE.exec(line) ?? [];
  if (principalId === undefined || roleDefinitionId === undefined || maximumActivationDuration === undefined)
    return undefined;
  return {
    principalId,
    roleDefinitionId,
    access: {
      kind: "eligible",
      multiFactorAuthProvider: provider === "None" ? "None" : "Azure",
      maximumActivationDuration,
      approvers: (approvers?.split(",") ?? []).map((id) => ({ principalId: id, displayName: "" })),
    },
  };
}

/** The order of authorizations in a record. */
export function compareAuthorizations(a: AcceptedAuthorization, b: AcceptedAuthorization): number {
  return (
    compareText(a.principalId, b.principalId) ||
    compareText(a.roleDefinitionId, b.roleDefinitionId) ||
    compareText(mediationIdentity(a.access), mediationIdentity(b.access))
  );
}
