import type { RecordRead } from "../acceptance/parse-acceptance.ts";
import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import { definitionKey } from "../access/access-parts.ts";
import type { FoundAccess } from "../access/found-access.ts";
import { type Customer, type Delegation, tenantsThatAccept } from "../delegation/customer.ts";
import { isPastItsDay } from "../delegation/deviation.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import { compareVersions } from "../delegation/identifiers.ts";
import type { Offer } from "../delegation/offer.ts";
import type { PublishedRecord } from "../delegation/recorded-version.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { RegisteredSubscription } from "../delegation/registration.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import { type RoleReference, resolveRole } from "../delegation/role-reference.ts";
import { RoleMeaning } from "../review/role-meaning.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { acceptanceStatus } from "./acceptance-status.ts";
import type {
  AcceptanceStatus,
  CustomerStatus,
  DelegationStatus,
  DeviationStatus,
  EstateStatus,
  OtherDelegations,
  RecordSignature,
  ScopeStatus,
} from "./estate-status.ts";
import { judge, type RoleHolder, roleStatuses } from "./role-status.ts";
import { type FoundIndex, indexFound, joinStates, registrationState } from "./scope-state.ts";

/** What the status of an estate is computed from. */
export interface StatusInput {
  readonly customers: readonly Customer[];
  readonly offers: readonly Offer[];
  /** Which versions are published, or were taken by customers. */
  readonly published: PublishedRecord;
  /** The day on which a version was published, by `offer/plan@n.n.n`. Without versions whose day is not known. */
  readonly publishedDays: ReadonlyMap<string, string>;
  readonly catalogue: RoleCatalogue;
  readonly unreadableFiles: readonly string[];
  /** Managing tenants of the estate's records; those of the offers are added. */
  readonly recordedTenants: ReadonlySet<Guid>;
  readonly defaults: EstateDefaults;
  /** Records of acceptances, by customer id. */
  readonly acceptances: ReadonlyMap<string, RecordRead>;
  /** Signatures beside those records, by customer id; without one, there is none. */
  readonly signatures: ReadonlyMap<string, RecordSignature>;
  /** What a snapshot found. @default - nothing is known of Azure */
  readonly found: FoundAccess | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
}

interface Known {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly published: PublishedRecord;
  readonly publishedDays: ReadonlyMap<string, string>;
  readonly found: FoundIndex | undefined;
  readonly catalogue: RoleCatalogue;
  /** Ids of roles that definitions keep. */
  readonly kept: ReadonlySet<Guid>;
}

/** Computes where an estate stands. */
export function statusOf(input: StatusInput): EstateStatus {
  const { catalogue, found, published, publishedDays } = input;
  const offers = new Map(input.offers.map((each) => [each.id, each]));
  const kept = keptRoles(input);
  const known: Known = {
    offers,
    published,
    publishedDays,
    found: found && indexFound(found),
    catalogue,
    kept,
  };
  const registered = [...input.customers]
    .sort((a, b) => compareText(a.id, b.id))
    .map((customer) => ({
      customer,
      subscriptions: isResolvable(customer, offers, catalogue)
        ? registerCustomer(customer, offers, catalogue)
        : undefined,
    }));
  const meaning = new RoleMeaning(catalogue);
  const accepting = tenantsThatAccept(input.customers, input.defaults);
  const holders = registered.map(({ customer, subscriptions = [] }) => ({
    customer: customer.id,
    grants: accessOf(subscriptions),
  }));
  return {
    catalogueDate: catalogue.date,
    customers: registered.map(({ customer, subscriptions }) =>
      customerStatus(
        customer,
        subscriptions,
        known,
        acceptanceStatus(customer, subscriptions, input, meaning, accepting.has(customer.tenantId)),
      ),
    ),
    roles: roleStatuses([...holders, ...foundHolders(input)], kept, catalogue),
    unreadableFiles: [...new Set(input.unreadableFiles)].sort(compareText),
    deviations: registered.flatMap(({ customer }) => deviationStatuses(customer, input.today)),
    acceptedWarnings: [...input.offers, ...input.customers].reduce(
      (sum, { accepts }) => sum + accepts.length,
      0,
    ),
    others:
      found &&
      otherDelegations(
        found,
        registered.flatMap(({ subscriptions = [] }) => subscriptions),
        ownTenants(input),
      ),
  };
}

function deviationStatuses({ id, deviations = [] }: Customer, today: string): DeviationStatus[] {
  return deviations
    .map(({ subscriptionId, offer, until }) => ({
      customer: id,
      subscriptionId,
      offer,
      until,
      isPast: isPastItsDay({ until }, today),
    }))
    .sort((a, b) => compareText(a.subscriptionId, b.subscriptionId) || compareText(a.offer, b.offer));
}

function customerStatus(
  { id, name, deployedBy, delegations, subscriptions: ids }: Customer,
  subscriptions: readonly RegisteredSubscription[] | undefined,
  known: Known,
  acceptance: AcceptanceStatus,
): CustomerStatus {
  const byName = new Map(subscriptions?.map((each) => [each.name, each]));
  return {
    id,
    name,
    deployedBy,
    acceptance,
    delegations: delegations.map((delegation) => ({
      ...delegationStatus(delegation, ids, byName, known),
      accepted: acceptedVersion(delegation, acceptance),
    })),
  };
}

function delegationStatus(
  delegation: Delegation,
  ids: Customer["subscriptions"],
  subscriptions: ReadonlyMap<string, RegisteredSubscription>,
  known: Known,
): Omit<DelegationStatus, "accepted"> {
  const { found } = known;
  const { offer, plan, version } = delegation;
  const scopes = delegation.scopes.map(({ subscription: name, resourceGroups }): ScopeStatus => {
    const subscription = subscriptions.get(name);
    const registration = subscription?.registrations.find(({ definition }) => definition.offerId === offer);
    return {
      subscription: name,
      subscriptionId: own(ids, name),
      resourceGroups: resourceGroups?.map((each) => each.name),
      ...(subscription === undefined || registration === undefined
        ? { state: "unknown", sourceInAzure: undefined }
        : registrationState(subscription, registration, found)),
    };
  });
  const isReadable = delegation.scopes.every(({ subscription }) => subscriptions.has(subscription));
  return {
    offer,
    plan,
    version,
    ...newerVersions(delegation, known),
    refusedRoles: refusedRoles(delegation, subscriptions, known),
    scopes,
    state: isReadable ? joinStates(scopes.map(({ state }) => state)) : "unreadable",
  };
}

/** Newer versions that are published: a draft is no update. Without a record of the plan, all that are defined. */
function newerVersions(
  { offer, plan, version }: Delegation,
  { offers, published, publishedDays }: Known,
): Pick<DelegationStatus, "update" | "behind" | "waitingSince"> {
  const versions = own(offers.get(offer)?.plans ?? {}, plan)?.versions ?? {};
  const recorded = own(published.get(offer) ?? {}, plan)?.versions;
  const newer = Object.keys(versions)
    .filter((each) => recorded === undefined || own(recorded, each) !== undefined)
    .filter((each) => compareVersions(each, version) > 0)
    .sort(compareVersions);
  const days = newer.flatMap((each) => publishedDays.get(`${offer}/${plan}@${each}`) ?? []);
  // an older one whose day is not known may have waited for longer
  const waitingSince = days.length === newer.length ? days.sort()[0] : undefined;
  return { update: newer.at(-1), behind: newer.length, waitingSince };
}

/**
 * Newest version of the plan that the record of the acceptance names. Undefined where it is not newer than the
 * definition's.
 */
function acceptedVersion(
  { offer, plan, version }: Delegation,
  { plans, recordedOn }: AcceptanceStatus,
): DelegationStatus["accepted"] {
  const newest = plans
    .filter((each) => each.startsWith(`${offer}/${plan}@`))
    .map((each) => each.slice(each.indexOf("@") + 1))
    .sort(compareVersions)
    .at(-1);
  if (newest === undefined || recordedOn === undefined || compareVersions(newest, version) <= 0)
    return undefined;
  return { version: newest, since: recordedOn };
}

function refusedRoles(
  { offer, scopes }: Delegation,
  subscriptions: ReadonlyMap<string, RegisteredSubscription>,
  { catalogue, kept }: Known,
): string[] {
  const definitions = scopes.flatMap(
    ({ subscription }) =>
      subscriptions
        .get(subscription)
        ?.registrations.filter(({ definition }) => definition.offerId === offer)
        .map(({ definition }) => definition) ?? [],
  );
  const roles = definitions.flatMap(({ authorizations, eligibleAuthorizations }) => [
    ...authorizations.flatMap(({ role, delegatedRoles }) => [role, ...delegatedRoles]),
    ...eligibleAuthorizations.map(({ role }) => role),
  ]);
  const names = roles.flatMap(({ id, name }) =>
    !kept.has(id) && judge(id, catalogue) !== undefined ? [name] : [],
  );
  return [...new Set(names)].sort(compareText);
}

/** Grants in Azure to the estate's managing tenants, by customer. */
function foundHolders(input: StatusInput): RoleHolder[] {
  const owners = new Map(
    input.customers.flatMap(({ id, subscriptions }) =>
      Object.values(subscriptions).map((subscription): [Guid, string] => [subscription, id]),
    ),
  );
  const tenants = ownTenants(input);
  const isOwn = ({ managingTenantId }: AccessGrant) => tenants.has(managingTenantId);
  return (input.found?.subscriptions ?? []).map(({ customer: id, grants }) => ({
    customer: owners.get(id) ?? id,
    grants: grants.filter(isOwn),
  }));
}

function ownTenants({ offers, recordedTenants }: StatusInput): ReadonlySet<Guid> {
  return new Set([...recordedTenants, ...offers.map(({ managingTenant }) => managingTenant.tenantId)]);
}

function keptRoles({ offers, catalogue }: StatusInput): ReadonlySet<Guid> {
  const references = offers.flatMap(({ plans }) =>
    Object.values(plans).flatMap(({ versions }) =>
      Object.values(versions).flatMap(({ authorizations, eligibleAuthorizations }): RoleReference[] => [
        ...authorizations.flatMap(({ role, delegatedRoleDefinitions }) => [
          role,
          ...delegatedRoleDefinitions,
        ]),
        ...eligibleAuthorizations.map(({ role }) => role),
      ]),
    ),
  );
  const kept = references.filter(({ kind }) => kind === "kept");
  return new Set(kept.flatMap((reference) => resolveRole(catalogue, reference)?.id ?? []));
}

/** Counts delegations that are assigned in Azure and that no definition makes. */
function otherDelegations(
  { subscriptions: found }: FoundAccess,
  registered: readonly RegisteredSubscription[],
  tenants: ReadonlySet<Guid>,
): OtherDelegations {
  const defined = new Set(
    registered.flatMap(({ id, registrations }) =>
      registrations.map(({ definition }) => definitionKey(id, definition.id)),
    ),
  );
  const others = found.flatMap(({ customer: id, definitions, assignments }) => {
    const assigned = new Set(assignments.map(({ registrationDefinitionId }) => registrationDefinitionId));
    return definitions.filter(
      ({ registrationDefinitionId: definition }) =>
        assigned.has(definition) && !defined.has(definitionKey(id, definition)),
    );
  });
  const toOwn = others.filter(({ managingTenantId }) => tenants.has(managingTenantId)).length;
  return { toOwnTenants: toOwn, toOtherTenants: others.length - toOwn };
}
