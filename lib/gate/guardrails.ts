import { type AccessGrant, grantIdentity } from "../access/access-grant.ts";
import { grantsOfAssignment } from "../access/access-parts.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import { parseScopeId } from "../delegation/scope.ts";
import type { CustomerChange } from "../review/access-change.ts";
import { mayRemove } from "../review/lock-out.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guardrails } from "./policy.ts";
import { namedRoles } from "./resolved-policy.ts";

/** Kinds of guardrails. */
export type GuardrailKind =
  | "no-standing-on-subscription"
  | "multi-factor-authentication"
  | "maximum-activation-duration"
  | "groups-only"
  | "keep-delete-role";

/** A guardrail that a change breaks, or may break. */
export interface GuardrailBreach {
  readonly guardrail: GuardrailKind;
  readonly customer: string;
  /** ARM id of the scope. */
  readonly scope: string;
  /** The grant that breaks it; undefined where a grant is missing. */
  readonly grant: AccessGrant | undefined;
  /** Whether it is certainly broken. False where base does not know the type of the principal. */
  readonly certain: boolean;
}

/**
 * The guardrails that a change breaks. Only added and altered grants are judged, so that old breaches can be fixed step
 * by step. Every delegation of a changed definition must grant the Delete role.
 */
export function guardrailBreaches(
  changes: readonly CustomerChange[],
  guardrails: Guardrails,
  directory: NameDirectory,
  catalogue: RoleCatalogue,
  changeCatalogue: RoleCatalogue = catalogue,
): GuardrailBreach[] {
  if (Object.keys(guardrails).length === 0) return [];
  const forbidden = namedRoles(
    guardrails.noStandingOnSubscription ?? [],
    catalogue,
    changeCatalogue,
  ).possible;
  return changes.flatMap((change) => breachesOf(change, guardrails, forbidden, directory));
}

function breachesOf(
  { customer, before, after }: CustomerChange,
  guardrails: Guardrails,
  forbidden: ReadonlySet<string>,
  directory: NameDirectory,
): GuardrailBreach[] {
  if (after === undefined) return [];
  const known = new Set((before?.grants ?? []).map(grantIdentity));
  const changed = after.grants.filter((grant) => !known.has(grantIdentity(grant)));
  return [
    ...changed.flatMap((grant) =>
      brokenBy(grant, guardrails, forbidden, directory).map(([guardrail, certain]) => ({
        guardrail,
        customer,
        scope: grant.scope,
        grant,
        certain,
      })),
    ),
    ...(guardrails.keepDeleteRole === true ? withoutExit(customer, before, after) : []),
  ];
}

function brokenBy(
  grant: AccessGrant,
  { eligible = {}, groupsOnly = false }: Guardrails,
  forbidden: ReadonlySet<string>,
  directory: NameDirectory,
): [GuardrailKind, boolean][] {
  const { access, scope, roleDefinitionId, managingTenantId, principalId } = grant;
  const broken: [GuardrailKind, boolean][] = [];
  // an unreadable scope counts as a whole subscription
  const onSubscription = parseScopeId(scope)?.resourceGroup === undefined;
  if (access.kind === "standing" && forbidden.has(roleDefinitionId.toLowerCase()) && onSubscription)
    broken.push(["no-standing-on-subscription", true]);
  if (access.kind === "eligible") {
    if (eligible.multiFactorAuthentication === true && access.multiFactorAuthProvider !== "Azure")
      broken.push(["multi-factor-authentication", true]);
    if (isLonger(access.maximumActivationDuration, eligible.maximumActivationDuration))
      broken.push(["maximum-activation-duration", true]);
  }
  const type = directory.principalType(managingTenantId, principalId);
  if (groupsOnly && type !== "Group") broken.push(["groups-only", type !== undefined]);
  return broken;
}

function isLonger(duration: string, most: string | undefined): boolean {
  if (most === undefined) return false;
  const [minutes, limit] = [activationMinutes(duration), activationMinutes(most)];
  return minutes === undefined || limit === undefined || minutes > limit;
}

/** Assignments of changed definitions without a standing Delete role in the same definition. */
function withoutExit(
  customer: string,
  before: CustomerAccess | undefined,
  after: CustomerAccess,
): GuardrailBreach[] {
  return after.assignments
    .filter((assignment) => {
      const now = grantsOfAssignment(assignment, after.grants);
      const old = grantsOfAssignment(assignment, before?.grants ?? []);
      return identitiesOf(old) !== identitiesOf(now) && !now.some(mayRemove);
    })
    .map(({ scope }) => ({
      guardrail: "keep-delete-role",
      customer,
      scope,
      grant: undefined,
      certain: true,
    }));
}

/** Grants as one text. Sorted anew: the canonical order of grants goes by names as well. */
function identitiesOf(grants: readonly AccessGrant[]): string {
  return JSON.stringify(grants.map(grantIdentity).sort());
}
