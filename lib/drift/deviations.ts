import { definitionKey } from "../access/access-parts.ts";
import type { AccessSide } from "../access/access-side.ts";
import { registrationDefinitionGuid } from "../delegation/arm-guid.ts";
import { isPastItsDay } from "../delegation/deviation.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { Guid } from "../values/guid.ts";
import { type AllowedDifference, type DriftFinding, weightOf } from "./finding.ts";
import type { Owners } from "./ownership.ts";

/** What decides what a deviation allows today. */
export interface DeviationInput {
  readonly defined: AccessSide;
  readonly owners: Owners;
  /** Facts of the defined side, which name its deviations. */
  readonly facts: EstateFacts | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Ids of the subscriptions that the snapshot read whole. */
  readonly read: ReadonlySet<Guid>;
  /** Subscriptions that Azure does not show, whose delegations are gone by deviations in force. */
  readonly goneUnseen: ReadonlySet<Guid>;
}

/**
 * Subscriptions on which deviations leave nothing to delegate. The deviations say that the delegations there are gone.
 */
export interface GoneByDeviation {
  readonly inForce: ReadonlySet<Guid>;
  /** A deviation past its day says so no longer. */
  readonly pastTheirDay: ReadonlySet<Guid>;
}

/** Finds the subscriptions of which deviations say that their delegations are gone. */
export function goneByDeviation({
  defined,
  facts,
  today,
}: Pick<DeviationInput, "defined" | "facts" | "today">): GoneByDeviation {
  const delegated = new Set(
    defined.customers.flatMap(({ definitions }) => definitions.map(({ subscriptionId }) => subscriptionId)),
  );
  const all = Object.values(facts?.customers ?? {})
    .flatMap(({ deviations = {} }) => Object.entries(deviations))
    .map(([delegation, { until }]) => ({ id: delegation.slice(0, delegation.indexOf("/")), until }))
    .filter(({ id }) => !delegated.has(id));
  const isPast = ({ until }: { readonly until: string }) => isPastItsDay({ until }, today);
  const past = new Set(all.filter(isPast).map(({ id }) => id));
  // of several deviations on a subscription, each must be in force
  return { inForce: new Set(all.map(({ id }) => id).filter((id) => !past.has(id))), pastTheirDay: past };
}

/**
 * Allowed differences of deviations whose subscription was read or is gone. Includes deviations whose day is over. The
 * defined side already has Azure's set. A finding of the same delegation therefore means a difference that is not the
 * allowed one.
 */
export function allowedDifferences(
  input: DeviationInput,
  findings: readonly DriftFinding[],
  isWanted: (customer: string | undefined) => boolean,
): AllowedDifference[] {
  const differing = new Set(
    findings.flatMap((each) =>
      "definition" in each && weightOf(each) === "drift"
        ? [definitionKey(each.subscriptionId, each.definition.registrationDefinitionId)]
        : [],
    ),
  );
  return Object.entries(input.facts?.customers ?? {}).flatMap(([customer, { deviations = {} }]) =>
    Object.entries(deviations).flatMap(([delegation, { until }]): AllowedDifference[] => {
      const [subscriptionId = "", offer = ""] = delegation.split("/");
      const isPast = isPastItsDay({ until }, input.today);
      const isRead = input.read.has(subscriptionId);
      // a day is over whether or not the subscription was read
      const isGone = input.goneUnseen.has(subscriptionId);
      if (!isWanted(customer) || !(isRead || isPast || isGone)) return [];
      const isOther = definitionIds(subscriptionId, offer, input).some((id) =>
        differing.has(definitionKey(subscriptionId, id)),
      );
      const kind = isOther ? "allowed-otherwise" : isPast ? "allowed-until" : "allowed";
      return [{ kind, customer, subscriptionId, offer, until, isRead }];
    }),
  );
}

/** Possible ids of an offer's delegation: the defined one, and those by formula. */
function definitionIds(subscriptionId: Guid, offer: string, { defined, owners }: DeviationInput): Guid[] {
  const own = defined.customers
    .flatMap(({ definitions }) => definitions)
    .filter((each) => each.subscriptionId === subscriptionId && each.addressedOffer === offer)
    .map(({ registrationDefinitionId }) => registrationDefinitionId);
  const byFormula = [...owners.managingTenants].map((tenant) =>
    registrationDefinitionGuid(tenant, subscriptionId, offer),
  );
  return [...own, ...byFormula];
}
