import {
  type MarketplacePlan,
  marketplacePlanText,
  parseRegistrationDefinitionId,
} from "../delegation/registration.ts";
import { type Scope, scopeId } from "../delegation/scope.ts";
import { claimedSource } from "../delegation/version-marker.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { failed, type Result, success } from "../values/result.ts";
import { type AccessGrant, distinctGrants } from "./access-grant.ts";
import {
  type CustomerAccess,
  compareAssignments,
  compareDefinitions,
  type DelegatedDefinition,
} from "./access-side.ts";
import { type DocumentedPolicy, eligibleAccess, standingAccess } from "./normalized-access.ts";
import { firstSpelling, type Spelling } from "./scope-spelling.ts";

/*
 * Output of the decoders of all formats: definitions and assignments with ARM's names, GUIDs in any case, lists in any
 * order, policies as written.
 */

/** A standing authorization as a document has it. */
export interface DecodedAuthorization {
  readonly principalId: Guid;
  /** Empty where the document has none. */
  readonly principalDisplayName: string;
  readonly roleDefinitionId: Guid;
  readonly delegatedRoleDefinitionIds: readonly Guid[];
}

/** An eligible authorization as a document has it. */
export interface DecodedEligibleAuthorization {
  readonly principalId: Guid;
  /** Empty where the document has none. */
  readonly principalDisplayName: string;
  readonly roleDefinitionId: Guid;
  readonly justInTimeAccessPolicy: DocumentedPolicy;
}

/** A registration definition as a document has it. */
export interface DecodedDefinition {
  readonly registrationDefinitionId: Guid;
  /** In lower case. */
  readonly subscriptionId: Guid;
  readonly managingTenantId: Guid;
  /** Empty where the document has none. */
  readonly name: string;
  /** Empty where the document has none. */
  readonly description: string;
  readonly marketplacePlan: MarketplacePlan | undefined;
  /** See {@link DelegatedDefinition.addressedOffer}. */
  readonly addressedOffer?: string;
  readonly authorizations: readonly DecodedAuthorization[];
  readonly eligibleAuthorizations: readonly DecodedEligibleAuthorization[];
}

/** A registration assignment of a document, with the definition that it puts on its scope. */
export interface DecodedAssignment {
  readonly registrationAssignmentId: Guid;
  readonly scope: Scope;
  readonly definition: DecodedDefinition;
}

/**
 * The access of one customer, from its definitions and assignments. GUIDs in lower case; durations canonical; resource
 * groups of grants in their first spelling, those of assignments as written; each grant once.
 *
 * @returns The access; or as failure the ids of duplicate definitions and assignments, because it is unknown which one
 * would win.
 */
export function assembleAccess(
  customer: string,
  subscriptionIds: Iterable<Guid>,
  definitions: readonly DecodedDefinition[],
  assignments: readonly DecodedAssignment[],
  spelling: Spelling = firstSpelling(),
): Result<CustomerAccess, readonly string[]> {
  const placed = assignments.map(({ registrationAssignmentId, scope, definition }) => ({
    registrationAssignmentId: registrationAssignmentId.toLowerCase(),
    definition,
    written: scopeId(scope),
    scope: spelling(scope),
  }));
  const twice = [
    ...repeated(definitions.map((each) => `${each.subscriptionId}/${idOf(each)}`)),
    ...repeated(placed.map(({ scope, registrationAssignmentId }) => `${scope}/${registrationAssignmentId}`)),
  ];
  if (twice.length > 0) return failed(twice);
  return success({
    customer,
    subscriptionIds: [...new Set(subscriptionIds)].sort(compareText),
    definitions: definitions.map(delegatedDefinition).sort(compareDefinitions),
    assignments: placed
      .map(({ registrationAssignmentId, written, definition }) => ({
        registrationAssignmentId,
        registrationDefinitionId: idOf(definition),
        scope: written,
      }))
      .sort(compareAssignments),
    grants: distinctGrants(
      placed.flatMap(({ definition, registrationAssignmentId, scope }) =>
        grantsOn(scope, definition, registrationAssignmentId),
      ),
    ),
  });
}

/** The definition among these that an ARM id leads to. */
export function findDefinition(
  id: string,
  definitions: Iterable<DecodedDefinition>,
): DecodedDefinition | undefined {
  const read = parseRegistrationDefinitionId(id);
  for (const each of definitions) {
    if (each.subscriptionId === read?.subscriptionId && idOf(each) === read.registrationDefinitionId)
      return each;
  }
  return undefined;
}

/** The grants of an assignment of a definition on a scope, whose spelling is kept. */
export function grantsOn(
  scope: string,
  definition: DecodedDefinition,
  registrationAssignmentId: Guid,
): AccessGrant[] {
  const managingTenantId = definition.managingTenantId.toLowerCase();
  const registrationDefinitionId = idOf(definition);
  const assignmentId = registrationAssignmentId.toLowerCase();
  // written out, and not spread: spreading takes half of the time of reading a stack
  const grant = (each: Authorized, access: AccessGrant["access"]): AccessGrant => ({
    principalId: each.principalId.toLowerCase(),
    principalDisplayName: each.principalDisplayName,
    roleDefinitionId: each.roleDefinitionId.toLowerCase(),
    access,
    scope,
    managingTenantId,
    registrationDefinitionId,
    registrationAssignmentId: assignmentId,
  });
  const standing = definition.authorizations.map((each) =>
    grant(each, standingAccess(each.delegatedRoleDefinitionIds)),
  );
  const eligible = definition.eligibleAuthorizations.map((each) =>
    grant(each, eligibleAccess(each.justInTimeAccessPolicy)),
  );
  return [...standing, ...eligible];
}

type Authorized = Pick<DecodedAuthorization, "principalId" | "principalDisplayName" | "roleDefinitionId">;

function repeated(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}

function idOf({ registrationDefinitionId }: DecodedDefinition): Guid {
  return registrationDefinitionId.toLowerCase();
}

function delegatedDefinition(definition: DecodedDefinition): DelegatedDefinition {
  const { subscriptionId, managingTenantId, name, description, marketplacePlan, addressedOffer } = definition;
  return {
    registrationDefinitionId: idOf(definition),
    subscriptionId,
    managingTenantId: managingTenantId.toLowerCase(),
    name,
    description,
    claimedSource: claimedSource(description),
    marketplacePlan: marketplacePlan === undefined ? undefined : marketplacePlanText(marketplacePlan),
    ...(addressedOffer === undefined ? {} : { addressedOffer }),
  };
}
