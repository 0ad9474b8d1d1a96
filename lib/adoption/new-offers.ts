import { registrationDefinitionGuid } from "../delegation/arm-guid.ts";
import { withoutMarker } from "../delegation/version-marker.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { AdoptedOffer } from "./adoption.ts";
import type { DraftOffer, Placed } from "./drafts.ts";
import { idFromTitle, mostCommon, UsedNames } from "./ids.ts";
import { type DraftVersion, type OfferContext, writtenPlans } from "./written-plans.ts";

/** A new offer with the delegations that take its versions. */
export interface NewOffer {
  readonly offer: AdoptedOffer;
  readonly versions: readonly DraftVersion[];
}

/** Makes an offer of a draft. @param usedIds ids of offers; its own is added */
export function newOffer(draft: DraftOffer, usedIds: UsedNames, context: OfferContext): NewOffer {
  const definitions = draft.placed.map(({ delegation }) => delegation.definition);
  const name = mostCommon(definitions.map((each) => each.name));
  const id = draft.fixed?.offer ?? freeId(draft, idFromTitle(name, "offer"), usedIds);
  const versions = draftVersions(draft);
  const { plans, ...shared } = writtenPlans(versions, context);
  const { fixed } = draft;
  const offer: AdoptedOffer = {
    id,
    name,
    description: mostCommon(descriptions(draft, id, versions)),
    managingTenant: {
      ...context.tenant,
      principals: context.principals.registry(usedPrincipals({ plans, ...shared })),
    },
    ...shared,
    plans,
    ...(fixed?.marketplace === undefined ? {} : { marketplace: fixed.marketplace }),
  };
  return { offer, versions };
}

/** An id that is free, and from which keeper derives no GUID that exists. */
function freeId(draft: DraftOffer, id: string, usedIds: UsedNames): string {
  for (;;) {
    const free = usedIds.take(id);
    const isDerived = draft.placed.some(({ delegation: { definition } }) => {
      const { managingTenantId, subscriptionId, registrationDefinitionId } = definition;
      return (
        registrationDefinitionGuid(managingTenantId, subscriptionId, free) ===
        registrationDefinitionId.toLowerCase()
      );
    });
    if (!isDerived) return free;
  }
}

function descriptions({ fixed }: DraftOffer, id: string, versions: readonly DraftVersion[]): string[] {
  return versions.flatMap(({ placed }) =>
    placed.map(({ delegation }) =>
      writtenDescription(delegation.definition.description, fixed?.offer === id),
    ),
  );
}

/** The description as the author writes it. Synthesis adds the marker to a definition whose GUID it derives. */
export function writtenDescription(description: string, isDerived: boolean): string {
  return isDerived ? withoutMarker(description) : description;
}

/**
 * Plans and versions of an offer: the fixed ones, if any. A new offer has a plan for each set of authorizations. A plan
 * has a version for each set of display names.
 */
function draftVersions(draft: DraftOffer): DraftVersion[] {
  if (draft.fixed !== undefined) {
    const byVersion = groupBy(draft.placed, ({ fixed }) => `${fixed?.plan}@${fixed?.version}`);
    return [...byVersion]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, placed]) => {
        const [plan = "", version = ""] = key.split("@");
        return { plan, version, placed };
      });
  }
  const plans = byFrequency(draft.placed, ({ content }) => content.identity);
  const ids = planIds(plans);
  return plans.flatMap((own, index) =>
    byFrequency(own, ({ content }) => content.named).map((placed, number) => ({
      plan: ids[index] ?? "",
      version: `1.0.${number}`,
      placed,
    })),
  );
}

function byFrequency(placed: readonly Placed[], keyOf: (each: Placed) => string): Placed[][] {
  return [...groupBy(placed, keyOf)]
    .sort(([a, one], [b, other]) => other.length - one.length || compareText(a, b))
    .map(([, group]) => [...group]);
}

/** Ids of plans from their titles where each has one of its own, else numbers. */
function planIds(plans: readonly (readonly Placed[])[]): string[] {
  if (plans.length === 1) return ["standard"];
  const titles = plans.map((placed) =>
    idFromTitle(mostCommon(placed.map((each) => each.delegation.definition.name)), ""),
  );
  const used = new UsedNames([], "-");
  const areOwn = new Set(titles).size === titles.length && !titles.includes("");
  if (!areOwn) return plans.map(() => used.take("standard"));
  const common = commonWords(titles.map((title) => title.split("-")));
  return titles.map((title) => used.take(title.split("-").slice(common).join("-") || "standard"));
}

/** How many words all titles begin with. */
function commonWords(titles: readonly (readonly string[])[]): number {
  const [first = []] = titles;
  const differs = first.findIndex((word, index) => titles.some((words) => words[index] !== word));
  return differs === -1 ? first.length : differs;
}

/** Names of the principals that an offer's authorizations and policies use. */
function usedPrincipals({
  plans,
  authorizationSets = {},
  justInTimeAccessPolicies = {},
}: Pick<AdoptedOffer, "plans" | "authorizationSets" | "justInTimeAccessPolicies">): Set<string> {
  const versions = Object.values(plans).flatMap((plan) => Object.values(plan.versions));
  const sets = [...Object.values(authorizationSets), ...versions];
  const standing = sets.flatMap(({ authorizations = [] }) => authorizations);
  const eligible = sets.flatMap(({ eligibleAuthorizations = [] }) => eligibleAuthorizations);
  const policies = eligible.flatMap(({ justInTimeAccessPolicy: policy }) =>
    typeof policy === "string" ? [] : [policy],
  );
  return new Set([
    ...[...standing, ...eligible].map(({ principal }) => principal),
    ...[...Object.values(justInTimeAccessPolicies), ...policies].flatMap(({ approvers = [] }) => approvers),
  ]);
}
