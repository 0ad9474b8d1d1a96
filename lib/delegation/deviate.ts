import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import {
  assignmentsIn,
  type DelegatedForm,
  type Deviation,
  type FormPrincipal,
  formOf,
  formWithout,
  isSameForm,
  type RevokedInForm,
} from "./deviation.ts";
import type { Offer } from "./offer.ts";
import { type Principal, UNKNOWN_TYPE } from "./principal.ts";
import type { NamedPrincipal, NamedRole, Registration, RegistrationDefinition } from "./registration.ts";
import { principalsOf } from "./revocation.ts";

/** What a deviation needs to know of the estate. */
export interface DeviationContext {
  readonly offer: Offer;
  readonly catalogue: RoleCatalogue;
}

/**
 * Gives a registration the authorizations and assignments that Azure has, by a deviation. Undefined where Azure has no
 * assignment of it: then there is nothing to write. A deviation from another definition than this one changes nothing:
 * rule LH088 reports it.
 */
export function deviated(
  registration: Registration,
  deviation: Deviation,
  context: DeviationContext,
): Registration | undefined {
  if (!isFitting(registration, deviation, context)) return registration;
  const azure = formWithout(deviation.azure, revokedIn(context.offer));
  const assignments = assignmentsIn(azure, registration.assignments);
  if (assignments.length === 0) return undefined;
  return { definition: { ...registration.definition, ...authorizationsOf(azure, context) }, assignments };
}

/** Whether a registration is the one from which a deviation was allowed. */
export function isFitting(
  registration: Registration,
  deviation: Deviation,
  { offer }: Pick<DeviationContext, "offer">,
): boolean {
  return isSameForm(formWithout(deviation.defined, revokedIn(offer)), formOf(registration));
}

function revokedIn(offer: Offer): RevokedInForm {
  const all = principalsOf(offer);
  return { gone: idsWhere(all, ({ revoked }) => revoked !== undefined), users: idsWhere(all, isUser) };
}

function isUser({ type }: Principal): boolean {
  return type === "User";
}

function idsWhere(all: readonly Principal[], matches: (principal: Principal) => boolean): ReadonlySet<Guid> {
  return new Set(all.filter(matches).map(({ objectId }) => objectId));
}

function authorizationsOf(
  { authorizations, eligibleAuthorizations }: DelegatedForm,
  { offer, catalogue }: DeviationContext,
): Pick<RegistrationDefinition, "authorizations" | "eligibleAuthorizations"> {
  const types = new Map(principalsOf(offer).map(({ objectId, type }) => [objectId, type]));
  const named = (principal: FormPrincipal) => namedPrincipal(principal, types);
  const role = (id: Guid) => namedRole(id, catalogue);
  return {
    authorizations: inOrder(
      authorizations.map((each) => ({
        principal: named(each),
        role: role(each.roleDefinitionId),
        delegatedRoles: inOrder(each.delegatedRoleDefinitionIds.map(role)),
      })),
    ),
    eligibleAuthorizations: inOrder(
      eligibleAuthorizations.map((each) => ({
        principal: named(each),
        role: role(each.roleDefinitionId),
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: each.multiFactorAuthProvider,
          maximumActivationDuration: each.maximumActivationDuration,
          approvers: inOrder(each.approvers.map(named)),
        },
      })),
    ),
  };
}

function namedPrincipal(
  { principalId, displayName }: FormPrincipal,
  types: ReadonlyMap<Guid, Principal["type"]>,
): NamedPrincipal {
  return { id: principalId, displayName, type: types.get(principalId) ?? UNKNOWN_TYPE };
}

/** A role of Azure's set. The name is the GUID where the catalogue does not have the role. */
function namedRole(id: Guid, catalogue: RoleCatalogue): NamedRole {
  return { id, name: roleById(catalogue, id)?.name ?? id };
}

/** In the order in which registrations are, by ids first. */
function inOrder<T>(values: readonly T[]): T[] {
  return values
    .map((value): [string, T] => [JSON.stringify(value), value])
    .sort(([a], [b]) => compareText(a, b))
    .map(([, value]) => value);
}
