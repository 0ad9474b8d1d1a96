import { definitionKey } from "../access/access-parts.ts";
import type { CustomerAccess, DelegatedAssignment, DelegatedDefinition } from "../access/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessChange, ReplacementCause } from "./access-change.ts";
import type { Flag } from "./grade.ts";

/** Resources that Terraform plans to replace without a visible difference; ARM names. */
export interface Replacements {
  readonly registrationDefinitionIds: ReadonlySet<Guid>;
  readonly registrationAssignmentIds: ReadonlySet<Guid>;
}

/** No replacements beyond those that the two sides show. */
export const NO_REPLACEMENTS: Replacements = {
  registrationDefinitionIds: new Set(),
  registrationAssignmentIds: new Set(),
};

/** Changes of definitions, assignments and managed subscriptions. Flags of grants are added later. */
export function delegationChanges(
  before: CustomerAccess,
  after: CustomerAccess,
  replaced: Replacements,
): AccessChange[] {
  return [
    ...definitionChanges(before.definitions, after.definitions, replaced),
    ...assignmentChanges(before.assignments, after.assignments, replaced),
    ...subscriptionChanges(before, after),
  ];
}

function definitionChanges(
  before: readonly DelegatedDefinition[],
  after: readonly DelegatedDefinition[],
  replaced: Replacements,
): AccessChange[] {
  const old = new Map(before.map((each) => [keyOf(each), each]));
  const now = new Map(after.map((each) => [keyOf(each), each]));
  return [
    ...before
      .filter((each) => !now.has(keyOf(each)))
      .map(
        (each): AccessChange => ({ kind: "definition-removed", before: each, ...plain(each.subscriptionId) }),
      ),
    ...after.flatMap((each): AccessChange[] => {
      const former = old.get(keyOf(each));
      if (former === undefined)
        return [{ kind: "definition-added", after: each, ...plain(each.subscriptionId) }];
      const replacement = replacementCauses(former, each, replaced);
      if (replacement.length === 0 && contentOf(former) === contentOf(each)) return [];
      return [
        {
          kind: "definition-changed",
          before: former,
          after: each,
          replacement,
          ...plain(each.subscriptionId),
          grade: "cosmetic",
          flags: replacement.length > 0 ? ["interruption"] : [],
        },
      ];
    }),
  ];
}

/** An address on one side alone is no cause: Azure's resources have no address. */
function replacementCauses(
  before: DelegatedDefinition,
  after: DelegatedDefinition,
  replaced: Replacements,
): ReplacementCause[] {
  const isReaddressed =
    before.addressedOffer !== undefined &&
    after.addressedOffer !== undefined &&
    before.addressedOffer !== after.addressedOffer;
  const causes: ReplacementCause[] = [
    ...(isReaddressed ? ["address" as const] : []),
    ...(before.name === after.name ? [] : ["name" as const]),
    ...(before.managingTenantId === after.managingTenantId ? [] : ["managing-tenant" as const]),
  ];
  const isPlanned = replaced.registrationDefinitionIds.has(after.registrationDefinitionId);
  return causes.length === 0 && isPlanned ? ["unexplained"] : causes;
}

/** The content of a definition that every kind of document has. */
function contentOf({
  name,
  description,
  managingTenantId,
  marketplacePlan,
  claimedSource,
}: DelegatedDefinition) {
  return JSON.stringify([
    name,
    description,
    managingTenantId,
    marketplacePlan ?? null,
    claimedSource ?? null,
  ]);
}

function assignmentChanges(
  before: readonly DelegatedAssignment[],
  after: readonly DelegatedAssignment[],
  replaced: Replacements,
): AccessChange[] {
  const [old, now] = [new Set(before.map(assignmentKey)), new Set(after.map(assignmentKey))];
  const forced = (each: DelegatedAssignment) =>
    replaced.registrationAssignmentIds.has(each.registrationAssignmentId);
  return [
    ...before
      .filter((each) => forced(each) || !now.has(assignmentKey(each)))
      .map((each): AccessChange => {
        const flags: Flag[] = forced(each) ? ["interruption"] : [];
        return { kind: "assignment-removed", before: each, ...plain(subscriptionOfScope(each.scope)), flags };
      }),
    ...after
      .filter((each) => forced(each) || !old.has(assignmentKey(each)))
      .map(
        (each): AccessChange => ({
          kind: "assignment-added",
          after: each,
          ...plain(subscriptionOfScope(each.scope)),
        }),
      ),
  ];
}

function subscriptionChanges(before: CustomerAccess, after: CustomerAccess): AccessChange[] {
  return after.subscriptionIds
    .filter((id) => !before.subscriptionIds.includes(id))
    .map((id): AccessChange => ({ kind: "subscription-added", ...plain(id) }));
}

/** A subscription that is no longer managed here: Terraform removes nothing there. */
export function vanishedSubscription(before: CustomerAccess, subscriptionId: Guid): AccessChange {
  const leftStanding = before.grants.filter(({ scope }) => subscriptionOfScope(scope) === subscriptionId);
  const flags: Flag[] = leftStanding.length === 0 ? [] : ["offboarding"];
  return { kind: "subscription-vanished", leftStanding, ...plain(subscriptionId), flags };
}

function plain(subscriptionId: Guid): Pick<AccessChange, "grade" | "flags" | "subscriptionId"> {
  return { grade: "none", flags: [], subscriptionId };
}

function keyOf({ subscriptionId, registrationDefinitionId }: DelegatedDefinition): string {
  return definitionKey(subscriptionId, registrationDefinitionId);
}

/**
 * Key of an assignment, with everything that replaces it. azurerm updates none of its arguments. It treats another
 * spelling of a resource group as another group.
 */
export function assignmentKey(each: DelegatedAssignment): string {
  return `${each.scope}/${each.registrationAssignmentId}/${each.registrationDefinitionId}`;
}
