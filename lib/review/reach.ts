import { type AccessGrant, mediationIdentity, rolesOf } from "../access/access-grant.ts";
import type { AccessSide } from "../access/access-side.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessDifference } from "./access-change.ts";
import { reachesAsFar } from "./access-order.ts";
import { isNonEmpty, type RoleMeaning } from "./role-meaning.ts";
import { severityOfDifference } from "./severity.ts";

/** A query for grants; a missing field matches all. A role matches as granted or as delegated. */
export interface AccessQuestion {
  readonly principalId?: Guid;
  readonly customer?: string;
  readonly roleDefinitionId?: Guid;
}

/** A grant with the customer of its subscription. */
export interface CustomerGrant {
  readonly customer: string;
  readonly grant: AccessGrant;
}

/** The grants that match a query, by customer, then in the order of grants. */
export function grantsAsked(side: AccessSide, question: AccessQuestion): CustomerGrant[] {
  const { principalId, customer, roleDefinitionId } = question;
  return side.customers
    .filter((each) => customer === undefined || each.customer === customer)
    .flatMap(({ customer: id, grants }) => grants.map((grant) => ({ customer: id, grant })))
    .filter(({ grant }) => principalId === undefined || grant.principalId === principalId)
    .filter(({ grant }) => roleDefinitionId === undefined || rolesOf(grant).includes(roleDefinitionId));
}

/** What an attacker with a principal's credential could do, and where. */
export interface Reach {
  /** A minimal set of grants: those covered by others are left out. Scope and ids are those of the first scope. */
  readonly grants: readonly AccessGrant[];
  /** What they allow and hand out together. */
  readonly allows: AccessDifference;
  /** The same by terms: standing access first, then what each kind of activation adds. Never empty. */
  readonly ways: readonly ReachWay[];
  /** ARM ids of the scopes, by customer. */
  readonly scopes: readonly { readonly customer: string; readonly scope: string }[];
}

/** Grants on the same terms: without activation, or with the same activation. */
export interface ReachWay {
  /** At least one, all of the same kind of access. */
  readonly grants: readonly AccessGrant[];
  /** What they allow and hand out together beyond standing access. */
  readonly allows: AccessDifference;
}

/** Everything that a stolen credential of one principal reaches. */
export interface BlastRadius {
  /** The most dangerous first; among equals the widest. */
  readonly reaches: readonly Reach[];
  /** Grants of others whose activation the principal may approve. */
  readonly approvals: readonly CustomerGrant[];
}

/** Result of a query on one side. */
export interface AccessAnswer {
  readonly question: AccessQuestion;
  /** The customers that the side covers. */
  readonly selection: AccessSide["selection"];
  readonly grants: readonly CustomerGrant[];
  /** Blast radius of the queried principal; undefined where the side or the query is narrowed. */
  readonly radius: BlastRadius | undefined;
}

/** Finds who can do what where. For one principal on the whole estate, also what a stolen credential could do. */
export function answerAccess(side: AccessSide, question: AccessQuestion, meaning: RoleMeaning): AccessAnswer {
  const { principalId, customer, roleDefinitionId } = question;
  // a stolen credential has all access: the radius of one customer, role or part would look too small
  const isNarrowed =
    customer !== undefined || roleDefinitionId !== undefined || side.selection !== "complete";
  return {
    question,
    selection: side.selection,
    grants: grantsAsked(side, question),
    radius: principalId === undefined || isNarrowed ? undefined : blastRadius(side, principalId, meaning),
  };
}

/**
 * Reach of members of a compromised group: what they could do, and where. Equal reaches appear once for all scopes.
 * Includes the activations of others that they could approve.
 */
export function blastRadius(side: AccessSide, principalId: Guid, meaning: RoleMeaning): BlastRadius {
  // by customer too: two may list one subscription, and both must be reported
  const byPlace = new Map<string, { customer: string; scope: string; grants: AccessGrant[] }>();
  for (const { customer, grant } of grantsAsked(side, { principalId })) {
    const place = `${customer} ${grant.scope}`;
    const at = byPlace.get(place) ?? { customer, scope: grant.scope, grants: [] };
    at.grants.push(grant);
    byPlace.set(place, at);
  }
  const reaches = new Map<string, { grants: AccessGrant[]; scopes: { customer: string; scope: string }[] }>();
  for (const { customer, scope, grants } of byPlace.values()) {
    const telling = tellingGrants(grants, meaning);
    const key = JSON.stringify([parseScopeId(scope)?.resourceGroup === undefined, ...telling.map(allowed)]);
    const reach = reaches.get(key) ?? { grants: telling, scopes: [] };
    reach.scopes.push({ customer, scope });
    reaches.set(key, reach);
  }
  return {
    reaches: [...reaches.values()]
      .map((reach) => ({
        ...reach,
        allows: allowedTogether(reach.grants, meaning),
        ways: waysOf(reach.grants, meaning),
      }))
      .sort(
        (a, b) =>
          dangerOf(b, meaning) - dangerOf(a, meaning) ||
          b.scopes.length - a.scopes.length ||
          compareText(scopeOf(a), scopeOf(b)),
      ),
    approvals: grantsAsked(side, {}).filter(
      ({ grant: { access } }) =>
        access.kind === "eligible" && access.approvers.some((each) => each.principalId === principalId),
    ),
  };
}

function allowedTogether(grants: readonly AccessGrant[], meaning: RoleMeaning): AccessDifference {
  const all = grants.map((grant) => meaning.beyond(grant, []));
  return {
    operations: all.flatMap(({ operations }) => operations),
    delegated: all.flatMap(({ delegated }) => delegated),
  };
}

/** Standing access first, then activations in the order of the grants. Each adds only what is new. */
function waysOf(grants: readonly AccessGrant[], meaning: RoleMeaning): ReachWay[] {
  const standing = grants.filter(({ access }) => access.kind === "standing");
  const eligible = grants.filter(({ access }) => access.kind === "eligible");
  const byTerms = groupBy(eligible, ({ access }) => mediationIdentity(access));
  return [
    ...(standing.length > 0 ? [wayOf(standing, [], meaning)] : []),
    ...[...byTerms.values()].map((own) => wayOf(own, standing, meaning)),
  ];
}

function wayOf(
  grants: readonly AccessGrant[],
  standing: readonly AccessGrant[],
  meaning: RoleMeaning,
): ReachWay {
  const added = grants.map((grant, at) => meaning.beyond(grant, [...standing, ...grants.slice(0, at)]));
  return {
    grants,
    allows: {
      operations: added.flatMap(({ operations }) => operations),
      delegated: added.flatMap(({ delegated }) => delegated),
    },
  };
}

/** How dangerous a reach is: by its operations, then by whether they need activation. */
function dangerOf({ grants }: Pick<Reach, "grants">, meaning: RoleMeaning): number {
  const dangers = grants.map((grant) => {
    const severity = severityOfDifference(meaning.beyond(grant, []), grant);
    return 2 * severity + (grant.access.kind === "standing" ? 1 : 0);
  });
  return Math.max(0, ...dangers);
}

function scopeOf({ scopes }: Pick<Reach, "scopes">): string {
  return scopes[0]?.scope ?? "";
}

/** A principal's grants on one scope without those that others of them cover. */
function tellingGrants(grants: readonly AccessGrant[], meaning: RoleMeaning): AccessGrant[] {
  let telling = [...grants];
  for (const grant of grants) {
    const others = telling.filter((other) => other !== grant && reachesAsFar(other, grant));
    if (!isNonEmpty(meaning.beyond(grant, others))) telling = telling.filter((each) => each !== grant);
  }
  return telling;
}

function allowed({ principalId, managingTenantId, roleDefinitionId, access }: AccessGrant): unknown {
  return [managingTenantId, principalId, roleDefinitionId, mediationIdentity(access)];
}
