import type { AccessGrant } from "../delegation/access-grant.ts";
import type { AccessSide, DelegatedDefinition } from "../delegation/access-side.ts";
import type { AccessChange, AccessReview, CustomerChange } from "../review/access-change.ts";
import type { Flag, Grade } from "../review/grade.ts";
import type { ChangedFile } from "./digest.ts";

/**
 * One thing that a policy must have an answer for: the grade of a change, one of its flags, a tooling file, a redefined
 * role, or how much of the estate is touched (for which there need be none).
 */
export interface Aspect {
  readonly of:
    | { readonly kind: "grade"; readonly grade: Grade }
    | { readonly kind: "flag"; readonly flag: Flag }
    | { readonly kind: "tooling"; readonly path: string }
    | { readonly kind: "breadth"; readonly touched: number; readonly estate: number };
  /** The customer that changes; undefined for what concerns the whole change. */
  readonly customer: string | undefined;
  readonly roleDefinitionIds: readonly string[];
  readonly principals: readonly { readonly managingTenantId: string; readonly principalId: string }[];
  /** `offer/plan` as the definition claims it, before and after. */
  readonly plans: readonly string[];
  readonly planVersion: "unchanged" | "new" | undefined;
}

/** Everything in a change that the policy is asked about. */
export function aspectsOf(
  review: AccessReview,
  before: AccessSide,
  files: readonly ChangedFile[],
  estateSize: number,
): Aspect[] {
  const known = knownVersions(before);
  const whole = { customer: undefined, principals: [], plans: [], planVersion: undefined };
  const touched = review.customers.length;
  return [
    ...review.customers.flatMap((each) => customerAspects(each, known)),
    ...review.redefinedRoles.map(
      ({ grade, roleDefinitionId }): Aspect => ({
        of: { kind: "grade", grade },
        ...whole,
        roleDefinitionIds: [roleDefinitionId],
      }),
    ),
    ...files.map(({ path }): Aspect => ({ of: { kind: "tooling", path }, ...whole, roleDefinitionIds: [] })),
    { of: { kind: "breadth", touched, estate: estateSize }, ...whole, roleDefinitionIds: [] },
  ];
}

function customerAspects({ customer, changes, before, after }: CustomerChange, known: Versions): Aspect[] {
  return changes.flatMap((change) => {
    const definitions = definitionsOf(change, [
      ...(after?.definitions ?? []),
      ...(before?.definitions ?? []),
    ]);
    const [definition] = definitions;
    const grants = grantsOf(change);
    const about = {
      customer,
      roleDefinitionIds: grants.flatMap(({ roleDefinitionId, access }) => [
        roleDefinitionId,
        ...(access.kind === "standing" ? access.delegatedRoleDefinitionIds : []),
      ]),
      principals: grants.map(({ managingTenantId, principalId }) => ({ managingTenantId, principalId })),
      plans: definitions.flatMap(({ claimedSource }) => claimedSource?.split("@")[0] ?? []),
      planVersion:
        change.kind === "assignment-added" ? versionOf(definition, after?.grants ?? [], known) : undefined,
    };
    return [
      { of: { kind: "grade" as const, grade: change.grade }, ...about },
      ...change.flags.map((flag) => ({ of: { kind: "flag" as const, flag }, ...about })),
    ];
  });
}

function grantsOf(change: AccessChange): AccessGrant[] {
  switch (change.kind) {
    case "grant-added":
      return [change.after];
    case "grant-removed":
      return [change.before];
    case "grant-altered":
    case "grant-restated":
      return [change.before, change.after];
    case "subscription-vanished":
      return [...change.leftStanding];
    default:
      return [];
  }
}

/** The definition that a change is about, as it is and as it was: a claim that the change alters still counts. */
function definitionsOf(
  change: AccessChange,
  definitions: readonly DelegatedDefinition[],
): DelegatedDefinition[] {
  if (change.kind === "subscription-added" || change.kind === "subscription-vanished") return [];
  const { registrationDefinitionId } = "after" in change ? change.after : change.before;
  return definitions.filter(
    (each) =>
      each.registrationDefinitionId === registrationDefinitionId &&
      each.subscriptionId === change.subscriptionId,
  );
}

/** What base's definitions grant, by the plan version that they claim. */
type Versions = ReadonlyMap<string, ReadonlySet<string>>;

function knownVersions({ customers }: AccessSide): Versions {
  const versions = new Map<string, Set<string>>();
  for (const { definitions, grants } of customers) {
    for (const definition of definitions) {
      const source = definition.claimedSource;
      if (source === undefined) continue;
      versions.set(source, (versions.get(source) ?? new Set()).add(contentOf(definition, grants)));
    }
  }
  return versions;
}

/** A claimed version counts as unchanged only where base has one of the same name that grants the very same. */
function versionOf(
  definition: DelegatedDefinition | undefined,
  grants: readonly AccessGrant[],
  known: Versions,
): "unchanged" | "new" {
  const source = definition?.claimedSource;
  if (definition === undefined || source === undefined) return "new";
  return known.get(source)?.has(contentOf(definition, grants)) === true ? "unchanged" : "new";
}

function contentOf(definition: DelegatedDefinition, grants: readonly AccessGrant[]): string {
  const own = grants.filter(
    ({ registrationDefinitionId, scope }) =>
      registrationDefinitionId === definition.registrationDefinitionId &&
      scope.startsWith(`/subscriptions/${definition.subscriptionId}`),
  );
  const granted = own.map(({ principalId, principalDisplayName, roleDefinitionId, access }) =>
    JSON.stringify([principalId, principalDisplayName, roleDefinitionId, access]),
  );
  return JSON.stringify([definition.managingTenantId, definition.name, [...new Set(granted)].sort()]);
}
