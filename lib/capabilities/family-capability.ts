import { anyOf, type Capability, type Requirement, type Severity } from "./capability.ts";
import { deletePatterns, FAMILY_PROVIDERS, wholeProviders, writePatterns } from "./families.ts";

/** What is done to a family's resources. */
type Deed = "change" | "delete";

/** Families with a capability of their own for each deed. The rest is described as other services. */
const OWN_CAPABILITY = [
  "compute",
  "network",
  "storage",
  "databases",
  "containers",
  "web",
  "vaults",
  "integration",
  "analytics",
] as const satisfies readonly (keyof typeof FAMILY_PROVIDERS)[];

/** A family that has a capability of its own. */
export type OwnFamily = (typeof OWN_CAPABILITY)[number];

const PATTERNS = { change: writePatterns, delete: deletePatterns } satisfies Record<Deed, unknown>;

const SEVERITY = { change: "high", delete: "critical" } satisfies Record<Deed, Severity>;

/**
 * Operations that "everything" leaves out, because the role Contributor lacks them. They are access, policy and locks,
 * blueprint assignments, and consents of Purview.
 */
export const BESIDE_EVERYTHING: readonly string[] = [
  "Microsoft.Authorization/*",
  "Microsoft.Blueprint/blueprintAssignments/*",
  "Microsoft.Purview/consents/*",
];

/** Providers and operations whose writes and deletes have capabilities under access, governance, security and cost. */
const TOLD_ELSEWHERE = [
  "Microsoft.Insights/AlertRules/*",
  "Microsoft.Authorization/*",
  "Microsoft.ManagedServices/*",
  "Microsoft.Resources/deployments/*",
  "Microsoft.Resources/subscriptions/resourceGroups/*",
  "Microsoft.Support/*",
  "Microsoft.SecurityInsights/*",
  "Microsoft.Consumption/*",
  "Microsoft.CostManagement/*",
];

/**
 * Capability to change or delete a family. Well-known resources are named; the rest is every other write or delete
 * operation.
 */
export function family(key: OwnFamily, deed: Deed, wellKnown: readonly Requirement[]): Capability {
  const { name, providers } = FAMILY_PROVIDERS[key];
  const rest = anyOf(
    `other resources of ${name}`,
    PATTERNS[deed](providers),
    wellKnown.flatMap(({ operations }) => operations),
  );
  return { category: deed, severity: SEVERITY[deed], requirements: [...wellKnown, rest] };
}

/** Write or delete operations of every provider that has no capability of its own. Classic alert rules are told apart. */
export function otherServices(deed: Deed): Requirement[] {
  const patterns = PATTERNS[deed];
  const { backup, monitoring, automation, identity } = FAMILY_PROVIDERS;
  const named = [
    ...OWN_CAPABILITY.map((key) => FAMILY_PROVIDERS[key]),
    ...[backup, monitoring, automation, identity],
  ].flatMap(({ providers }) => wholeProviders(providers));
  return [
    anyOf(backup.name, patterns(backup.providers)),
    anyOf(monitoring.name, patterns(monitoring.providers), TOLD_ELSEWHERE),
    anyOf(automation.name, patterns(automation.providers)),
    anyOf(identity.name, patterns(identity.providers)),
    anyOf("other services", [deed === "change" ? "*/write" : "*/delete"], [...named, ...TOLD_ELSEWHERE]),
  ];
}
