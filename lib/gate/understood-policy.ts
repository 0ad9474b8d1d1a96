import type { EstateFacts } from "../delegation/estate-facts.ts";
import { GUID_PATTERN } from "../delegation/identifiers.ts";
import { Pattern } from "../permissions/pattern.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type Demand, demandOf } from "./demand.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/** By what a policy's names are understood: base's alone. */
export interface Understanding {
  readonly catalogue: RoleCatalogue;
  /** Undefined where nothing brought base's facts: then it knows no principal's name and no tag. */
  readonly facts: EstateFacts | undefined;
}

/** A name in a policy that base does not know. */
export interface UnknownName {
  readonly of: "role" | "principal";
  readonly name: string;
}

/** What names stand for. */
export interface Named {
  /** GUIDs of roles; of principals too, behind `tenant/` where a name was given; in lower case. */
  readonly ids: ReadonlySet<string>;
  /** Names that base does not know: misspelt, or renamed since. What was meant by them cannot be told. */
  readonly unknown: readonly string[];
}

/** A rule with every name resolved; a condition that it does not have is undefined. */
export interface UnderstoodRule {
  /** Its position in the policy, from 1. */
  readonly number: number;
  readonly when: PolicyRule["when"];
  readonly demand: Demand;
  readonly roles: Named | undefined;
  readonly principals: Named | undefined;
  /** `offer/plan`, in lower case. */
  readonly plans: ReadonlySet<string> | undefined;
  readonly customers: ReadonlySet<string> | undefined;
  readonly tooling: readonly Pattern[] | undefined;
}

/** The rules of a policy, resolved once for all aspects of a change. */
export function understoodRules({ rules }: Policy, { catalogue, facts }: Understanding): UnderstoodRule[] {
  const roleIds = roleIdsByName(catalogue);
  const principalIds = principalIdsByName(facts);
  return rules.map((rule, index) => {
    const { role, principal, plan, customer, tooling } = rule.when;
    return {
      number: index + 1,
      when: rule.when,
      demand: demandOf(rule),
      roles: role === undefined ? undefined : named(role, roleIds),
      principals: principal === undefined ? undefined : named(principal, principalIds),
      plans: plan === undefined ? undefined : new Set(plan.map(comparable)),
      customers: customer === undefined ? undefined : new Set(customer.map(comparable)),
      tooling: tooling?.map((each) => new Pattern(each)),
    };
  });
}

/** GUIDs of the roles that a policy names, by name or GUID. */
export function namedRoles(names: readonly string[], catalogue: RoleCatalogue): Named {
  return named(names, roleIdsByName(catalogue));
}

/** A name as it is compared: without regard to case. */
export function comparable(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function named(names: readonly string[], byName: ReadonlyMap<string, readonly string[]>): Named {
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const found = GUID_PATTERN.test(name) ? [name.toLowerCase()] : byName.get(comparable(name));
    if (found === undefined) unknown.push(name);
    for (const id of found ?? []) ids.add(id);
  }
  return { ids, unknown };
}

function roleIdsByName({ roles }: RoleCatalogue): ReadonlyMap<string, readonly string[]> {
  return grouped(roles.map(({ id, name }) => [comparable(name), id]));
}

function principalIdsByName(facts: EstateFacts | undefined): ReadonlyMap<string, readonly string[]> {
  return grouped(
    Object.entries(facts?.managingTenants ?? {}).flatMap(([tenantId, { principals }]) =>
      Object.entries(principals).map(([id, { displayName }]): [string, string] => [
        comparable(displayName),
        `${tenantId}/${id}`.toLowerCase(),
      ]),
    ),
  );
}

/** Several may have one name: then all of them are meant. */
function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, id] of pairs) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [id]);
    else group.push(id);
  }
  return groups;
}
