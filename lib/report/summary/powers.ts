import { CAPABILITIES } from "../../capabilities/capabilities.ts";
import { SEVERITIES, type Severity } from "../../capabilities/capability.ts";
import type { CapabilityComparison } from "../../capabilities/capability-comparison.ts";
import type { HeldCapability } from "../../capabilities/decide.ts";
import type { KnownWay } from "../../capabilities/known-ways.ts";
import { withoutSubsumed } from "../../capabilities/subsumed.ts";
import type { Operations } from "../../permissions/block.ts";
import type { ExchangedGrant } from "../../review/net-changes.ts";
import { groupBy } from "../../values/group-by.ts";
import { capabilityText, knownWayLine } from "../access-capabilities.ts";
import { worstFirst } from "../worst-first.ts";
import type { Power, Powers } from "./summary-line.ts";

/** What grants give beyond the other side, in words. @param operations the exact difference, to count what is left */
export function powersOf(
  exchanged: readonly ExchangedGrant[],
  operations: readonly Operations[],
  capabilities: CapabilityComparison,
): Powers {
  const differences = exchanged.map(({ grant, own, other }) => capabilities.givenBy(grant, own, other));
  const all = exchanged.flatMap(({ own }) => own);
  return {
    own: powerList(differences.flatMap(({ held }) => held)),
    handedOut: powerList(differences.flatMap(({ handedOut }) => handedOut)),
    ways: wayLines(differences.flatMap(({ ways }) => ways)),
    patterns: operations.length,
    uncovered: operations.length === 0 ? 0 : capabilities.uncovered(operations, all),
    unknownRoles: [...new Set(differences.flatMap(({ unknownRoles }) => unknownRoles))].sort(),
  };
}

/** Capabilities in words, the most dangerous first, each once. */
export function powerList(held: readonly HeldCapability[]): Power[] {
  const powers = withoutSubsumed(joinedByCode(held)).map((each): Power => {
    const { code, services } = each;
    const { severity, requirements } = CAPABILITIES[code];
    // where only some services are gained or lost, they are named
    const isComplete = services.length === requirements.length;
    const operations = requirements
      .filter(({ service }) => services.some((own) => own.service === service))
      .flatMap((requirement) => requirement.operations);
    const text = capabilityText({ ...each, isComplete }, "engineers");
    return { code, text, severity, operations: [...new Set(operations)] };
  });
  return worstFirst(powers);
}

/** Each capability once, with the services of all. */
function joinedByCode(held: readonly HeldCapability[]): HeldCapability[] {
  return [...groupBy(held, ({ code }) => code).values()].flatMap((same) => {
    const [first] = same;
    const services = new Map(
      same.flatMap((each) => each.services.map((service) => [service.service, service] as const)),
    );
    return first === undefined ? [] : [{ ...first, services: [...services.values()] }];
  });
}

function wayLines(ways: readonly KnownWay[]): string[] {
  return [...new Set(ways.map((way) => knownWayLine(way, "engineers")))];
}

/** The worst severity of powers; undefined where there are none. */
export function worstOf(powers: Powers): Severity | undefined {
  const all = [...powers.own, ...powers.handedOut];
  if (powers.unknownRoles.length > 0) return "critical";
  return SEVERITIES.find((severity) => all.some((power) => power.severity === severity));
}

/** A number for sorting: the greater the worse. */
export function severityRank(severity: Severity | undefined): number {
  return severity === undefined ? 0 : SEVERITIES.length - SEVERITIES.indexOf(severity);
}
