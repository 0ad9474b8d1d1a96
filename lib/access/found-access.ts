import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { sortGrants } from "./access-grant.ts";
import { type CustomerAccess, compareAssignments, compareDefinitions, NO_ACCESS } from "./access-side.ts";

/** A registration definition that Azure lists, by what people know of it. */
export interface FoundDefinition {
  readonly subscriptionId: Guid;
  readonly registrationDefinitionId: Guid;
  readonly managingTenantId: Guid;
  /** Empty where it has none. */
  readonly name: string;
}

/** Something in Azure's lists that is no access, and that readers must know. */
export type FoundNote =
  /** It failed and grants nothing. Where it is assigned, what was granted before is not known. */
  | {
      readonly kind: "definition-failed";
      readonly definition: FoundDefinition;
      readonly state: string;
      /** ARM ids of its assignments, those of resource groups too. */
      readonly assignmentIds: readonly string[];
    }
  /**
   * It has no assignment in the lists. It grants nothing where its subscription was read with its resource groups,
   * whose assignments are lists of their own.
   */
  | {
      readonly kind: "definition-unassigned";
      readonly definition: FoundDefinition;
      readonly isKnown: boolean;
    }
  /** Properties that this version does not know, as of a newer API. They were not read. Sorted. */
  | { readonly kind: "parts-unknown"; readonly names: readonly string[]; readonly resources: number }
  /** Properties beside the list of an answer that this version does not know. Sorted. */
  | { readonly kind: "answer-parts-unknown"; readonly names: readonly string[] };

/** What Azure's lists show. */
export interface FoundAccess {
  /** Access by subscription: each `customer` is the id of a subscription. Sorted. */
  readonly subscriptions: readonly CustomerAccess[];
  readonly notes: readonly FoundNote[];
  /** Names of managing tenants as Azure gives them, by id. */
  readonly tenantNames: ReadonlyMap<Guid, string>;
  /**
   * Subscriptions that were read, delegated or not; others are not known. Undefined where the lists do not say: then a
   * subscription without entries counts as one without delegations.
   */
  readonly read: ReadonlySet<Guid> | undefined;
}

/** Access by customer, sorted. Subscriptions that were read without any delegation belong to their customers too. */
export function accessByCustomer(
  { subscriptions, read }: Pick<FoundAccess, "subscriptions" | "read">,
  customerOf: (subscriptionId: Guid) => string,
): CustomerAccess[] {
  const found = new Map(subscriptions.map((each) => [each.customer, each]));
  const byCustomer = new Map<string, CustomerAccess[]>();
  for (const id of new Set([...found.keys(), ...(read ?? [])])) {
    const customer = customerOf(id);
    const own = byCustomer.get(customer) ?? [];
    own.push(found.get(id) ?? { customer: id, ...NO_ACCESS, subscriptionIds: [id] });
    byCustomer.set(customer, own);
  }
  return [...byCustomer]
    .sort(([a], [b]) => compareText(a, b))
    .map(([customer, own]) => joined(customer, own));
}

function joined(customer: string, own: readonly CustomerAccess[]): CustomerAccess {
  return {
    customer,
    subscriptionIds: own.flatMap((each) => each.subscriptionIds).sort(compareText),
    definitions: own.flatMap((each) => each.definitions).sort(compareDefinitions),
    assignments: own.flatMap((each) => each.assignments).sort(compareAssignments),
    grants: sortGrants(own.flatMap((each) => each.grants)),
  };
}
