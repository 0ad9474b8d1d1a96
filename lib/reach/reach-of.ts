import { type AccessGrant, rolesOf } from "../access/access-grant.ts";
import type { AccessSide } from "../access/access-side.ts";
import { SEVERITIES } from "../capabilities/capability.ts";
import { parseScopeId, subscriptionOfScope } from "../delegation/scope.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { type EstateReach, POWER_USES, type PrincipalReach, type RatedGrant } from "./estate-reach.ts";
import { type Place, principalReach } from "./principal-reach.ts";
import { ScopeReaches } from "./scope-reach.ts";

/** A grant with the customer of its subscription. */
interface CustomerGrant {
  readonly customer: string;
  readonly grant: AccessGrant;
}

/**
 * Works out what principals of a side reach.
 *
 * @param asked the grants that a reader asks for
 * @param isNarrowed whether they are a part of what their principals have: then no reach is given
 */
export function estateReach(
  side: AccessSide,
  asked: readonly CustomerGrant[],
  isNarrowed: boolean,
  catalogue: RoleCatalogue,
): EstateReach {
  const reaches = new ScopeReaches(catalogue);
  const sources = sourcesOf(side);
  const grants = asked.map(
    ({ customer, grant }): RatedGrant => ({
      customer,
      grant,
      severity: reaches.severityOf(grant),
      source: sources.get(`${customer} ${definitionKey(grant.scope, grant.registrationDefinitionId)}`),
    }),
  );
  const byPrincipal = groupBy(asked, ({ grant }) => `${grant.managingTenantId}/${grant.principalId}`);
  return {
    catalogueDate: catalogue.date,
    customers: side.customers.length,
    grants: SEVERITIES.flatMap((severity) => grants.filter((each) => each.severity === severity)),
    principals: isNarrowed
      ? []
      : [...byPrincipal.values()]
          .map((own) => principalReach(placesOf(own), reaches))
          .sort(mostDangerousFirst),
    roles: [...new Set(asked.flatMap(({ grant }) => rolesOf(grant)))]
      .sort()
      .map((id) => ({ roleDefinitionId: id, coverage: reaches.coverageOf(id) })),
  };
}

function sourcesOf({ customers }: AccessSide): ReadonlyMap<string, string | undefined> {
  return new Map(
    customers.flatMap(({ customer, definitions }) =>
      definitions.map(({ subscriptionId, registrationDefinitionId, claimedSource }) => [
        `${customer} ${subscriptionId} ${registrationDefinitionId}`,
        claimedSource,
      ]),
    ),
  );
}

function definitionKey(scope: string, definition: string): string {
  return `${subscriptionOfScope(scope)} ${definition}`;
}

/**
 * Scopes of one principal, each with the grants that reach it. These are its own grants and those of its whole
 * subscription.
 */
function placesOf(own: readonly CustomerGrant[]): Place[] {
  const bySubscription = groupBy(
    own,
    ({ customer, grant }) => `${customer} ${subscriptionOfScope(grant.scope)}`,
  );
  return [...bySubscription.values()].flatMap((inOne) => {
    const isWhole = ({ grant }: CustomerGrant) => parseScopeId(grant.scope)?.resourceGroup === undefined;
    const whole = inOne.filter(isWhole);
    const byScope = groupBy(inOne, ({ grant }) => grant.scope.toLowerCase());
    return [...byScope.values()].flatMap((onScope): Place[] => {
      const [first] = onScope;
      if (first === undefined) return [];
      const reaching = isWhole(first) ? onScope : [...whole, ...onScope];
      return [
        {
          customer: first.customer,
          own: onScope.map(({ grant }) => grant),
          reaching: reaching.map(({ grant }) => grant),
        },
      ];
    });
  });
}

/**
 * Orders principals: unknown roles first, then by the worst power. Then by how near that power is, and by the number of
 * customers.
 */
function mostDangerousFirst(a: PrincipalReach, b: PrincipalReach): number {
  return (
    rankOf(a) - rankOf(b) ||
    b.customers.length - a.customers.length ||
    compareText(a.principalId, b.principalId) ||
    compareText(a.managingTenantId, b.managingTenantId)
  );
}

function rankOf({ unknownRoles, powers: [worst] }: PrincipalReach): number {
  if (unknownRoles.length > 0) return -1;
  if (worst === undefined) return Number.POSITIVE_INFINITY;
  return SEVERITIES.indexOf(worst.severity) * POWER_USES.length + POWER_USES.indexOf(worst.use);
}
