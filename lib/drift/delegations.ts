import { grantText } from "../access/access-grant.ts";
import { definitionKey } from "../access/access-parts.ts";
import type { CustomerAccess, DelegatedDefinition } from "../access/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/** One delegation, as defined and as in Azure; at least one of them is present. */
export interface DelegationPair {
  readonly defined: CustomerAccess | undefined;
  readonly found: CustomerAccess | undefined;
}

/** The delegations of a customer, each as access of its own, by {@link definitionKey}. */
function delegationsOf(access: CustomerAccess): Map<string, CustomerAccess> {
  const parts = new Map(
    access.definitions.map((each): [string, Parts] => [
      definitionKey(each.subscriptionId, each.registrationDefinitionId),
      { definition: each, assignments: [], grants: [] },
    ]),
  );
  const partOf = ({ scope, registrationDefinitionId }: { scope: string; registrationDefinitionId: Guid }) =>
    parts.get(definitionKey(subscriptionOfScope(scope), registrationDefinitionId));
  for (const each of access.assignments) partOf(each)?.assignments.push(each);
  for (const each of access.grants) partOf(each)?.grants.push(each);
  return new Map(
    [...parts].map(([key, { definition, assignments, grants }]) => [
      key,
      {
        customer: access.customer,
        subscriptionIds: [definition.subscriptionId],
        definitions: [definition],
        assignments,
        grants,
      },
    ]),
  );
}

interface Parts {
  readonly definition: DelegatedDefinition;
  readonly assignments: CustomerAccess["assignments"][number][];
  readonly grants: CustomerAccess["grants"][number][];
}

/** The delegations of both sides of a customer, paired by subscription and id, sorted. */
export function delegationPairs(
  defined: CustomerAccess | undefined,
  found: CustomerAccess | undefined,
): DelegationPair[] {
  const before = defined === undefined ? new Map<string, CustomerAccess>() : delegationsOf(defined);
  const after = found === undefined ? new Map<string, CustomerAccess>() : delegationsOf(found);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareText)
    .map((key) => ({ defined: before.get(key), found: after.get(key) }));
}

/** Whether both are the same in every respect that a comparison looks at. */
export function isSameDelegation({ defined, found }: DelegationPair): boolean {
  return defined !== undefined && found !== undefined && contentOf(defined) === contentOf(found);
}

function contentOf({ definitions, assignments, grants }: CustomerAccess): string {
  return JSON.stringify([
    definitions.map(({ name, description, managingTenantId, marketplacePlan }) => [
      name,
      description,
      managingTenantId,
      marketplacePlan ?? null,
    ]),
    assignments.map(({ scope, registrationAssignmentId }) => `${scope}/${registrationAssignmentId}`).sort(),
    grants.map(grantText).sort(),
  ]);
}
