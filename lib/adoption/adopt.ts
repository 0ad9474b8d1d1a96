import type { FoundSubscription } from "../access/found-delegation.ts";
import type { Cloud } from "../delegation/cloud.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { delegationKey, type SourcedDelegation } from "./adoption.ts";
import { type DraftOffer, type Drafts, draftOffers, type Placed, placedDelegations } from "./drafts.ts";
import { byOwner, type CustomerExtension, customerExtension } from "./extensions.ts";
import { mostCommon, UsedNames } from "./ids.ts";
import { type KnownEstate, ownerOf } from "./known-estate.ts";
import { type NewCustomer, newCustomer, type TakenVersion } from "./new-customers.ts";
import { type NewOffer, newOffer, writtenDescription } from "./new-offers.ts";
import { PrincipalNames } from "./principal-names.ts";
import { isWritableName } from "./writable.ts";
import type { OfferContext } from "./written-plans.ts";
import { WrittenRoles } from "./written-roles.ts";

/** Settings of an adoption beside what was found. */
export interface AdoptionSettings {
  readonly known: KnownEstate;
  readonly cloud: Cloud;
  readonly deployedBy: "provider" | "customer";
  readonly subscriptions: ReadonlyMap<Guid, FoundSubscription>;
  /** Identities of sets of authorizations that are offers of their own. @default - none */
  readonly apart?: ReadonlySet<string>;
}

/** An offer whose plans were put together because they share most authorizations. A person may want them apart. */
export interface JoinedOffer {
  readonly id: string;
  readonly name: string;
  /** Titles that exist in Azure, each once, sorted. */
  readonly titles: readonly string[];
  /** Identities of its plans' authorizations. */
  readonly identities: readonly string[];
}

/** Definitions of what exists. */
export interface AdoptedDefinitions {
  /** Sorted by id. */
  readonly offers: readonly NewOffer[];
  /** Sorted by id. */
  readonly customers: readonly NewCustomer[];
  /** Ids of offers of the estate that customers take. */
  readonly reusedOffers: readonly string[];
  readonly joinedOffers: readonly JoinedOffer[];
  /** What customers of the estate get in addition, sorted by their ids. */
  readonly extensions: readonly CustomerExtension[];
}

/**
 * Turns delegations into offers and customers. Every access, id and text stays as it is. Independent of the order of
 * delegations.
 */
export function adoptDelegations(
  selected: readonly (SourcedDelegation & { readonly customerTenantId: Guid })[],
  settings: AdoptionSettings,
): AdoptedDefinitions {
  const { known } = settings;
  const drafts = draftOffers(placedDelegations(selected), known, settings.apart);
  const offers = newOffers(drafts, settings);
  const taken = new Map(
    [...reusedVersions(drafts), ...offers.flatMap(newVersions)].map((each) => [
      delegationKey(each.delegation),
      each,
    ]),
  );
  const usedIds = new UsedNames(known.customerIds, "-");
  const owners = new Map(selected.map((each) => [delegationKey(each), ownerOf(each, known)]));
  const unowned = selected.filter((each) => owners.get(delegationKey(each)) === undefined);
  const names = namesOf(settings.subscriptions);
  const extensions = byOwner([...taken.values()], ({ delegation }) =>
    owners.get(delegationKey(delegation)),
  ).map(([owner, own]) => customerExtension(owner, own, names));
  const customers = [...groupBy(unowned, ({ customerTenantId }) => customerTenantId)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([tenantId, own]) =>
      newCustomer(
        own.flatMap((each) => taken.get(delegationKey(each)) ?? []),
        customerFacts(tenantId, own, settings),
        usedIds,
      ),
    );
  return {
    offers: [...offers].sort((a, b) => compareText(a.offer.id, b.offer.id)),
    customers: customers.sort((a, b) => compareText(a.customer.id, b.customer.id)),
    reusedOffers: [...new Set(drafts.reused.map(({ version }) => version.offer.id))].sort(compareText),
    extensions,
    joinedOffers: offers.flatMap(joinedOffer).sort((a, b) => compareText(a.id, b.id)),
  };
}

function newOffers({ offers }: Drafts, { known, cloud }: AdoptionSettings): NewOffer[] {
  const fixedIds = offers.flatMap(({ fixed }) => fixed?.offer ?? []);
  const usedIds = new UsedNames([...known.offerIds, ...fixedIds], "-");
  const roles = new WrittenRoles(known.catalogue);
  return [...groupBy(offers, ({ managingTenantId }) => managingTenantId)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([tenantId, own]) => {
      const placed = own.flatMap((each) => each.placed);
      const principals = new PrincipalNames(
        placed.map(({ content }) => content),
        known.principals.get(tenantId) ?? new Map(),
        known.types,
      );
      const name = known.tenantNames.get(tenantId) ?? tenantName(tenantId, placed);
      const context: OfferContext = { principals, roles, tenant: { tenantId, name, cloud } };
      return own.map((draft: DraftOffer) => newOffer(draft, usedIds, context));
    });
}

function tenantName(tenantId: Guid, placed: readonly Placed[]): string {
  const names = placed
    .flatMap(({ delegation }) => delegation.managingTenantName ?? [])
    .filter(isWritableName);
  return names.length === 0 ? tenantId : mostCommon(names);
}

function joinedOffer({ offer, versions }: NewOffer): JoinedOffer[] {
  const placed = versions.flatMap((each) => each.placed);
  const identities = [...new Set(placed.map(({ content }) => content.identity))].sort(compareText);
  if (identities.length < 2 || placed.some(({ fixed }) => fixed !== undefined)) return [];
  const titles = [...new Set(placed.map(({ delegation }) => delegation.definition.name))].sort(compareText);
  return [{ id: offer.id, name: offer.name, titles, identities }];
}

function newVersions({ offer, versions }: NewOffer): TakenVersion[] {
  return versions.flatMap(({ plan, version, placed }) =>
    placed.map(({ delegation, fixed }) =>
      takenVersion(delegation, { offer, plan, version, isDerived: fixed?.offer === offer.id }),
    ),
  );
}

function reusedVersions({ reused }: Drafts): TakenVersion[] {
  return reused.map(({ placed: { delegation, fixed }, version: { offer, plan, version } }) =>
    takenVersion(delegation, { offer, plan, version, isDerived: fixed?.offer === offer.id }),
  );
}

interface Taken {
  readonly offer: { readonly id: string; readonly name: string; readonly description: string };
  readonly plan: string;
  readonly version: string;
  readonly isDerived: boolean;
}

function takenVersion(
  delegation: SourcedDelegation,
  { offer, plan, version, isDerived }: Taken,
): TakenVersion {
  const { name, description: found } = delegation.definition;
  const description = writtenDescription(found, isDerived);
  return {
    delegation,
    offer: offer.id,
    plan,
    version,
    name: name === offer.name ? undefined : name,
    description: description === offer.description ? undefined : description,
  };
}

function namesOf(subscriptions: AdoptionSettings["subscriptions"]): Map<Guid, string> {
  return new Map(
    [...subscriptions].flatMap(([id, { name }]): [Guid, string][] =>
      name === undefined ? [] : [[id, name]],
    ),
  );
}

function customerFacts(
  tenantId: Guid,
  own: readonly SourcedDelegation[],
  { cloud, deployedBy, subscriptions }: AdoptionSettings,
) {
  const names = own.flatMap(({ customerTenantName }) => customerTenantName ?? []).filter(isWritableName);
  const subscriptionNames = namesOf(subscriptions);
  return {
    tenantId,
    tenantName: names.length === 0 ? undefined : mostCommon(names),
    cloud,
    deployedBy,
    subscriptionNames,
  };
}
