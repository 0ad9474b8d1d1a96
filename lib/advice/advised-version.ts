import type { Customer } from "../delegation/customer.ts";
import type { Authorization, EligibleAuthorization, Offer, PlanVersion } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { Permissions } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import {
  REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID,
  USER_ACCESS_ADMINISTRATOR_ROLE_ID,
} from "../roles/well-known-roles.ts";
import { compareText } from "../values/compare-text.ts";
import { own } from "../values/own.ts";
import type { Advice, AdviceDetail, AdvisedPrincipal, Mend } from "./advice.ts";
import { namedRole } from "./named-role.ts";

/** A definition and its file, relative to the estate's root. */
export interface InFile<T> {
  readonly value: T;
  readonly file: string;
}

/** The definitions that advice is about. No rule finds an error in them. */
export interface AdvisedEstate {
  readonly offers: readonly InFile<Offer>[];
  readonly customers: readonly InFile<Customer>[];
  readonly catalogue: RoleCatalogue;
}

/** A plan version that customers have, with them. */
export interface AdvisedVersion {
  readonly offer: Offer;
  readonly file: string;
  readonly plan: string;
  readonly number: string;
  readonly version: PlanVersion;
  /**
   * Ids of customers that take it with at least one scope, sorted. Customers that the question did not name are among
   * them.
   */
  readonly takers: readonly Customer[];
}

/** An authorization with its role, where advice may concern it. */
export interface AdvisedGrant<T extends Authorization | EligibleAuthorization> {
  readonly authorization: T;
  readonly role: BuiltInRole;
  readonly permissions: Permissions;
}

/** The plan versions that customers take; in the order of offers, plans and versions. */
export function advisedVersions({ offers, customers }: AdvisedEstate): AdvisedVersion[] {
  return [...offers]
    .sort((a, b) => compareText(a.value.id, b.value.id))
    .flatMap(({ value: offer, file }) =>
      Object.entries(offer.plans).flatMap(([plan, { versions }]) =>
        Object.entries(versions).flatMap(([number, version]): AdvisedVersion[] => {
          const takers = customers
            .map(({ value }) => value)
            .filter((customer) => takes(customer, offer.id, plan, number))
            .sort((a, b) => compareText(a.id, b.id));
          return takers.length > 0 ? [{ offer, file, plan, number, version, takers }] : [];
        }),
      ),
    );
}

function takes({ delegations }: Customer, offer: string, plan: string, version: string): boolean {
  return delegations.some(
    (each) =>
      each.offer === offer && each.plan === plan && each.version === version && each.scopes.length > 0,
  );
}

/** The version's standing or eligible authorizations that another built-in role could take the place of. */
export function replaceable<T extends Authorization | EligibleAuthorization>(
  authorizations: readonly T[],
  catalogue: RoleCatalogue,
): AdvisedGrant<T>[] {
  return resolved(authorizations, catalogue).filter(
    ({ authorization, role }) => authorization.role.kind !== "kept" && !KEPT_ROLES.has(role.id),
  );
}

/** Roles that are granted for what no other role does under Azure Lighthouse. */
const KEPT_ROLES: ReadonlySet<string> = new Set([
  REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID,
  USER_ACCESS_ADMINISTRATOR_ROLE_ID,
]);

/** Authorizations whose roles the catalogue knows. */
export function resolved<T extends Authorization | EligibleAuthorization>(
  authorizations: readonly T[],
  catalogue: RoleCatalogue,
): AdvisedGrant<T>[] {
  return authorizations.flatMap((authorization) => {
    const role = resolveRole(catalogue, authorization.role);
    if (role === undefined) return [];
    return [{ authorization, role, permissions: authorizedPermissions(role.id, catalogue) }];
  });
}

/** Whether two authorizations are of one principal. */
export function isSamePrincipal(
  a: { readonly principal: Principal },
  b: { readonly principal: Principal },
): boolean {
  return a.principal.objectId === b.principal.objectId;
}

/** What a piece of advice about a version says beside its detail. */
interface About {
  readonly authorization?: Authorization | EligibleAuthorization;
  readonly role?: BuiltInRole;
  readonly mend: Mend;
}

/** Makes a piece of advice about a version, or about one of its authorizations. */
export function adviceOn(
  { offer, file, plan, number, takers }: AdvisedVersion,
  detail: AdviceDetail,
  { authorization, role, mend }: About,
): Advice {
  const path = authorization?.path ?? ["plans", plan, "versions", number];
  return {
    detail,
    of: { offer: offer.id, plan, version: number },
    at: { file, path },
    principal: authorization && advisedPrincipal(authorization.principal, offer),
    role: role && namedRole(role),
    customers: takers.map(({ id }) => id),
    mend,
  };
}

function advisedPrincipal(
  { objectId, displayName, type }: Principal,
  { managingTenant }: Offer,
): AdvisedPrincipal {
  return { managingTenantId: managingTenant.tenantId, objectId, displayName, type };
}

/** The plan version that a piece of advice names. Undefined where there is none. */
export function versionIn(
  { plans }: Offer,
  { plan, version }: { readonly plan: string; readonly version: string },
): PlanVersion | undefined {
  return own(own(plans, plan)?.versions ?? {}, version);
}
