import type { EstateFacts } from "../delegation/estate-facts.ts";
import { Pattern } from "../permissions/pattern.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { groupBy } from "../values/group-by.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { type Demand, demandOf } from "./demand.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/** Sources for resolving a policy's names: base's, and the ids of changed customers. */
export interface NameResolution {
  readonly catalogue: RoleCatalogue;
  /** The change's catalogue: a rule also applies to what its names mean there. @default - base's */
  readonly changeCatalogue?: RoleCatalogue | undefined;
  /** Undefined without base's facts: then principals, tags and plans are unknown. */
  readonly facts: EstateFacts | undefined;
  /** Ids of changed customers: a rule may name one that base does not have yet. */
  readonly changing: readonly string[];
}

/** A name in a policy that base does not know. */
export interface UnknownName {
  readonly of: "role" | "principal" | "plan" | "customer" | "tag";
  readonly name: string;
}

/** Resolved names. */
export interface Named {
  /**
   * Ids in lower case. GUIDs of roles; GUIDs of principals, after `tenant/` where the policy gives a name. Plans as
   * `offer/plan`; ids of customers.
   */
  readonly ids: ReadonlySet<string>;
  /** Ids that also resolve by the change's catalogue. They make a rule stricter, and let nothing pass. */
  readonly possible: ReadonlySet<string>;
  /** Names that base does not know: misspelt, or renamed since. */
  readonly unknown: readonly string[];
}

/** A rule with every name resolved; a missing condition is undefined. */
export interface ResolvedRule {
  /** Its position in the policy, from 1. */
  readonly number: number;
  readonly when: PolicyRule["when"];
  readonly demand: Demand;
  readonly roles: Named | undefined;
  readonly principals: Named | undefined;
  readonly plans: Named | undefined;
  readonly customers: Named | undefined;
  /** `key: value` of tags that no customer of base has. */
  readonly unknownTags: readonly string[];
  readonly tooling: readonly Pattern[] | undefined;
}

/** The rules of a policy, resolved once for all subjects of a change. */
export function resolveRules(
  { rules }: Policy,
  { catalogue, changeCatalogue = catalogue, facts, changing }: NameResolution,
): ResolvedRule[] {
  const roles = rolesByName(catalogue);
  const changeRoles = changeCatalogue === catalogue ? roles : rolesByName(changeCatalogue);
  const principals = principalsByName(facts);
  const plans = themselves(Object.keys(facts?.plans ?? {}));
  const customers = themselves([...Object.keys(facts?.customers ?? {}), ...changing]);
  const tags = knownTags(facts);
  return rules.map((rule, index) => {
    const { role, principal, plan, customer, tag = {}, tooling } = rule.when;
    return {
      number: index + 1,
      when: rule.when,
      demand: demandOf(rule),
      roles: role === undefined ? undefined : named(role, roles, changeRoles),
      principals: principal === undefined ? undefined : named(principal, principals),
      plans: plan === undefined ? undefined : named(plan, plans),
      customers: customer === undefined ? undefined : named(customer, customers),
      unknownTags: Object.entries(tag)
        .map(tagText)
        .filter((each) => !tags.has(each)),
      tooling: tooling?.map((each) => new Pattern(each)),
    };
  });
}

/** GUIDs of the roles that a policy names, by name or GUID. */
export function namedRoles(
  names: readonly string[],
  catalogue: RoleCatalogue,
  changeCatalogue: RoleCatalogue = catalogue,
): Named {
  return named(names, rolesByName(catalogue), rolesByName(changeCatalogue));
}

/** Compares names of policies case-insensitively (NFC); a wider comparison could match rules by chance. */
export function policyNameForm(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** Items with an id, by their name in {@link policyNameForm}. A shared name stands for all of its items. */
type ByName = ReadonlyMap<string, readonly { readonly id: string }[]>;

function named(names: readonly string[], byName: ByName, also: ByName = byName): Named {
  const ids = new Set<string>();
  const possible = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const found = GUID_PATTERN.test(name) ? [{ id: name.toLowerCase() }] : byName.get(policyNameForm(name));
    if (found === undefined) unknown.push(name);
    for (const { id } of found ?? []) ids.add(id);
    for (const { id } of [...(found ?? []), ...(also.get(policyNameForm(name)) ?? [])]) possible.add(id);
  }
  return { ids, possible, unknown };
}

/** Ids that are names themselves. */
function themselves(ids: readonly string[]): ByName {
  return new Map(ids.map((id) => [policyNameForm(id), [{ id: policyNameForm(id) }]]));
}

function knownTags(facts: EstateFacts | undefined): ReadonlySet<string> {
  const customers = Object.values(facts?.customers ?? {});
  return new Set(customers.flatMap(({ tags }) => Object.entries(tags).map(tagText)));
}

function tagText([key, value]: readonly [string, string]): string {
  return `${key}: ${value}`;
}

function rolesByName({ roles }: RoleCatalogue): ByName {
  return groupBy(roles, ({ name }) => policyNameForm(name));
}

function principalsByName(facts: EstateFacts | undefined): ByName {
  const principals = Object.entries(facts?.managingTenants ?? {}).flatMap(([tenantId, known]) =>
    Object.entries(known.principals).map(([id, { displayName }]) => ({
      id: `${tenantId}/${id}`.toLowerCase(),
      displayName,
    })),
  );
  return groupBy(principals, ({ displayName }) => policyNameForm(displayName));
}
