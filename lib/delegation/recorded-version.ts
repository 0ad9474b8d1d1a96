import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { type Guid, LOWER_CASE_GUID } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { compareVersions } from "./identifiers.ts";
import type { Offer, Plan, PlanVersion } from "./offer.ts";
import { resolveVersion } from "./register.ts";
import { isResolvableVersion } from "./resolvable-version.ts";

/** Folder of the record in the estate's root: one file an offer. */
export const RECORD_FOLDER = "published";

/** Conditions of a recorded grant that is activated on request. */
export interface RecordedActivation {
  /** ISO 8601 duration in canonical form. */
  readonly maximumActivationDuration: string;
  readonly multiFactorAuthProvider: "Azure" | "None";
  readonly approverIds: readonly Guid[];
}

/** A grant of a recorded version: ids and mediation, without names. */
export interface RecordedGrant {
  readonly principalId: Guid;
  readonly roleId: Guid;
  /** Roles that a User Access Administrator may assign to managed identities. */
  readonly delegatedRoleIds: readonly Guid[];
  /** Missing for a standing grant. */
  readonly activation?: RecordedActivation;
}

/** A plan in the record. */
export interface RecordedPlan {
  /** Whether every customer could take the plan: a public plan never becomes private. */
  readonly visibility: "public" | "private";
  /** The grants of each recorded version, a line each, sorted. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
}

/** The plans of an offer whose versions were published, or are taken by customers. By id. */
export type RecordedOffer = Readonly<Record<string, RecordedPlan>>;

/** The record of an estate: recorded offers by id. */
export type PublishedRecord = ReadonlyMap<string, RecordedOffer>;

/** The version of a plan by its number. */
export interface NumberedVersion {
  readonly plan: string;
  readonly version: string;
}

/**
 * What a plan version grants, as the record has it: marks of revoked principals change nothing in it. Undefined where a
 * role or duration cannot be resolved.
 */
function recordedGrants(written: PlanVersion, catalogue: RoleCatalogue): RecordedGrant[] | undefined {
  const version = written.whole ?? written;
  if (!isResolvableVersion(version, catalogue)) return undefined;
  const { authorizations, eligibleAuthorizations } = resolveVersion(version, catalogue);
  return [
    ...authorizations.map(({ principal, role, delegatedRoles }) => ({
      principalId: principal.id,
      roleId: role.id,
      delegatedRoleIds: sortedIds(delegatedRoles),
    })),
    ...eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => ({
      principalId: principal.id,
      roleId: role.id,
      delegatedRoleIds: [],
      activation: {
        maximumActivationDuration: justInTimeAccessPolicy.maximumActivationDuration,
        multiFactorAuthProvider: justInTimeAccessPolicy.multiFactorAuthProvider,
        approverIds: sortedIds(justInTimeAccessPolicy.approvers),
      },
    })),
  ];
}

/** The lines of a plan version in the record, sorted and distinct; undefined as for {@link recordedGrants}. */
export function recordedLines(version: PlanVersion, catalogue: RoleCatalogue): string[] | undefined {
  const grants = recordedGrants(version, catalogue);
  return grants && [...new Set(grants.map(grantLine))].sort(compareText);
}

/** A grant as one line of the record. */
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

/** Reads a line of the record; undefined for any text that keeper does not write. */
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

/**
 * The record of an offer with more of its versions. What is recorded stays as it is; a plan that became public is recorded
 * as public. The same value where nothing is new. Versions that are not defined or cannot be resolved are ignored.
 */
export function withVersions(
  recorded: RecordedOffer | undefined,
  offer: Offer,
  added: readonly NumberedVersion[],
  catalogue: RoleCatalogue,
): RecordedOffer | undefined {
  let result = recorded;
  for (const { plan: id, version } of added) {
    const plan = own(offer.plans, id);
    const before = own(result ?? {}, id);
    const after = plan && withVersion(before, plan, version, catalogue);
    if (after !== before && after !== undefined) result = sorted({ ...result, [id]: after }, compareText);
  }
  return result;
}

function withVersion(
  recorded: RecordedPlan | undefined,
  { visibility: written, versions: defined }: Plan,
  number: string,
  catalogue: RoleCatalogue,
): RecordedPlan | undefined {
  const version = own(defined, number);
  const known = own(recorded?.versions ?? {}, number);
  const lines = known ?? (version && recordedLines(version, catalogue));
  if (version === undefined || lines === undefined) return recorded;
  const visibility = written === "public" ? "public" : (recorded?.visibility ?? "private");
  if (known !== undefined && recorded?.visibility === visibility) return recorded;
  return { visibility, versions: sorted({ ...recorded?.versions, [number]: lines }, compareVersions) };
}

function sorted<T>(map: Readonly<Record<string, T>>, compare: (a: string, b: string) => number) {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b)));
}

function sortedIds(named: readonly { readonly id: Guid }[]): Guid[] {
  return [...new Set(named.map(({ id }) => id))].sort(compareText);
}
