import { compareText } from "../values/compare-text.ts";
import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";

/*
 * One line of text for one grant, as records of versions and of acceptances have it:
 *   standing principal=<id> role=<id> [delegates=<role>,…]
 *   eligible principal=<id> role=<id> duration=<duration> mfa=<Azure|None> approvers=<none or principal,…>
 */

/** Conditions of a grant that is activated on request. */
export interface RecordedActivation {
  /** ISO 8601 duration in canonical form. */
  readonly maximumActivationDuration: string;
  readonly multiFactorAuthProvider: "Azure" | "None";
  readonly approverIds: readonly Guid[];
}

/** A grant of a recorded version or acceptance: ids and mediation, without names. */
export interface RecordedGrant {
  readonly principalId: Guid;
  readonly roleId: Guid;
  /** Roles that a User Access Administrator may assign to managed identities. */
  readonly delegatedRoleIds: readonly Guid[];
  /** Missing for a standing grant. */
  readonly activation?: RecordedActivation;
}

/** Ids as a record lists them: sorted, each once. */
export function sortedIds(ids: readonly Guid[]): Guid[] {
  return [...new Set(ids)].sort(compareText);
}

/** A grant as one line of a record. */
export function grantLine({ principalId, roleId, delegatedRoleIds, activation }: RecordedGrant): string {
  const who = `principal=${principalId} role=${roleId}`;
  if (activation === undefined)
    return `standing ${who}${delegatedRoleIds.length === 0 ? "" : ` delegates=${delegatedRoleIds.join(",")}`}`;
  const { maximumActivationDuration: duration, multiFactorAuthProvider: mfa, approverIds } = activation;
  const approvers = approverIds.length === 0 ? "none" : approverIds.join(",");
  return `eligible ${who} duration=${duration} mfa=${mfa} approvers=${approvers}`;
}

const IDS = `${LOWER_CASE_GUID}(?:,${LOWER_CASE_GUID})*`;
const LINE = new RegExp(
  `^(?:standing principal=(${LOWER_CASE_GUID}) role=(${LOWER_CASE_GUID})(?: delegates=(${IDS}))?` +
    `|eligible principal=(${LOWER_CASE_GUID}) role=(${LOWER_CASE_GUID}) duration=(PT\\d+[HM](?:\\d+M)?) mfa=(Azure|None) approvers=(none|${IDS}))$`,
);

/** Reads a line of a record; undefined for any text that keeper does not write. */
export function parseGrantLine(line: string): RecordedGrant | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, standing, role, delegated, eligible, eligibleRole, duration, mfa, approvers] = match;
  const grant: RecordedGrant =
    standing === undefined
      ? {
          principalId: eligible ?? "",
          roleId: eligibleRole ?? "",
          delegatedRoleIds: [],
          activation: {
            maximumActivationDuration: duration ?? "",
            multiFactorAuthProvider: mfa === "None" ? "None" : "Azure",
            approverIds: approvers === "none" ? [] : (approvers?.split(",") ?? []),
          },
        }
      : { principalId: standing, roleId: role ?? "", delegatedRoleIds: delegated?.split(",") ?? [] };
  return grantLine(grant) === line ? grant : undefined;
}
