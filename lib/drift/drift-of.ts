import { definitionKey } from "../access/access-parts.ts";
import { type AccessSide, type CustomerAccess, NO_ACCESS } from "../access/access-side.ts";
import { accessByCustomer, type FoundAccess, type FoundDefinition } from "../access/found-access.ts";
import { restrictedTo } from "../access/restrict.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { CompareOptions } from "../review/compare-customer.ts";
import { NO_REPLACEMENTS } from "../review/delegation-changes.ts";
import { RoleMeaning, reviewEffort } from "../review/role-meaning.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { assignmentIds, delegationDrift } from "./delegation-drift.ts";
import { type DelegationPair, delegationPairs } from "./delegations.ts";
import { allowedDifferences, goneByDeviation } from "./deviations.ts";
import type { DelegationDrift, DriftFinding, MovedSubscription } from "./finding.ts";
import { weightOf } from "./finding.ts";
import { type Owners, ownershipOf } from "./ownership.ts";
import { notVisibleIn, type ReadSnapshot, readWhole, unreadSubscriptions } from "./unread.ts";

/** What drift is computed from. */
export interface DriftInput {
  /** What the whole estate defines, or what was synthesized. */
  readonly defined: AccessSide;
  readonly found: FoundAccess;
  readonly snapshot: ReadSnapshot;
  /** What an earlier snapshot found. @default - none is known */
  readonly earlier: FoundAccess | undefined;
  /** The only customers to look at. @default - all, and what belongs to no customer */
  readonly customers: readonly string[] | undefined;
  /** Managing tenants of another run. Customers that delegate to them alone are left out. @default - none */
  readonly otherTenants?: ReadonlySet<Guid> | undefined;
  /** Customers by subscription at the last synthesis. */
  readonly formerOwners: ReadonlyMap<Guid, string>;
  /** Tenants of customers at the last synthesis. */
  readonly tenants: ReadonlyMap<string, Guid>;
  readonly owners: Owners;
  readonly catalogue: RoleCatalogue;
  /** Facts of the defined side, which name its deviations. */
  readonly facts: EstateFacts | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Differences between definitions and Azure. */
export interface Drift {
  /** By customer, subscription and kind. */
  readonly findings: readonly DriftFinding[];
  /** Both sides of what was compared, without delegations that are notes. The input of a review. */
  readonly sides: { readonly defined: AccessSide; readonly found: AccessSide };
  /** Names of roles that take too many steps to compare. Undefined where everything was compared. */
  readonly exhaustedBy: string | undefined;
}

/** Computes how Azure differs from the definitions, subscription by subscription that the snapshot read whole. */
export function driftOf(input: DriftInput): Drift {
  const effort = reviewEffort();
  const compare: CompareOptions = {
    catalogue: input.catalogue,
    meaning: new RoleMeaning(input.catalogue, effort),
    replaced: NO_REPLACEMENTS,
  };
  const customerOf = customersBySubscription(input);
  const elsewhere = new Set(customersElsewhere(input));
  const isWanted = (customer: string | undefined) =>
    input.customers === undefined
      ? customer === undefined || !elsewhere.has(customer)
      : customer !== undefined && input.customers.includes(customer);
  const parts = comparedParts(input, customerOf, isWanted);
  const known = { owners: input.owners, compare, wasThere: wasThere(input.earlier) };
  const failed = failedDelegations(input, customerOf, isWanted);
  const failedKeys = new Set(failed.map(({ definition }) => keyOf(definition)));
  const delegations = parts.flatMap(({ customer, defined, found }) =>
    delegationPairs(defined, found)
      .filter((pair) => !failedKeys.has(keyOfPair(pair)))
      .flatMap((pair) => delegationDrift(pair, { ...known, customer }) ?? []),
  );
  const wanted = input.defined.customers.filter(({ customer }) => isWanted(customer));
  const managingTenants = new Set(
    [...input.owners.managingTenants].filter((id) => input.otherTenants?.has(id) !== true),
  );
  const read = readWhole(input.snapshot);
  const gone = goneByDeviation(input);
  const isNotVisible = notVisibleIn(input.snapshot, managingTenants);
  const goneUnseen = new Set([...gone.inForce].filter((id) => isNotVisible(id)));
  const allowed = allowedDifferences({ ...input, read, goneUnseen }, [...delegations, ...failed], isWanted);
  const findings = [
    ...delegations,
    ...failed,
    ...allowed,
    ...movedSubscriptions(input, customerOf, isWanted),
    ...unreadSubscriptions({ ...input, managingTenants, gone, defined: wanted, customerOf, isWanted }),
  ].sort(compareFindings);
  return { findings, sides: sidesOf(parts, findings), exhaustedBy: effort.exhaustedBy };
}

/**
 * Customers whose definitions are to managing tenants that another run looks at, all of them. One that the snapshot names all
 * the same is looked at.
 */
export function customersElsewhere({
  defined,
  snapshot,
  otherTenants,
}: Pick<DriftInput, "defined" | "snapshot" | "otherTenants">): string[] {
  if (otherTenants === undefined) return [];
  const named = new Set(snapshot.subscriptions.map(({ id }) => id));
  return defined.customers
    .filter(({ definitions }) => definitions.length > 0)
    .filter(({ definitions }) => definitions.every(({ managingTenantId: id }) => otherTenants.has(id)))
    .filter(({ subscriptionIds }) => !subscriptionIds.some((id) => named.has(id)))
    .map(({ customer }) => customer);
}

interface ComparedPart {
  /** Undefined for a subscription without a customer. */
  readonly customer: string | undefined;
  readonly defined: CustomerAccess;
  readonly found: CustomerAccess;
}

/** The customer of a subscription, by the definitions, or by the last synthesis. */
export function customersBySubscription({
  defined,
  formerOwners,
}: Pick<DriftInput, "defined" | "formerOwners">): (subscriptionId: Guid) => string | undefined {
  const owners = new Map([
    ...formerOwners,
    ...defined.customers.flatMap(({ customer, subscriptionIds }) =>
      subscriptionIds.map((id): [Guid, string] => [id, customer]),
    ),
  ]);
  return (id) => owners.get(id);
}

/** Both sides of every customer of which a subscription was read whole, on those subscriptions. */
function comparedParts(
  { defined, found, snapshot }: DriftInput,
  customerOf: (id: Guid) => string | undefined,
  isWanted: (customer: string | undefined) => boolean,
): ComparedPart[] {
  const read = readWhole(snapshot);
  const listed = found.subscriptions.filter(({ customer: id }) => read.has(id));
  const byId = new Map(defined.customers.map((each) => [each.customer, each]));
  return accessByCustomer({ subscriptions: listed, read }, (id) => customerOf(id) ?? id)
    .map((each) => ({ each, customer: customerOf(each.subscriptionIds[0] ?? "") }))
    .filter(({ customer }) => isWanted(customer))
    .filter(({ each }) => each.definitions.length > 0 || byId.has(each.customer))
    .map(({ each, customer }) => {
      const own = byId.get(each.customer) ?? { ...NO_ACCESS, customer: each.customer };
      const { subscriptionIds } = each;
      return {
        customer,
        found: each,
        defined: { ...restrictedTo(own, (id) => read.has(id)), subscriptionIds },
      };
    });
}

/** Both sides without what is a note only: the review shows what counts. */
function sidesOf(parts: readonly ComparedPart[], findings: readonly DriftFinding[]): Drift["sides"] {
  const notes = new Set(
    findings.flatMap((each) =>
      "definition" in each && !each.isDefined && weightOf(each) === "note" ? [keyOf(each.definition)] : [],
    ),
  );
  const selection = parts.map(({ found }) => found.customer);
  const side = (source: AccessSide["source"], customers: readonly CustomerAccess[]): AccessSide => ({
    source,
    selection,
    customers,
  });
  return {
    defined: side(
      "definitions",
      parts.map(({ defined }) => defined),
    ),
    found: side(
      "arm",
      parts.map(({ found }) => withoutDelegations(found, notes)),
    ),
  };
}

function withoutDelegations(access: CustomerAccess, keys: ReadonlySet<string>): CustomerAccess {
  if (keys.size === 0 || !access.definitions.some((each) => keys.has(keyOf(each)))) return access;
  const stays = (subscriptionId: Guid, id: Guid) => !keys.has(definitionKey(subscriptionId, id));
  const isKept = ({ scope, registrationDefinitionId }: { scope: string; registrationDefinitionId: Guid }) =>
    stays(subscriptionOfScope(scope), registrationDefinitionId);
  return {
    ...access,
    definitions: access.definitions.filter((each) => !keys.has(keyOf(each))),
    assignments: access.assignments.filter(isKept),
    grants: access.grants.filter(isKept),
  };
}

/** Definitions that failed in Azure. Their content is not known, so they are compared with nothing. */
function failedDelegations(
  input: DriftInput,
  customerOf: (id: Guid) => string | undefined,
  isWanted: (customer: string | undefined) => boolean,
): DelegationDrift[] {
  const read = readWhole(input.snapshot);
  const defined = new Set(input.defined.customers.flatMap(({ definitions }) => definitions.map(keyOf)));
  return input.found.notes.flatMap((note): DelegationDrift[] => {
    if (note.kind !== "definition-failed") return [];
    const { definition, assignmentIds: ids } = note;
    const { subscriptionId } = definition;
    const customer = customerOf(subscriptionId);
    if (!isWanted(customer) || !read.has(subscriptionId)) return [];
    const isOwn = defined.has(keyOf(definition));
    return [
      {
        kind: "failed",
        ownership: ownershipOf(definition, isOwn, input.owners),
        customer,
        subscriptionId,
        definition,
        isDefined: isOwn,
        assignmentIds: ids,
        grade: "none",
        flags: [],
        changes: [],
        isDrift: isOwn || ids.length > 0,
        isNew: undefined,
      },
    ];
  });
}

function movedSubscriptions(
  { defined, found, snapshot, tenants, owners }: DriftInput,
  customerOf: (id: Guid) => string | undefined,
  isWanted: (customer: string | undefined) => boolean,
): MovedSubscription[] {
  const known = new Set(defined.customers.flatMap(({ definitions }) => definitions.map(keyOf)));
  const bySubscription = new Map(found.subscriptions.map((each) => [each.customer, each]));
  return snapshot.subscriptions.flatMap(({ id, tenantId }): MovedSubscription[] => {
    const customer = customerOf(id);
    const formerTenantId = customer === undefined ? undefined : tenants.get(customer);
    if (customer === undefined || formerTenantId === undefined || tenantId === undefined) return [];
    if (tenantId === formerTenantId || !isWanted(customer)) return [];
    const own = bySubscription.get(id);
    const ours = new Set(
      own?.definitions
        .filter((each) => ownershipOf(each, known.has(keyOf(each)), owners) === "ours")
        .map(({ registrationDefinitionId }) => registrationDefinitionId),
    );
    const standing = own && {
      ...own,
      assignments: own.assignments.filter(({ registrationDefinitionId: each }) => ours.has(each)),
    };
    return [
      {
        kind: "moved",
        customer,
        subscriptionId: id,
        formerTenantId,
        tenantId,
        assignmentIds: assignmentIds(standing),
      },
    ];
  });
}

function wasThere(earlier: FoundAccess | undefined) {
  if (earlier === undefined) return undefined;
  const keys = new Set(earlier.subscriptions.flatMap(({ definitions }) => definitions.map(keyOf)));
  return (definition: FoundDefinition) => keys.has(keyOf(definition));
}

function keyOf({
  subscriptionId,
  registrationDefinitionId,
}: Pick<FoundDefinition, "subscriptionId" | "registrationDefinitionId">): string {
  return definitionKey(subscriptionId, registrationDefinitionId);
}

function keyOfPair({ defined, found }: DelegationPair): string {
  const definition = (found ?? defined)?.definitions[0];
  return definition === undefined ? "" : keyOf(definition);
}

function compareFindings(a: DriftFinding, b: DriftFinding): number {
  return (
    compareText(a.customer ?? "", b.customer ?? "") ||
    compareText(a.subscriptionId, b.subscriptionId) ||
    compareText(a.kind, b.kind) ||
    compareText(idOf(a), idOf(b))
  );
}

function idOf(finding: DriftFinding): string {
  return "definition" in finding ? finding.definition.registrationDefinitionId : "";
}
