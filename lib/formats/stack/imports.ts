import type { RegisteredSubscription } from "../../delegation/registration.ts";
import { assignmentAddresses, definitionAddress } from "./stack-resources.ts";

/**
 * Marks resources to import: they exist in Azure, but not in Terraform's state. They get an import block. Where the
 * state has the resource already, the block does nothing.
 *
 * @param wanted ids of customers, for all of their resources, and resource addresses
 */
export function importing(
  subscriptions: readonly RegisteredSubscription[],
  customerId: string,
  wanted: ReadonlySet<string>,
): readonly RegisteredSubscription[] {
  if (wanted.size === 0) return subscriptions;
  const all = wanted.has(customerId);
  return subscriptions.map((subscription) => ({
    ...subscription,
    registrations: subscription.registrations.map((registration) => {
      const { definition, assignments } = registration;
      return {
        definition: {
          ...definition,
          existing: definition.existing || all || wanted.has(definitionAddress(registration)),
        },
        assignments: assignments.map((each, index) => ({
          ...each,
          existing: each.existing || all || wanted.has(assignmentAddresses(registration)[index] ?? ""),
        })),
      };
    }),
  }));
}

/** Addresses of resources that exist in Azure and get an import block. */
export function existingAddresses(subscriptions: readonly RegisteredSubscription[]): string[] {
  return subscriptions
    .flatMap(({ registrations }) => registrations)
    .flatMap((registration) => [
      ...(registration.definition.existing ? [definitionAddress(registration)] : []),
      ...assignmentAddresses(registration).filter((_, index) => registration.assignments[index]?.existing),
    ]);
}

/** Wanted names that are neither an id nor an address of these customers. In the order given. */
export function unknownImports(
  customers: readonly { readonly id: string; readonly subscriptions: readonly RegisteredSubscription[] }[],
  wanted: ReadonlySet<string>,
): string[] {
  if (wanted.size === 0) return [];
  const known = new Set(
    customers.flatMap(({ id, subscriptions }) => [
      id,
      ...subscriptions
        .flatMap(({ registrations }) => registrations)
        .flatMap((each) => [definitionAddress(each), ...assignmentAddresses(each)]),
    ]),
  );
  return [...wanted].filter((name) => !known.has(name));
}
