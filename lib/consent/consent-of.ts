import { createHash } from "node:crypto";
import { accessOf } from "../access/access-grant.ts";
import type { Customer } from "../delegation/customer.ts";
import type { Offer, PlanVersion } from "../delegation/offer.ts";
import { resolveVersion } from "../delegation/register.ts";
import { type RegisteredSubscription, registrationAssignmentResourceId } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { withoutMarker } from "../delegation/version-marker.ts";
import { canonicalSet } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { own } from "../values/own.ts";
import type { ConsentAnalysis } from "./consent-analysis.ts";
import { consentChanges } from "./consent-changes.ts";
import type { ConsentOffer, ConsentScope, ConsentSheet } from "./consent-sheet.ts";

/** What a sheet is made from. */
export interface ConsentInput {
  readonly customer: Customer;
  /** As registered for this customer. */
  readonly subscriptions: readonly RegisteredSubscription[];
  readonly offers: ReadonlyMap<string, Offer>;
  readonly analysis: ConsentAnalysis;
  /** The version to compare a plan with, where the plan has it. @default - nothing is compared */
  readonly since: ((offer: string, plan: string) => string | undefined) | undefined;
  /** Whether the customer stands for any. @default - false */
  readonly isForAnyCustomer?: boolean;
}

/** The sheet of a customer; undefined where nothing is delegated. */
export function consentOf(input: ConsentInput): ConsentSheet | undefined {
  const { customer, subscriptions, analysis, isForAnyCustomer = false } = input;
  const placed = subscriptions.flatMap((subscription) =>
    subscription.registrations
      .filter(({ assignments }) => assignments.length > 0)
      .map((registration) => ({ subscription, registration })),
  );
  if (placed.length === 0) return undefined;
  const byOffer = groupBy(placed, ({ registration: { definition } }) => definition.offerId);
  const offers = [...byOffer].sort(([a], [b]) => compareText(a, b)).map(([, each]) => offerOf(each, input));
  const cannot = analysis.cannot(accessOf(subscriptions));
  return { customer, isForAnyCustomer, offers, cannot, catalogueDate: analysis.catalogue.date };
}

interface Placed {
  readonly subscription: RegisteredSubscription;
  readonly registration: RegisteredSubscription["registrations"][number];
}

/** An offer, which a customer takes in one plan version: a rule holds that. */
function offerOf(
  placed: readonly Placed[],
  { offers, analysis, since: sinceOf }: ConsentInput,
): ConsentOffer {
  const [first] = placed;
  if (first === undefined) throw new Error("a group has a member");
  const { definition } = first.registration;
  const since = sinceOf?.(definition.offerId, definition.planId);
  const principals = analysis.principals(definition);
  const earlier =
    since === undefined || since === definition.version
      ? undefined
      : versionOf(offers.get(definition.offerId), definition.planId, since);
  const before = earlier && analysis.principals(resolveVersion(earlier, analysis.catalogue));
  return {
    offer: definition.offerId,
    plan: definition.planId,
    version: definition.version,
    title: definition.name,
    description: withoutMarker(definition.description).trim(),
    provider: definition.managingTenant,
    scopes: placed.flatMap(scopesOf),
    principals,
    changes: since === undefined ? undefined : { since, list: before && consentChanges(before, principals) },
    digest: digestOf(placed),
  };
}

function versionOf(offer: Offer | undefined, plan: string, version: string): PlanVersion | undefined {
  const versions = offer === undefined ? undefined : own(offer.plans, plan)?.versions;
  return versions === undefined ? undefined : own(versions, version);
}

function scopesOf({ subscription, registration: { assignments } }: Placed): ConsentScope[] {
  return assignments.map(({ id, scope }) => ({
    subscription: subscription.name,
    scope,
    assignmentId: registrationAssignmentResourceId(scopeId(scope), id),
  }));
}

/** The digest of exactly this access, whatever things are called. */
function digestOf(placed: readonly Placed[]): string {
  const grants = placed.flatMap(({ subscription, registration }) =>
    accessOf([{ ...subscription, registrations: [registration] }]),
  );
  const nameless = grants.map(({ principalDisplayName: _, access, ...rest }) => ({
    ...rest,
    access:
      access.kind === "standing"
        ? access
        : { ...access, approvers: access.approvers.map(({ principalId }) => principalId) },
  }));
  return createHash("sha256").update(canonicalSet(nameless).join("\n")).digest("hex");
}
