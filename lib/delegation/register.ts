import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { registrationAssignmentGuid, registrationDefinitionGuid } from "./arm-guid.ts";
import { type Customer, type DelegatedScope, type Delegation, delegationName } from "./customer.ts";
import { deviated } from "./deviate.ts";
import { activationMinutes, canonicalDuration } from "./just-in-time-access-policy.ts";
import type { Authorization, EligibleAuthorization, Offer, PlanVersion } from "./offer.ts";
import type { Principal } from "./principal.ts";
import type {
  NamedPrincipal,
  NamedRole,
  RegisteredAuthorization,
  RegisteredEligibleAuthorization,
  RegisteredSubscription,
  Registration,
  RegistrationAssignment,
} from "./registration.ts";
import { offerAt } from "./revocation.ts";
import { type RoleReference, resolveRole, roleText } from "./role-reference.ts";
import { compareScopes } from "./scope.ts";
import { versionMarker, withoutMarker } from "./version-marker.ts";

/** A customer with what its definitions delegate. */
export interface RegisteredCustomer {
  readonly customer: Customer;
  readonly subscriptions: readonly RegisteredSubscription[];
}

/**
 * Converts a customer's delegations into registration definitions and assignments. The result has every listed
 * subscription, sorted by id. Names and ids are resolved; lists are sorted and without exact duplicates. What principals
 * hold and approve that the customer marks as revoked is left out. Where a deviation is allowed, the result has what Azure has.
 *
 * @throws {Error} If a reference cannot be resolved (unknown offer, role, …): check the rules first.
 */
export function registerCustomer(
  customer: Customer,
  defined: ReadonlyMap<string, Offer>,
  catalogue: RoleCatalogue,
): RegisteredSubscription[] {
  const offers = offersAt(customer, defined);
  return Object.entries(customer.subscriptions)
    .map(([name, id]) => ({
      id,
      name,
      registrations: customer.delegations
        .flatMap((delegation) =>
          delegation.scopes
            .filter((scope) => scope.subscription === name)
            .flatMap((scope) => {
              const registration = register(delegation, scope, id, offers, catalogue);
              return asAllowed(registration, customer, offers, catalogue) ?? [];
            }),
        )
        .sort((a, b) => compareText(a.definition.offerId, b.definition.offerId)),
    }))
    .sort((a, b) => compareText(a.id, b.id));
}

/** The offers that a customer takes, as it has them. */
function offersAt(customer: Customer, offers: ReadonlyMap<string, Offer>): ReadonlyMap<string, Offer> {
  if (customer.revoked === undefined) return offers;
  const taken = new Set(customer.delegations.map(({ offer }) => offer));
  return new Map(
    [...offers].filter(([id]) => taken.has(id)).map(([id, offer]) => [id, offerAt(customer, offer)]),
  );
}

/** A registration as its customer's deviations have it; undefined where Azure has none of it. */
function asAllowed(
  registration: Registration,
  { deviations = [] }: Customer,
  offers: ReadonlyMap<string, Offer>,
  catalogue: RoleCatalogue,
): Registration | undefined {
  const { subscriptionId, offerId } = registration.definition;
  const deviation = deviations.find(
    (each) => each.subscriptionId === subscriptionId && each.offer === offerId,
  );
  const offer = offers.get(offerId);
  if (deviation === undefined || offer === undefined) return registration;
  return deviated(registration, deviation, { offer, catalogue });
}

function register(
  delegation: Delegation,
  scope: DelegatedScope,
  subscriptionId: Guid,
  offers: ReadonlyMap<string, Offer>,
  catalogue: RoleCatalogue,
): Registration {
  const offer = known(offers.get(delegation.offer), `offer ${delegation.offer}`);
  const plan = known(own(offer.plans, delegation.plan), `plan ${delegation.plan}`);
  const version = known(own(plan.versions, delegation.version), `version ${delegation.version}`);
  const { managingTenant, marketplace } = offer;
  const ownId = registrationDefinitionGuid(managingTenant.tenantId, subscriptionId, offer.id);
  const id = scope.registrationDefinitionId ?? ownId;
  const written = delegation.description ?? offer.description;
  return {
    definition: {
      id,
      subscriptionId,
      offerId: offer.id,
      planId: delegation.plan,
      version: delegation.version,
      name: delegationName(delegation, offer),
      description: isUnmarked(scope, ownId, version) ? written : marked(written, delegation),
      managingTenant: { id: managingTenant.tenantId, name: managingTenant.name },
      ...resolveVersion(version, catalogue),
      ...(marketplace === undefined
        ? {}
        : { marketplacePlan: { ...marketplace, name: delegation.plan, version: delegation.version } }),
      existing: scope.import === true && scope.registrationDefinitionId !== undefined,
    },
    assignments: assignmentsOf(id, subscriptionId, scope),
  };
}

/** A description with the marker of its plan version in place of an older one. */
function marked(description: string, { offer, plan, version }: Delegation): string {
  const [text, marker] = [withoutMarker(description), versionMarker(offer, plan, version)];
  return text === "" ? marker : `${text}\n${marker}`;
}

/**
 * Whether a definition gets no marker line. It exists under a GUID of its own, and is imported or has a refused role.
 * An import changes nothing in Azure, and Azure refuses every write with a refused role.
 */
function isUnmarked(
  { registrationDefinitionId: pinned, import: imports }: DelegatedScope,
  ownId: Guid,
  version: PlanVersion,
): boolean {
  const isImported = imports === true && pinned !== ownId;
  return pinned !== undefined && (isImported || keepsRole(version));
}

/** Whether a plan version has a role that Lighthouse refuses by now. */
function keepsRole({ authorizations, eligibleAuthorizations }: PlanVersion): boolean {
  return [...authorizations, ...eligibleAuthorizations].some(({ role }) => role.kind === "kept");
}

function assignmentsOf(
  definitionId: Guid,
  subscriptionId: Guid,
  scope: DelegatedScope,
): RegistrationAssignment[] {
  const imports = scope.import === true;
  if (scope.resourceGroups === undefined) {
    const pinned = scope.registrationAssignmentId;
    const id = pinned ?? registrationAssignmentGuid(definitionId, "");
    return [{ id, scope: { subscriptionId }, existing: imports && pinned !== undefined }];
  }
  return scope.resourceGroups
    .map(({ name, registrationAssignmentId: pinned }) => ({
      id: pinned ?? registrationAssignmentGuid(definitionId, name),
      scope: { subscriptionId, resourceGroup: name },
      existing: imports && pinned !== undefined,
    }))
    .sort((a, b) => compareScopes(a.scope, b.scope));
}

/** Authorizations of a plan version with ids and names, sorted and without duplicates. */
export type ResolvedVersion = Pick<Registration["definition"], "authorizations" | "eligibleAuthorizations">;

/** Memoized by catalogue and version: many customers take the same version. */
const resolved = new WeakMap<RoleCatalogue, WeakMap<PlanVersion, ResolvedVersion>>();

/**
 * Resolves the roles of a plan version.
 *
 * @throws {Error} If a role is unknown: check the rules first.
 */
export function resolveVersion(version: PlanVersion, catalogue: RoleCatalogue): ResolvedVersion {
  const versions = resolved.get(catalogue) ?? new WeakMap<PlanVersion, ResolvedVersion>();
  resolved.set(catalogue, versions);
  const known = versions.get(version);
  if (known !== undefined) return known;
  const result = {
    authorizations: distinct(version.authorizations.map((each) => resolveAuthorization(each, catalogue))),
    eligibleAuthorizations: distinct(
      version.eligibleAuthorizations.map((each) => resolveEligible(each, catalogue)),
    ),
  };
  versions.set(version, result);
  return result;
}

function resolveAuthorization(
  authorization: Authorization,
  catalogue: RoleCatalogue,
): RegisteredAuthorization {
  return {
    principal: named(authorization.principal, authorization.displayName),
    role: namedRole(authorization.role, catalogue),
    delegatedRoles: distinct(
      authorization.delegatedRoleDefinitions.map((role) => namedRole(role, catalogue)),
    ),
  };
}

function resolveEligible(
  authorization: EligibleAuthorization,
  catalogue: RoleCatalogue,
): RegisteredEligibleAuthorization {
  const policy = authorization.justInTimeAccessPolicy;
  const minutes = known(activationMinutes(policy.maximumActivationDuration), "duration in hours and minutes");
  return {
    principal: named(authorization.principal, authorization.displayName),
    role: namedRole(authorization.role, catalogue),
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: policy.multiFactorAuthProvider,
      maximumActivationDuration: canonicalDuration(minutes),
      approvers: distinct(policy.approvers.map((each) => named(each))),
    },
  };
}

function named(principal: Principal, displayName: string = principal.displayName): NamedPrincipal {
  return { id: principal.objectId, displayName, type: principal.type };
}

function namedRole(reference: RoleReference, catalogue: RoleCatalogue): NamedRole {
  const role = known(resolveRole(catalogue, reference), `role ${roleText(reference)}`);
  return { id: role.id, name: role.name };
}

/** Sorts values by their JSON text, where ids come first, and removes duplicates. Sets can be included twice. */
function distinct<T>(values: readonly T[]): T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`unknown ${what}: the rules were not checked before registering`);
  return value;
}
