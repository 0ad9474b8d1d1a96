import { type AccessGrant, distinctGrants } from "../../access/access-grant.ts";
import {
  type CustomerAccess,
  compareAssignments,
  compareDefinitions,
  type DelegatedDefinition,
} from "../../access/access-side.ts";
import { type DocumentedPolicy, eligibleAccess, standingAccess } from "../../access/normalized-access.ts";
import { marketplacePlanText } from "../../delegation/registration.ts";
import { type Scope, scopeId } from "../../delegation/scope.ts";
import { claimedSource } from "../../delegation/version-marker.ts";
import { documentProblem, type Read } from "../../documents/problem.ts";
import { compareText } from "../../values/compare-text.ts";
import type { Guid } from "../../values/guid.ts";
import { failed, success } from "../../values/result.ts";
import { offerOfName } from "./addresses.ts";
import type { DefinitionValues } from "./lighthouse-values.ts";
import { firstSpelling, type Spelling } from "./scope-spelling.ts";

/** A definition with its values, and the subscription that it is in. */
export interface ReadDefinition {
  readonly subscriptionId: Guid;
  readonly values: DefinitionValues;
  /** Name of its resource in Terraform; undefined where that does not tell what Terraform replaces. */
  readonly resourceName?: string;
}

/** An assignment with the definition that it puts on a scope. */
export interface ReadAssignment {
  readonly id: Guid;
  readonly scope: Scope;
  readonly definition: ReadDefinition;
}

/**
 * The access of one customer, from its definitions and assignments. GUIDs come out in lower case, durations canonical,
 * the resource group of grants in its first spelling, that of assignments as it is written; a grant that is written
 * twice is one.
 *
 * A definition or assignment that is there twice is refused, whatever it says: one of both would win, and nobody knows
 * which.
 */
export function assembleAccess(
  customer: string,
  subscriptionIds: Iterable<Guid>,
  definitions: readonly ReadDefinition[],
  assignments: readonly ReadAssignment[],
  spelling: Spelling = firstSpelling(),
): Read<CustomerAccess> {
  const placed = assignments.map((each) => ({
    ...each,
    written: scopeId(each.scope),
    scope: spelling(each.scope),
  }));
  const twice = [
    ...repeated(definitions.map((each) => `${each.subscriptionId}/${definitionId(each)}`)),
    ...repeated(placed.map(({ scope, id }) => `${scope}/${id.toLowerCase()}`)),
  ];
  if (twice.length > 0) {
    return failed(twice.map((id) => documentProblem("duplicate", [], "is there twice", id)));
  }
  const value: CustomerAccess = {
    customer,
    subscriptionIds: [...new Set(subscriptionIds)].sort(compareText),
    definitions: definitions.map(delegatedDefinition).sort(compareDefinitions),
    assignments: placed
      .map(({ id, written, definition }) => ({
        registrationAssignmentId: id.toLowerCase(),
        registrationDefinitionId: definitionId(definition),
        scope: written,
      }))
      .sort(compareAssignments),
    grants: distinctGrants(placed.flatMap(grantsAt)),
  };
  return success(value);
}

function repeated(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}

function definitionId({ values }: ReadDefinition): Guid {
  return values.lighthouse_definition_id.toLowerCase();
}

function delegatedDefinition(definition: ReadDefinition): DelegatedDefinition {
  const { name, description, managing_tenant_id, plan } = definition.values;
  const { resourceName } = definition;
  const [marketplace] = plan ?? [];
  return {
    registrationDefinitionId: definitionId(definition),
    subscriptionId: definition.subscriptionId,
    managingTenantId: managing_tenant_id.toLowerCase(),
    name,
    description,
    claimedSource: claimedSource(description),
    marketplacePlan: marketplace === undefined ? undefined : marketplacePlanText(marketplace),
    ...(resourceName === undefined ? {} : { addressedOffer: offerOfName(resourceName) }),
  };
}

/** An assignment whose scope is known by one spelling. */
type Placed = Omit<ReadAssignment, "scope"> & { readonly scope: string };

function grantsAt({ id, scope, definition }: Placed): AccessGrant[] {
  const { authorization, eligible_authorization, managing_tenant_id } = definition.values;
  const managingTenantId = managing_tenant_id.toLowerCase();
  const registrationDefinitionId = definitionId(definition);
  const registrationAssignmentId = id.toLowerCase();
  // written out, and not spread: spreading takes half of the time of reading a stack
  const grant = (each: Authorized, access: AccessGrant["access"]): AccessGrant => ({
    principalId: each.principal_id.toLowerCase(),
    principalDisplayName: each.principal_display_name,
    roleDefinitionId: each.role_definition_id.toLowerCase(),
    access,
    scope,
    managingTenantId,
    registrationDefinitionId,
    registrationAssignmentId,
  });
  const standing = authorization.map((each) =>
    grant(each, standingAccess(each.delegated_role_definition_ids ?? [])),
  );
  if (eligible_authorization === undefined || eligible_authorization === null) return standing;
  for (const each of eligible_authorization)
    standing.push(grant(each, eligibleAccess(policyOf(each.just_in_time_access_policy?.[0]))));
  return standing;
}

interface Authorized {
  readonly principal_id: string;
  readonly principal_display_name: string;
  readonly role_definition_id: string;
}

type Policy = NonNullable<
  NonNullable<DefinitionValues["eligible_authorization"]>[number]["just_in_time_access_policy"]
>[number];

function policyOf(policy: Policy | undefined): DocumentedPolicy {
  return {
    multiFactorAuthProvider: policy?.multi_factor_auth_provider,
    maximumActivationDuration: policy?.maximum_activation_duration,
    approvers: (policy?.approver ?? []).map(({ principal_id, principal_display_name }) => ({
      principalId: principal_id,
      displayName: principal_display_name,
    })),
  };
}
