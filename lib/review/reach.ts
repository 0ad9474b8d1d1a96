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

/** Which grants are asked for; what is not given is not asked. A role is asked for as granted or as handed out. */
export interface AccessQuestion {
  readonly principalId?: Guid;
  readonly customer?: string;
  readonly roleDefinitionId?: Guid;
}

/** A grant with whose subscription it is in. */
export interface CustomerGrant {
  readonly customer: string;
  readonly grant: AccessGrant;
}

/** The grants that answer a question, by customer, then in the order of grants. */
export function grantsAsked(side: AccessSide, question: AccessQuestion): CustomerGrant[] {
  const { principalId, customer, roleDefinitionId } = question;
  return side.customers
    .filter((each) => customer === undefined || each.customer === customer)
    .flatMap(({ customer: id, grants }) => grants.map((grant) => ({ customer: id, grant })))
    .filter(({ grant }) => principalId === undefined || grant.principalId === principalId)
    .filter(({ grant }) => roleDefinitionId === undefined || rolesOf(grant).includes(roleDefinitionId));
}

/** What somebody who takes over a principal could do, and on how much of the estate. */
export interface Reach {
  /** Grants that say it all: what another one of them allows anyway is left out. Scope and ids are those of the first. */
  readonly grants: readonly AccessGrant[];
  /** What they allow together, and hand out. */
  readonly allows: AccessDifference;
  /** The same apart: what can be done at once, then what each kind of activation adds to that. Never empty. */
  readonly ways: readonly ReachWay[];
  /** Where: ARM ids, by customer. */
  readonly scopes: readonly { readonly customer: string; readonly scope: string }[];
}

/** Grants that are used in one way: without activation, or after one on the same terms. */
export interface ReachWay {
  /** At least one, all of the same kind of access. */
  readonly grants: readonly AccessGrant[];
  /** What they allow together, and hand out, that standing access does not allow anyway. */
  readonly allows: AccessDifference;
}

/** Everything within a principal's reach. */
export interface BlastRadius {
  /** What allows the most first; among equals the widest. */
  readonly reaches: readonly Reach[];
  /** Grants of others whose activation the principal may approve. */
  readonly approvals: readonly CustomerGrant[];
}

/** What a side answers to a question. */
export interface AccessAnswer {
  readonly question: AccessQuestion;
  /** The customers that the side speaks of. */
  readonly selection: AccessSide["selection"];
  readonly grants: readonly CustomerGrant[];
  /** How far the asked principal reaches; undefined where the side or the question is too narrow to say. */
  readonly radius: BlastRadius | undefined;
}

/** Answers who can do what where and, of one principal on the whole estate, what a stolen credential could do. */
export function answerAccess(side: AccessSide, question: AccessQuestion, meaning: RoleMeaning): AccessAnswer {
  const { principalId, customer, roleDefinitionId } = question;
  // a stolen credential has all of it: of one customer or role, or of a part of the estate, it would look too small
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
 * "If this group is compromised": what its members could do where, the same thing once for all scopes; and what of
 * others they could let through as approvers.
 */
export function blastRadius(side: AccessSide, principalId: Guid, meaning: RoleMeaning): BlastRadius {
  // by customer too: two may list one subscription, and neither is to be left out
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

/** Standing access first, then activations in the order of the grants; each says only what those before it do not. */
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

/** How bad it is to lose the principal: by what may be done, and whether it has to be activated first. */
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

/** Those of a principal's grants on one scope that allow something that no other one of them allows. */
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
