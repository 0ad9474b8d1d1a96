import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { own } from "../values/own.ts";
import { grantLine, type RecordedGrant, sortedIds } from "./grant-line.ts";
import { compareVersions } from "./identifiers.ts";
import type { Offer, Plan, PlanVersion } from "./offer.ts";
import { resolveVersion } from "./register.ts";
import { isResolvableVersion } from "./resolvable-version.ts";

/** Folder of the record in the estate's root: one file an offer. */
export const RECORD_FOLDER = "published";

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
 * Recorded grants of a plan version. Marks of revoked principals do not change them. Undefined where a role or duration
 * cannot be resolved.
 */
function recordedGrants(written: PlanVersion, catalogue: RoleCatalogue): RecordedGrant[] | undefined {
  const version = written.whole ?? written;
  if (!isResolvableVersion(version, catalogue)) return undefined;
  const { authorizations, eligibleAuthorizations } = resolveVersion(version, catalogue);
  return [
    ...authorizations.map(({ principal, role, delegatedRoles }) => ({
      principalId: principal.id,
      roleId: role.id,
      delegatedRoleIds: sortedIds(delegatedRoles.map(({ id }) => id)),
    })),
    ...eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => ({
      principalId: principal.id,
      roleId: role.id,
      delegatedRoleIds: [],
      activation: {
        maximumActivationDuration: justInTimeAccessPolicy.maximumActivationDuration,
        multiFactorAuthProvider: justInTimeAccessPolicy.multiFactorAuthProvider,
        approverIds: sortedIds(justInTimeAccessPolicy.approvers.map(({ id }) => id)),
      },
    })),
  ];
}

/** The recorded lines of a plan version, sorted and distinct. Undefined as for {@link recordedGrants}. */
export function recordedLines(version: PlanVersion, catalogue: RoleCatalogue): string[] | undefined {
  const grants = recordedGrants(version, catalogue);
  return grants && [...new Set(grants.map(grantLine))].sort(compareText);
}

/**
 * Versions to record together with an added one. Versions rise, so an unrecorded version must not lie below a recorded
 * one. For a plan without a record, these are all versions that customers take of it. Later they are the taken versions
 * below the added one and above what is recorded.
 *
 * @param taken versions that customers take, of any plan of the offer
 */
export function recordedWith(
  recorded: RecordedOffer | undefined,
  { plan, version }: NumberedVersion,
  taken: readonly NumberedVersion[],
): NumberedVersion[] {
  const known = Object.keys(own(recorded ?? {}, plan)?.versions ?? {});
  return taken.filter(
    (each) =>
      each.plan === plan &&
      each.version !== version &&
      (known.length === 0 || compareVersions(each.version, version) < 0) &&
      known.every((other) => compareVersions(each.version, other) > 0),
  );
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
