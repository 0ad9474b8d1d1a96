import type { AccessGrant } from "../access/access-grant.ts";
import { grantsOfDefinition } from "../access/access-parts.ts";
import type { AccessSide, CustomerAccess, DelegatedDefinition } from "../access/access-side.ts";

/** Names of plan versions (`offer/plan@n.n.n`) by their content. */
export type KnownPlans = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The plan versions in base. A definition claims its plan itself, and a change can write any claim: base's claims and
 * base's content are the only evidence.
 */
export function knownPlansOf({ customers }: AccessSide): KnownPlans {
  const known = new Map<string, Set<string>>();
  for (const { definitions, grants } of customers) {
    for (const definition of definitions) {
      if (definition.claimedSource === undefined) continue;
      const content = contentOf(definition, grants);
      known.set(content, (known.get(content) ?? new Set()).add(definition.claimedSource));
    }
  }
  return known;
}

/** Base's names of a definition with exactly this content; usually one or none. */
export function sourcesOf(
  definition: DelegatedDefinition,
  { grants }: CustomerAccess,
  known: KnownPlans,
): ReadonlySet<string> {
  return known.get(contentOf(definition, grants)) ?? new Set();
}

/** Whether base has this content under the name that the definition claims. */
export function isUnchangedPlan(
  definition: DelegatedDefinition,
  access: CustomerAccess,
  known: KnownPlans,
): boolean {
  const { claimedSource } = definition;
  return claimedSource !== undefined && sourcesOf(definition, access, known).has(claimedSource);
}

/** Everything that a plan version decides; not the customer, nor the scope. */
function contentOf(definition: DelegatedDefinition, grants: readonly AccessGrant[]): string {
  const own = grantsOfDefinition(definition, grants);
  const granted = own.map(({ principalId, principalDisplayName, roleDefinitionId, access }) =>
    JSON.stringify([principalId, principalDisplayName, roleDefinitionId, access]),
  );
  const { managingTenantId, name, description, marketplacePlan } = definition;
  return JSON.stringify([
    managingTenantId,
    name,
    description,
    marketplacePlan ?? null,
    [...new Set(granted)].sort(),
  ]);
}
