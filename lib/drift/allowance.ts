import type { AccessGrant } from "../access/access-grant.ts";
import type { FoundAccess } from "../access/found-access.ts";
import { type DelegatedForm, formOf, GONE, isSameForm } from "../delegation/deviation.ts";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import type { Registration } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/**
 * Why no deviation can hold a difference.
 *
 * - `another-managing-tenant`: the delegation in Azure is to another tenant.
 * - `failed`: Azure could not create it, and what stands of it is not known.
 * - `more-scopes`: it is assigned to scopes that the definition does not have.
 * - `duration-unreadable`: an activation lasts for a time that is not a whole number of minutes.
 */
export type AllowanceProblem = "another-managing-tenant" | "failed" | "more-scopes" | "duration-unreadable";

/**
 * Why a difference is not adopted, beside what a deviation cannot hold either.
 *
 * - `fewer-scopes`: Azure lacks an assignment.
 * - `subscriptions-differ`: subscriptions that one delegation names have different sets in Azure.
 * - `other-subscription`: another subscription that the delegation names is refused or was not read, and a version is for all.
 * - `deviation`: a deviation holds the difference.
 * - `principal-unknown`: the registry of the managing tenant lacks a principal.
 * - `no-literal`: a person has to write it, because the version is not a literal.
 */
export type AdoptionProblem =
  | AllowanceProblem
  | "fewer-scopes"
  | "subscriptions-differ"
  | "other-subscription"
  | "deviation"
  | "principal-unknown"
  | "no-literal";

/** How Azure differs from a registration, as a deviation would hold it. */
export type Allowance =
  | { readonly kind: "same" }
  | { readonly kind: "not-read" }
  | { readonly kind: "not-allowed"; readonly why: AllowanceProblem }
  | { readonly kind: "differs"; readonly defined: DelegatedForm; readonly azure: DelegatedForm };

/** What is known of subscriptions. A snapshot read some whole; of others, the delegations are said to be gone. */
export interface KnownSubscriptions {
  readonly read: ReadonlySet<Guid>;
  /** By a person: a snapshot does not show them. */
  readonly gone: ReadonlySet<Guid>;
}

/** What Azure has of a registration. What was read counts before what a person says. */
export function allowanceOf(
  registration: Registration,
  found: FoundAccess,
  { read, gone }: KnownSubscriptions,
): Allowance {
  const { id, subscriptionId, managingTenant } = registration.definition;
  if (!read.has(subscriptionId))
    return gone.has(subscriptionId)
      ? { kind: "differs", defined: formOf(registration), azure: GONE }
      : { kind: "not-read" };
  const listed = found.subscriptions.find(({ customer }) => customer === subscriptionId);
  const definition = listed?.definitions.find((each) => each.registrationDefinitionId === id);
  const isFailed = found.notes.some(
    (note) =>
      note.kind === "definition-failed" &&
      note.definition.subscriptionId === subscriptionId &&
      note.definition.registrationDefinitionId === id,
  );
  if (isFailed) return { kind: "not-allowed", why: "failed" };
  if (definition !== undefined && definition.managingTenantId !== managingTenant.id)
    return { kind: "not-allowed", why: "another-managing-tenant" };
  const assignments = (listed?.assignments ?? []).filter((each) => each.registrationDefinitionId === id);
  const scopes = spelledAs(
    registration,
    assignments.map(({ scope }) => scope),
  );
  if (scopes === undefined) return { kind: "not-allowed", why: "more-scopes" };
  const [first] = assignments;
  const granted = (listed?.grants ?? []).filter(
    (each) =>
      each.registrationDefinitionId === id &&
      each.registrationAssignmentId === first?.registrationAssignmentId,
  );
  return differenceOf(formOf(registration), { ...grantsForm(granted), scopes });
}

function differenceOf(defined: DelegatedForm, azure: DelegatedForm): Allowance {
  const isReadable = azure.eligibleAuthorizations.every(
    ({ maximumActivationDuration: duration }) => activationMinutes(duration) !== undefined,
  );
  if (!isReadable) return { kind: "not-allowed", why: "duration-unreadable" };
  return isSameForm(defined, azure) ? { kind: "same" } : { kind: "differs", defined, azure };
}

/** Scopes in Azure, in the definition's spelling and order; undefined where Azure has others. */
function spelledAs({ assignments }: Registration, found: readonly string[]): readonly string[] | undefined {
  const defined = new Map(assignments.map(({ scope }) => [asciiLowerCase(scopeId(scope)), scopeId(scope)]));
  const spelled = new Set<string>();
  for (const each of found) {
    const scope = defined.get(asciiLowerCase(each));
    if (scope === undefined) return undefined;
    spelled.add(scope);
  }
  return [...spelled].sort(compareText);
}

function grantsForm(grants: readonly AccessGrant[]): Omit<DelegatedForm, "scopes"> {
  return {
    authorizations: grants.flatMap(({ principalId, principalDisplayName, roleDefinitionId, access }) =>
      access.kind === "standing"
        ? [
            {
              principalId,
              displayName: principalDisplayName,
              roleDefinitionId,
              delegatedRoleDefinitionIds: access.delegatedRoleDefinitionIds,
            },
          ]
        : [],
    ),
    eligibleAuthorizations: grants.flatMap(
      ({ principalId, principalDisplayName, roleDefinitionId, access }) =>
        access.kind === "eligible"
          ? [
              {
                principalId,
                displayName: principalDisplayName,
                roleDefinitionId,
                multiFactorAuthProvider: access.multiFactorAuthProvider,
                maximumActivationDuration: access.maximumActivationDuration,
                approvers: access.approvers,
              },
            ]
          : [],
    ),
  };
}
