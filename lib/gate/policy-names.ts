import { documentProblem, type Problem } from "../documents/problem.ts";
import { similarRoleNames } from "../roles/search.ts";
import { nearest } from "../values/nearest.ts";
import type { Path } from "../values/path.ts";
import type { Policy } from "./policy.ts";
import {
  type NameResolution,
  namedRoles,
  type ResolvedRule,
  resolveRules,
  type UnknownName,
} from "./resolved-policy.ts";

/** Allowed values of each kind of name. */
const ALLOWED: Readonly<Record<UnknownName["of"], string>> = {
  role: "the name or GUID of a role of the role catalogue",
  principal: "the display name or object id of a registered principal",
  plan: "offer/plan of a plan that is defined",
  customer: "the id of a customer",
  tag: "a tag and value that a customer has",
} satisfies Record<UnknownName["of"], string>;

/** Every unknown name in a policy, with its place: misspelt, or not defined. */
export function unknownNames(policy: Policy, resolution: NameResolution): (Problem & UnknownName)[] {
  const known = knownNames(resolution);
  const problem = (of: UnknownName["of"], name: string, path: Path): Problem & UnknownName => {
    const near = nearestName(of, name, known, resolution);
    const fix =
      near === undefined ? "correct the name, or remove it" : `did you mean ${JSON.stringify(near)}?`;
    return {
      ...documentProblem(
        "value-not-allowed",
        path,
        `names the ${of} ${name}, which is not known`,
        name,
        ALLOWED[of],
      ),
      fix,
      of,
      name,
    };
  };
  const guarded = policy.guardrails?.noStandingOnSubscription ?? [];
  const unguarded = new Set(namedRoles(guarded, resolution.catalogue).unknown);
  return [
    ...resolveRules(policy, resolution).flatMap((rule, index) =>
      unknownPlaces(rule).map(({ of, name, at }) => problem(of, name, ["rules", index, "when", ...at])),
    ),
    ...guarded.flatMap((name, index) =>
      unguarded.has(name) ? [problem("role", name, ["guardrails", "noStandingOnSubscription", index])] : [],
    ),
  ];
}

function unknownPlaces({
  when,
  unknownTags,
  ...rule
}: ResolvedRule): (UnknownName & { readonly at: Path })[] {
  const named = [
    { of: "role", names: when.role, unknown: rule.roles?.unknown },
    { of: "principal", names: when.principal, unknown: rule.principals?.unknown },
    { of: "plan", names: when.plan, unknown: rule.plans?.unknown },
    { of: "customer", names: when.customer, unknown: rule.customers?.unknown },
  ] as const;
  return [
    ...named.flatMap(({ of, names = [], unknown = [] }) =>
      names.flatMap((name, index) => (unknown.includes(name) ? [{ of, name, at: [of, index] }] : [])),
    ),
    ...Object.entries(when.tag ?? {}).flatMap(([key, value]) => {
      const name = `${key}: ${value}`;
      return unknownTags.includes(name) ? [{ of: "tag" as const, name, at: ["tag", key] }] : [];
    }),
  ];
}

type KnownNames = Readonly<Record<Exclude<UnknownName["of"], "role">, readonly string[]>>;

function knownNames({ facts, changing }: NameResolution): KnownNames {
  const { managingTenants = {}, customers = {}, plans = {} } = facts ?? {};
  return {
    principal: Object.values(managingTenants).flatMap(({ principals }) =>
      Object.values(principals).map(({ displayName }) => displayName),
    ),
    plan: Object.keys(plans),
    customer: [...Object.keys(customers), ...changing],
    tag: Object.values(customers).flatMap(({ tags }) =>
      Object.entries(tags).map(([key, value]) => `${key}: ${value}`),
    ),
  };
}

function nearestName(
  of: UnknownName["of"],
  name: string,
  known: KnownNames,
  { catalogue }: NameResolution,
): string | undefined {
  return of === "role" ? similarRoleNames(catalogue, name, 1)[0] : nearest(name, new Set(known[of]));
}
