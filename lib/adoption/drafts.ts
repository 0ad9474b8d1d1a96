import { registrationDefinitionGuid } from "../delegation/arm-guid.ts";
import { claimedSource } from "../delegation/version-marker.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { delegationKey, type SourcedDelegation } from "./adoption.ts";
import { type Content, contentOf, isNearlyEqual } from "./content.ts";
import type { KnownEstate, KnownVersion } from "./known-estate.ts";

/** A delegation with its authorizations in their normal form. */
export interface Placed {
  readonly delegation: SourcedDelegation;
  readonly content: Content;
  /**
   * Offer, plan and version that exist already. They come from the marketplace, or from an earlier deployment by
   * keeper.
   */
  readonly fixed: FixedPlan | undefined;
}

/** Ids that cannot be chosen. */
export interface FixedPlan {
  /** The offer's id; undefined where the marketplace's product is fixed instead. */
  readonly offer: string | undefined;
  readonly marketplace: { readonly publisher: string; readonly product: string } | undefined;
  readonly plan: string;
  readonly version: string;
}

/** An offer to be: the delegations that become its plans. */
export interface DraftOffer {
  readonly managingTenantId: Guid;
  readonly fixed: Pick<FixedPlan, "offer" | "marketplace"> | undefined;
  readonly placed: Placed[];
}

/** Delegations by what they become. Each becomes a version of the estate, or a part of a new offer. */
export interface Drafts {
  readonly reused: readonly { readonly placed: Placed; readonly version: KnownVersion }[];
  readonly offers: readonly DraftOffer[];
}

/** Reads the authorizations of delegations, and what is fixed about them. */
export function placedDelegations(delegations: readonly SourcedDelegation[]): Placed[] {
  return delegations
    .map((delegation) => ({
      delegation,
      content: contentOf(delegation.definition),
      fixed: fixedPlan(delegation),
    }))
    .sort((a, b) => compareText(delegationKey(a.delegation), delegationKey(b.delegation)));
}

function fixedPlan({ definition }: SourcedDelegation): FixedPlan | undefined {
  const { marketplacePlan: sold, managingTenantId, subscriptionId, registrationDefinitionId } = definition;
  if (sold !== undefined) {
    const { publisher, product, name: plan, version } = sold;
    return { offer: undefined, marketplace: { publisher, product }, plan, version };
  }
  const [, offer, plan, version] =
    /^(.+)\/(.+)@(.+)$/.exec(claimedSource(definition.description) ?? "") ?? [];
  if (offer === undefined || plan === undefined || version === undefined) return undefined;
  // a marker is a claim: the GUID shows whether this offer made the definition
  const isOwn =
    registrationDefinitionGuid(managingTenantId, subscriptionId, offer) ===
    registrationDefinitionId.toLowerCase();
  return isOwn ? { offer, marketplace: undefined, plan, version } : undefined;
}

/**
 * Groups delegations into offers. Equal authorizations are one plan; sets that share four fifths are plans of one offer.
 * An offer is on a subscription once. Independent of the order of delegations.
 *
 * @param apart identities of contents that join no other content
 */
export function draftOffers(
  placed: readonly Placed[],
  known: KnownEstate,
  apart: ReadonlySet<string> = new Set(),
): Drafts {
  const reused: { readonly placed: Placed; readonly version: KnownVersion }[] = [];
  const grouping = new Grouping(known.offerIds, apart);
  const taken = new Set<string>();
  for (const each of inOrder(placed)) {
    const version = knownVersion(each, known, taken);
    if (version === undefined) grouping.add(each);
    else {
      taken.add(`${version.offer.id} ${each.delegation.definition.subscriptionId}`);
      reused.push({ placed: each, version });
    }
  }
  return { reused, offers: grouping.offers };
}

/** The most frequent authorizations first: near-equal ones join them. */
function inOrder(placed: readonly Placed[]): Placed[] {
  return [...groupBy(placed, ({ content }) => content.identity)]
    .sort(([a, one], [b, other]) => other.length - one.length || compareText(a, b))
    .flatMap(([, group]) => group);
}

/** Version of the estate with exactly these authorizations, if not yet on the subscription. */
function knownVersion(
  { delegation: { definition }, content, fixed }: Placed,
  { versions, offersOn }: KnownEstate,
  taken: ReadonlySet<string>,
): KnownVersion | undefined {
  const { subscriptionId, managingTenantId } = definition;
  const fitting = versions.filter(
    ({ offer, plan, version, content: other }) =>
      other.named === content.named &&
      offer.managingTenant.tenantId === managingTenantId.toLowerCase() &&
      isSameProduct(offer.marketplace, fixed?.marketplace) &&
      (fixed?.marketplace === undefined || (fixed.plan === plan && fixed.version === version)) &&
      offersOn.get(subscriptionId)?.has(offer.id) !== true &&
      !taken.has(`${offer.id} ${subscriptionId}`),
  );
  return fitting.find(({ offer }) => offer.name === definition.name) ?? fitting[0];
}

function isSameProduct(a: FixedPlan["marketplace"], b: FixedPlan["marketplace"]): boolean {
  return a?.publisher === b?.publisher && a?.product === b?.product;
}

/** Offers to be, in the order of their first delegation. */
class Grouping {
  readonly offers: DraftOffer[] = [];
  readonly #near = new Map<string, Set<DraftOffer>>();
  readonly #subscriptions = new Map<DraftOffer, Set<Guid>>();
  readonly #identities = new Map<DraftOffer, Map<string, Content>>();
  readonly #usedIds: Set<string>;
  readonly #apart: ReadonlySet<string>;

  constructor(usedIds: Iterable<string>, apart: ReadonlySet<string>) {
    this.#usedIds = new Set(usedIds);
    this.#apart = apart;
  }

  add(placed: Placed): void {
    const draft = this.#fixedHome(placed) ?? this.#home(placed) ?? this.#begin(placed);
    draft.placed.push(placed);
    this.#subscriptions.get(draft)?.add(placed.delegation.definition.subscriptionId);
    const identities = this.#identities.get(draft);
    if (identities === undefined || identities.has(placed.content.identity)) return;
    identities.set(placed.content.identity, placed.content);
    // the offer may be near to more contents now
    this.#near.clear();
  }

  /** The offer whose id or product is fixed. Its plan version must be free, or have the same content. */
  #fixedHome({ delegation: { definition }, content, fixed }: Placed): DraftOffer | undefined {
    if (fixed === undefined) return undefined;
    return this.offers.find(
      (draft) =>
        draft.managingTenantId === definition.managingTenantId.toLowerCase() &&
        isFixedAs(draft, fixed) &&
        this.#isFree(draft, definition.subscriptionId) &&
        draft.placed.every(
          (each) =>
            each.fixed?.plan !== fixed.plan ||
            each.fixed.version !== fixed.version ||
            each.content.named === content.named,
        ),
    );
  }

  #home({ delegation: { definition }, content, fixed }: Placed): DraftOffer | undefined {
    if (fixed !== undefined) return undefined;
    const tenant = definition.managingTenantId.toLowerCase();
    const free = [...this.#nearTo(tenant, content)].filter((each) =>
      this.#isFree(each, definition.subscriptionId),
    );
    const equal = free.filter((each) => this.#identities.get(each)?.has(content.identity));
    const best = equal.length > 0 ? equal : free;
    return (
      best.find((each) =>
        each.placed.some(({ delegation }) => delegation.definition.name === definition.name),
      ) ?? best[0]
    );
  }

  #nearTo(tenant: Guid, content: Content): ReadonlySet<DraftOffer> {
    const key = `${tenant} ${content.identity}`;
    const near =
      this.#near.get(key) ??
      new Set(
        this.offers.filter(
          (each) =>
            each.managingTenantId === tenant &&
            each.fixed === undefined &&
            [...(this.#identities.get(each)?.values() ?? [])].some((other) => this.#joins(content, other)),
        ),
      );
    this.#near.set(key, near);
    return near;
  }

  #joins(content: Content, other: Content): boolean {
    if (content.identity === other.identity) return true;
    if (this.#apart.has(content.identity) || this.#apart.has(other.identity)) return false;
    return isNearlyEqual(content, other);
  }

  #isFree(draft: DraftOffer, subscriptionId: Guid): boolean {
    return this.#subscriptions.get(draft)?.has(subscriptionId) !== true;
  }

  #begin({ delegation, fixed }: Placed): DraftOffer {
    // an id that is in use belongs to another content: this offer gets an id of its own
    const isUsable = fixed?.offer === undefined || !this.#usedIds.has(fixed.offer);
    if (fixed?.offer !== undefined) this.#usedIds.add(fixed.offer);
    const draft = {
      managingTenantId: delegation.definition.managingTenantId.toLowerCase(),
      fixed: isUsable ? fixed : undefined,
      placed: [],
    };
    this.offers.push(draft);
    this.#subscriptions.set(draft, new Set());
    this.#identities.set(draft, new Map());
    this.#near.clear();
    return draft;
  }
}

function isFixedAs({ fixed }: DraftOffer, other: FixedPlan): boolean {
  return (
    fixed !== undefined && fixed.offer === other.offer && isSameProduct(fixed.marketplace, other.marketplace)
  );
}
