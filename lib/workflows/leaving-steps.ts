import { accessOf } from "../access/access-grant.ts";
import type { Customer } from "../delegation/customer.ts";
import type { LeavingRecord, LockedCustomer } from "../delegation/estate-lock.ts";
import { registerCustomer } from "../delegation/register.ts";
import {
  type RegisteredSubscription,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import { scopeId } from "../delegation/scope.ts";
import { hasLocalState } from "../estate/local-state.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { success } from "../values/result.ts";
import type { Evidence, KnownResources } from "./leaving-evidence.ts";

/**
 * Where a subscription is on its way out. `undelegated`: the definitions no longer delegate it, and the stack was not
 * synthesized since. `ending`: the state still has it, or nothing shows that it is gone. `ended`: it can leave the file.
 */
export type LeavingStep = "delegated" | "undelegated" | "ending" | "ended";

/** A subscription that leaves. */
export interface LeavingSubscription {
  readonly name: string;
  readonly id: Guid;
  readonly step: LeavingStep;
  /** What shows that nothing is left; undefined where nothing does. */
  readonly evidence: Evidence | undefined;
  /** ARM ids of assignments that the provider may remove by himself. */
  readonly removable: readonly string[];
  /** ARM ids of assignments that the customer alone can remove. */
  readonly lasting: readonly string[];
  /** Folder with the customer's removal scripts; undefined where none were written. */
  readonly scripts: string | undefined;
}

/** The estate as it is read, and its root. */
export interface Known {
  readonly estate: Estate;
  readonly root: string;
}

/** A subscription with its step, and with what its definitions delegate now. */
export type Step = Omit<LeavingSubscription, "scripts"> & { readonly registered: RegisteredSubscription };

/** The customer's subscriptions with what is delegated on them now. */
export function registeredOf(customer: Customer, estate: Estate): Outcome<RegisteredSubscription[]> {
  const offers = offersById(estate);
  if (isResolvable(customer, offers, estate.catalogue))
    return success(registerCustomer(customer, offers, estate.catalogue));
  const problem = `the definition of ${customer.id} names something that is not defined`;
  return failure("unreadable-input", problem, "run keeper check, and correct the errors");
}

/** Where each of these subscriptions is. */
export function stepsOf(
  customer: Customer,
  registered: readonly RegisteredSubscription[],
  known: Known,
  evidence: ReadonlyMap<Guid, Evidence>,
): Step[] {
  return registered.map((each) => ({
    name: each.name,
    id: each.id,
    registered: each,
    ...stepOf(each, customer, known, evidence.get(each.id)),
    ...endedBy(each),
  }));
}

/**
 * Whether the definitions delegate anything on a subscription. A deviation that leaves it out of the stack does not
 * matter.
 */
function isDelegated({ delegations }: Customer, name: string): boolean {
  return delegations.some(({ scopes }) => scopes.some(({ subscription }) => subscription === name));
}

/**
 * What is known of the delegations that a subscription had. Known from the definitions, or noted in the lock by the
 * first step. Undefined where the definitions delegate nothing there, and the lock has no record of a first step.
 */
export function knownOf(
  customer: Customer,
  subscription: RegisteredSubscription,
  lock: Estate["lock"],
): KnownResources | undefined {
  if (isDelegated(customer, subscription.name))
    return { since: undefined, resources: resourcesOf(subscription) };
  return own(entryOf(customer, lock)?.leaving ?? {}, subscription.id);
}

/** What the lock notes of a subscription when it begins to leave. */
export function recordOf(subscription: RegisteredSubscription, today: string): LeavingRecord {
  return { since: today, resources: resourcesOf(subscription) };
}

/** ARM ids of everything that is delegated on a subscription. Sorted. */
function resourcesOf({ registrations }: RegisteredSubscription): string[] {
  const ids = registrations.flatMap(({ definition, assignments }) => [
    registrationDefinitionResourceId(definition.subscriptionId, definition.id),
    ...assignments.map(({ id, scope }) => registrationAssignmentResourceId(scopeId(scope), id)),
  ]);
  return [...new Set(ids)].sort();
}

function stepOf(
  subscription: RegisteredSubscription,
  customer: Customer,
  { estate: { lock, deployed, defaults }, root }: Known,
  evidence: Evidence | undefined,
): Pick<Step, "step" | "evidence"> {
  const { id, deployedBy } = customer;
  if (isDelegated(customer, subscription.name)) return { step: "delegated", evidence };
  const locked = own(lockedOf(customer, lock), subscription.id) ?? [];
  if (locked.length > 0) return { step: "undelegated", evidence };
  if (deployed.get(id)?.includes(subscription.id) === true) return { step: "ending", evidence };
  // a state that is not here says nothing, and a customer's own deployment has a state of its own
  const isKnown = deployedBy === "provider" && hasLocalState(root, defaults.value.state, id);
  const shown = evidence ?? (isKnown ? { kind: "local-state" as const } : undefined);
  return { step: shown === undefined || shown.kind === "present" ? "ending" : "ended", evidence: shown };
}

/** Offers by subscription at the last synthesis, also under a former id. */
export function lockedOf(
  customer: Customer,
  lock: Estate["lock"],
): Readonly<Record<Guid, readonly string[]>> {
  return entryOf(customer, lock)?.subscriptions ?? {};
}

function entryOf({ id, formerId }: Customer, lock: Estate["lock"]): LockedCustomer | undefined {
  return own(lock, id) ?? own(lock, formerId ?? "");
}

/** Assignments by who can remove them. The provider can where the delegation grants it the Delete role. */
function endedBy(subscription: RegisteredSubscription): Pick<Step, "removable" | "lasting"> {
  const grants = accessOf([subscription]);
  const all = [
    ...new Set(
      grants.map(({ scope, registrationAssignmentId: id }) => registrationAssignmentResourceId(scope, id)),
    ),
  ].sort();
  const removable = new Set(
    grants
      .filter(
        ({ roleDefinitionId, access }) =>
          roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID && access.kind === "standing",
      )
      .map(({ scope, registrationAssignmentId: id }) => registrationAssignmentResourceId(scope, id)),
  );
  return {
    removable: all.filter((id) => removable.has(id)),
    lasting: all.filter((id) => !removable.has(id)),
  };
}
