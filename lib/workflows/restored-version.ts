import { parseGrantLine, type RecordedGrant } from "../delegation/grant-line.ts";
import type { NotWritten } from "../delegation/next-version.ts";
import type { Authorization, EligibleAuthorization, Offer, PlanVersion } from "../delegation/offer.ts";
import { type RoleReference, resolveRole } from "../delegation/role-reference.ts";
import type { CodeValue } from "../documents/code-text.ts";
import type { RestoredAuthorization, RestoredVersion } from "../estate/plan-edit.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { failed, type Result, success } from "../values/result.ts";

/** Source of a restored version. The record's lines, and how the definition writes the same grants now. */
export interface RestoredFrom {
  readonly offer: Offer;
  /** The version as it is written now: display names and kept roles come from it. */
  readonly now: PlanVersion;
  readonly lines: readonly string[];
  readonly catalogue: RoleCatalogue;
}

/** A recorded version with all its authorizations written out. Fails where the managing tenant lacks a principal. */
export function restoredVersion({
  offer,
  now,
  lines,
  catalogue,
}: RestoredFrom): Result<RestoredVersion, NotWritten> {
  const whole = now.whole ?? now;
  const present = [...whole.authorizations, ...whole.eligibleAuthorizations];
  const names = new Map(
    Object.entries(offer.managingTenant.principals).map(([name, { objectId }]) => [objectId, name]),
  );
  const grants = lines.flatMap((line) => parseGrantLine(line) ?? []);
  const ids = grants.flatMap(({ principalId, activation }) => [
    principalId,
    ...(activation?.approverIds ?? []),
  ]);
  const unknown = ids.find((id) => !names.has(id));
  if (unknown !== undefined) return failed({ kind: "unknown-principal", objectId: unknown });
  const written = grants.map((grant) => ({
    grant,
    authorization: authorizationOf(grant, present, names, catalogue),
  }));
  const of = (isEligible: boolean) =>
    written
      .filter(({ grant }) => (grant.activation !== undefined) === isEligible)
      .map(({ authorization }) => authorization);
  return success({ authorizations: of(false), eligibleAuthorizations: of(true) });
}

type Present = Authorization | EligibleAuthorization;

function authorizationOf(
  { principalId, roleId, delegatedRoleIds, activation }: RecordedGrant,
  present: readonly Present[],
  names: ReadonlyMap<string, string>,
  catalogue: RoleCatalogue,
): RestoredAuthorization {
  const name = (id: string) => names.get(id) ?? id;
  const isRole = ({ role }: Present) => resolveRole(catalogue, role)?.id === roleId;
  const same = present.find((each) => each.principal.objectId === principalId && isRole(each));
  const displayName = same?.displayName;
  return {
    principal: name(principalId),
    role: roleValue(roleId, present.find(isRole)?.role, catalogue),
    ...(displayName === undefined ? {} : { displayName: displayName === "" ? null : displayName }),
    ...(delegatedRoleIds.length === 0
      ? {}
      : { delegatedRoleDefinitions: delegatedRoleIds.map((id) => roleById(catalogue, id)?.name ?? id) }),
    ...(activation === undefined
      ? {}
      : {
          justInTimeAccessPolicy: {
            multiFactorAuthProvider: activation.multiFactorAuthProvider,
            maximumActivationDuration: activation.maximumActivationDuration,
            approvers: activation.approverIds.map(name),
          },
        }),
  };
}

/** A role as the definition writes it, where it is kept; else its name. */
function roleValue(id: string, written: RoleReference | undefined, catalogue: RoleCatalogue): CodeValue {
  if (written?.kind === "kept")
    return { keep: written.role, onSubscriptions: [...written.subscriptions], reason: written.reason };
  return roleById(catalogue, id)?.name ?? { id };
}
