import type { AccessGrant } from "../access/access-grant.ts";
import type { AssuranceCode } from "../capabilities/assurances.ts";
import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "../capabilities/capabilities.ts";
import { SEVERITIES } from "../capabilities/capability.ts";
import type { HeldCapability, HeldService } from "../capabilities/decide.ts";
import type { EscalationCode } from "../capabilities/escalations.ts";
import type { Coverage } from "../capabilities/known-operations.ts";
import { withoutSubsumed } from "../capabilities/subsumed.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import {
  type CustomerGroup,
  POWER_USES,
  type PowerUse,
  type PrincipalReach,
  type ReachedPower,
  type ReachedRole,
} from "./estate-reach.ts";
import { rolesInvolved, type ScopeReach, type ScopeReaches } from "./scope-reach.ts";

/** A scope of one principal. */
export interface Place {
  readonly customer: string;
  /** Grants on the scope itself; never empty. */
  readonly own: readonly AccessGrant[];
  /** Those, and grants on its whole subscription. */
  readonly reaching: readonly AccessGrant[];
}

/** What one principal reaches. @param places all its scopes; at least one */
export function principalReach(places: readonly Place[], reaches: ScopeReaches): PrincipalReach {
  const grants = places.flatMap(({ own }) => own);
  const [first] = grants;
  if (first === undefined) throw new Error("a principal without grants reaches nothing");
  const reached = places.map((place) => ({ ...place, reach: reaches.of(place.reaching) }));
  const roles = rolesOf(places, reaches);
  const powers = powersOf(reached, reaches);
  const all = [...new Map(reached.map(({ reach }) => [reach.key, reach])).values()];
  return {
    managingTenantId: first.managingTenantId,
    principalId: first.principalId,
    claimedName: first.principalDisplayName,
    grants: countsOf(grants),
    scopes: places.length,
    customers: sortedIds(places),
    roles,
    powers: powers.map(({ power }) => power),
    groups: groupsOf(reached, roles, powers),
    coverage: leastCovered(all),
    unknownRoles: unknownRolesOf(all),
    cannot: cannotOf(all),
  };
}

function countsOf(grants: readonly AccessGrant[]): PrincipalReach["grants"] {
  const eligible = grants.flatMap(({ access }) => (access.kind === "eligible" ? [access] : []));
  return {
    standing: grants.length - eligible.length,
    onRequest: eligible.length,
    withoutMfa: eligible.filter(({ multiFactorAuthProvider }) => multiFactorAuthProvider === "None").length,
  };
}

function sortedIds(places: readonly { readonly customer: string }[]): string[] {
  return [...new Set(places.map(({ customer }) => customer))].sort(compareText);
}

function rolesOf(places: readonly Place[], reaches: ScopeReaches): ReachedRole[] {
  const all = places.flatMap(({ customer, own }) => own.map((grant) => ({ customer, grant })));
  const byRole = groupBy(all, ({ grant }) => `${grant.access.kind} ${grant.roleDefinitionId}`);
  return [...byRole.values()]
    .flatMap((own): ReachedRole[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { roleDefinitionId, access } = first.grant;
      const severities = new Set(own.map(({ grant }) => reaches.severityOf(grant)));
      const severity = SEVERITIES.find((each) => severities.has(each)) ?? "low";
      return [{ roleDefinitionId, kind: access.kind, severity, customers: sortedIds(own) }];
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        b.customers.length - a.customers.length ||
        compareText(a.roleDefinitionId, b.roleDefinitionId) ||
        compareText(b.kind, a.kind),
    );
}

interface ReachedPlace extends Place {
  readonly reach: ScopeReach;
}

/** A power before it is joined with those of other scopes. */
interface PlacePower {
  readonly code: CapabilityCode;
  readonly use: PowerUse;
  readonly services: readonly HeldService[];
  readonly isComplete: boolean;
  readonly roles: readonly Guid[];
  readonly steps: readonly EscalationCode[];
}

/** A power, and the keys of the scopes that give it. */
interface FoundPower {
  readonly power: ReachedPower;
  readonly keys: ReadonlySet<string>;
}

function powersOf(places: readonly ReachedPlace[], reaches: ScopeReaches): FoundPower[] {
  const byKey = groupBy(places, ({ reach }) => reach.key);
  const all = [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return placePowers(first.reach, reaches).map((power) => ({ power, key: first.reach.key, places: same }));
  });
  return [...groupBy(all, ({ power }) => `${power.code} ${power.use}`).values()]
    .flatMap((same): FoundPower[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { code, use } = first.power;
      const services = same
        .flatMap(({ power }) => power.services)
        .map((each) => [each.service, each] as const);
      const distinct = <T>(values: readonly T[]) => [...new Set(values)].sort();
      return [
        {
          power: {
            code,
            use,
            severity: CAPABILITIES[code].severity,
            services: [...new Map(services).values()],
            isComplete: same.some(({ power }) => power.isComplete),
            customers: sortedIds(same.flatMap((each) => each.places)),
            roles: distinct(same.flatMap(({ power }) => power.roles)),
            steps: distinct(same.flatMap(({ power }) => power.steps)),
          },
          keys: new Set(same.map(({ key }) => key)),
        },
      ];
    })
    .sort((a, b) => comparePowers(a.power, b.power));
}

/**
 * Orders powers by severity, worst first. Among equals: the nearest, then everything before single services, then those
 * at more customers.
 */
function comparePowers(a: ReachedPower, b: ReachedPower): number {
  const isEverything = ({ code }: ReachedPower) => (code.endsWith(".everything") ? 0 : 1);
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    POWER_USES.indexOf(a.use) - POWER_USES.indexOf(b.use) ||
    isEverything(a) - isEverything(b) ||
    b.customers.length - a.customers.length ||
    CAPABILITY_CODES.indexOf(a.code) - CAPABILITY_CODES.indexOf(b.code)
  );
}

function placePowers({ ways, capabilities }: ScopeReach, reaches: ScopeReaches): PlacePower[] {
  const eligible = ways.flatMap(({ grants }) => grants).filter(({ access }) => access.kind === "eligible");
  const ofWays = capabilities.ways.flatMap((way, at) => {
    const grants = ways[at]?.grants ?? [];
    const use = grants.some(({ access }) => access.kind === "eligible") ? "on-request" : "standing";
    return [
      ...heldPowers(way.held, use, grants, reaches),
      ...withoutSubsumed(way.handedOut).map(
        (each): PlacePower => ({ ...each, use: "handed-out", roles: rolesInvolved(grants, true), steps: [] }),
      ),
    ];
  });
  const steps = [...capabilities.ways.flatMap((way) => way.ways), ...capabilities.together.ways];
  return [
    ...ofWays,
    ...heldPowers(capabilities.together.held, "on-request", eligible, reaches),
    ...steps.flatMap(({ step, reaches: codes }) => codes.map((code) => steppedPower(code, step))),
  ];
}

function heldPowers(
  held: readonly HeldCapability[],
  use: PowerUse,
  grants: readonly AccessGrant[],
  reaches: ScopeReaches,
): PlacePower[] {
  return withoutSubsumed(held).map((each): PlacePower => {
    const alone = grants.filter((grant) => givesAlone(grant, each.code, reaches));
    return { ...each, use, roles: rolesInvolved(alone.length > 0 ? alone : grants, false), steps: [] };
  });
}

function givesAlone(grant: AccessGrant, code: CapabilityCode, reaches: ScopeReaches): boolean {
  return reaches.of([grant]).capabilities.ways.some(({ held }) => held.some((each) => each.code === code));
}

function steppedPower(code: CapabilityCode, step: EscalationCode): PlacePower {
  const services = CAPABILITIES[code].requirements.map(({ service }) => ({ service, conditions: [] }));
  return { code, use: "known-way", services, isComplete: true, roles: [], steps: [step] };
}

/** Customers with the same access on their scopes, in one group. */
function groupsOf(
  places: readonly ReachedPlace[],
  roles: readonly ReachedRole[],
  powers: readonly FoundPower[],
): CustomerGroup[] {
  const byCustomer = [...groupBy(places, ({ customer }) => customer)].map(([customer, own]) => ({
    customer,
    keys: [...new Set(own.map(({ reach }) => reach.key))].sort(),
    held: new Set(
      own.flatMap((each) =>
        each.own.map(({ access, roleDefinitionId }) => `${access.kind} ${roleDefinitionId}`),
      ),
    ),
  }));
  const groups = groupBy(byCustomer, ({ keys, held }) => JSON.stringify([keys, [...held].sort()]));
  return [...groups.values()]
    .flatMap((same): CustomerGroup[] => {
      const [first] = same;
      if (first === undefined) return [];
      return [
        {
          customers: sortedIds(same),
          roles: roles.flatMap(({ kind, roleDefinitionId }, at) =>
            first.held.has(`${kind} ${roleDefinitionId}`) ? [at] : [],
          ),
          powers: powers.flatMap(({ keys }, at) => (first.keys.some((key) => keys.has(key)) ? [at] : [])),
        },
      ];
    })
    .sort(
      (a, b) =>
        b.customers.length - a.customers.length || compareText(a.customers[0] ?? "", b.customers[0] ?? ""),
    );
}

function leastCovered(reaches: readonly ScopeReach[]): Coverage {
  const all = reaches.flatMap(({ capabilities }) => capabilities.ways.map(({ coverage }) => coverage));
  return all.reduce((worst, each) => (each.uncovered > worst.uncovered ? each : worst), {
    allowed: Math.max(0, ...all.map(({ allowed }) => allowed)),
    uncovered: 0,
  });
}

function unknownRolesOf(reaches: readonly ScopeReach[]): Guid[] {
  const all = reaches.flatMap(({ capabilities }) => capabilities.ways.flatMap((way) => way.unknownRoles));
  return [...new Set(all)].sort();
}

function cannotOf(reaches: readonly ScopeReach[]): AssuranceCode[] {
  const [first, ...others] = reaches.map(({ capabilities }) => capabilities.cannot);
  return (first ?? []).filter((code) => others.every((each) => each.includes(code)));
}
