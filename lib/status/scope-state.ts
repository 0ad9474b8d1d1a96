import { accessOf, grantIdentity } from "../access/access-grant.ts";
import { definitionKey, definitionOn, grantsOfDefinition, isMissing } from "../access/access-parts.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import type { FoundAccess } from "../access/found-access.ts";
import type { RegisteredSubscription, Registration } from "../delegation/registration.ts";
import type { Guid } from "../values/guid.ts";
import type { DelegationState, ScopeState, ScopeStatus } from "./estate-status.ts";

/** Azure's lists by subscription, with what failed there. */
export interface FoundIndex {
  readonly bySubscription: ReadonlyMap<Guid, CustomerAccess>;
  /** Keys of definitions that failed. */
  readonly failed: ReadonlySet<string>;
  /** Whether a subscription was read whole. */
  readonly isRead: (subscriptionId: Guid) => boolean;
}

/** Indexes Azure's lists. Lists that do not say what was read count as whole for the subscriptions that they have. */
export function indexFound({ subscriptions, notes, read }: FoundAccess): FoundIndex {
  const bySubscription = new Map(subscriptions.map((each) => [each.customer, each]));
  const failed = notes.flatMap((note) =>
    note.kind === "definition-failed"
      ? [definitionKey(note.definition.subscriptionId, note.definition.registrationDefinitionId)]
      : [],
  );
  return {
    bySubscription,
    failed: new Set(failed),
    isRead: (id) => (read === undefined ? bySubscription.has(id) : read.has(id)),
  };
}

/** The state of a registration in Azure, with the source that its description there claims. */
export function registrationState(
  subscription: Omit<RegisteredSubscription, "registrations">,
  registration: Registration,
  found: FoundIndex | undefined,
): Pick<ScopeStatus, "state" | "sourceInAzure"> {
  const { id } = registration.definition;
  if (found === undefined) return { state: "unknown", sourceInAzure: undefined };
  const access = found.bySubscription.get(subscription.id);
  const definition = definitionOn(access, subscription.id, id);
  const sourceInAzure = definition?.claimedSource;
  if (found.failed.has(definitionKey(subscription.id, id))) return { state: "failed", sourceInAzure };
  if (!found.isRead(subscription.id)) return { state: "not-read", sourceInAzure };
  if (access === undefined || definition === undefined || isMissing(access, subscription.id, id))
    return { state: "not-deployed", sourceInAzure };
  const isSame =
    identities(accessOf([{ ...subscription, registrations: [registration] }])) ===
    identities(grantsOfDefinition(definition, access.grants));
  return { state: isSame ? "in-place" : "differs", sourceInAzure };
}

function identities(grants: Parameters<typeof grantIdentity>[0][]): string {
  return [...new Set(grants.map(grantIdentity))].sort().join("\n");
}

/** States that decide that of a whole: the first that any scope has. */
const DECIDING: readonly ScopeState[] = ["failed", "differs", "not-read", "unknown"];

/** The state of several scopes together. Some in place and some not deployed are a difference. */
export function joinStates(states: readonly ScopeState[]): DelegationState {
  const [first] = states;
  if (first === undefined) return "nothing-delegated";
  const deciding = DECIDING.find((each) => states.includes(each));
  return deciding ?? (states.every((each) => each === first) ? first : "differs");
}
