import { mediationIdentity } from "../access/access-grant.ts";
import { grantLine, parseGrantLine, sortedIds } from "../delegation/grant-line.ts";
import { compareText } from "../values/compare-text.ts";
import type { AcceptedAuthorization } from "./acceptance-record.ts";

/** The line of an authorization, as records have it: ids only, lists of ids sorted. */
export function authorizationLine({ principalId, roleDefinitionId, access }: AcceptedAuthorization): string {
  const who = { principalId, roleId: roleDefinitionId };
  if (access.kind === "standing")
    return grantLine({ ...who, delegatedRoleIds: sortedIds(access.delegatedRoleDefinitionIds) });
  const { maximumActivationDuration, multiFactorAuthProvider, approvers } = access;
  const approverIds = sortedIds(approvers.map(({ principalId: id }) => id));
  return grantLine({
    ...who,
    delegatedRoleIds: [],
    activation: { maximumActivationDuration, multiFactorAuthProvider, approverIds },
  });
}

/** Reads the line of an authorization. Undefined for any text that {@link authorizationLine} does not write. */
export function parseAuthorizationLine(line: string): AcceptedAuthorization | undefined {
  const grant = parseGrantLine(line);
  if (grant === undefined) return undefined;
  const { principalId, roleId: roleDefinitionId, delegatedRoleIds, activation } = grant;
  const access: AcceptedAuthorization["access"] =
    activation === undefined
      ? { kind: "standing", delegatedRoleDefinitionIds: delegatedRoleIds }
      : {
          kind: "eligible",
          maximumActivationDuration: activation.maximumActivationDuration,
          multiFactorAuthProvider: activation.multiFactorAuthProvider,
          approvers: activation.approverIds.map((id) => ({ principalId: id, displayName: "" })),
        };
  const read = { principalId, roleDefinitionId, access };
  return authorizationLine(read) === line ? read : undefined;
}

/** The order of authorizations in a record. */
export function compareAuthorizations(a: AcceptedAuthorization, b: AcceptedAuthorization): number {
  return (
    compareText(a.principalId, b.principalId) ||
    compareText(a.roleDefinitionId, b.roleDefinitionId) ||
    compareText(mediationIdentity(a.access), mediationIdentity(b.access))
  );
}
