import { isMissing } from "../access/access-parts.ts";
import type { CustomerAccess, DelegatedDefinition } from "../access/access-side.ts";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import type { AccessChange, CustomerChange } from "../review/access-change.ts";
import { type CompareOptions, compareCustomer } from "../review/compare-customer.ts";
import type { Grade } from "../review/grade.ts";
import { type DelegationPair, isSameDelegation } from "./delegations.ts";
import type { DelegationDrift, DelegationDriftKind, Ownership } from "./finding.ts";
import { type Owners, ownershipOf } from "./ownership.ts";

/** Input of the comparison of one delegation, beside its two sides. */
export interface DelegationContext {
  readonly customer: string | undefined;
  readonly owners: Owners;
  readonly compare: CompareOptions;
  /** Whether an earlier snapshot has a delegation. @default - there is none */
  readonly wasThere: ((definition: DelegatedDefinition) => boolean) | undefined;
}

/** The drift of one delegation; undefined where both sides are the same. */
export function delegationDrift(
  pair: DelegationPair,
  { customer, owners, compare, wasThere }: DelegationContext,
): DelegationDrift | undefined {
  if (isSameDelegation(pair)) return undefined;
  const { defined, found } = pair;
  const definition = (found ?? defined)?.definitions[0];
  if (definition === undefined) return undefined;
  const empty = emptied(found ?? defined);
  const change = compareCustomer(defined ?? empty, found ?? empty, compare);
  if (change === undefined) return undefined;
  const ownership = ownershipOf(definition, defined !== undefined, owners);
  const kind = kindOf(pair, ownership, change);
  const isNew = found === undefined || wasThere === undefined ? undefined : !wasThere(definition);
  return {
    kind,
    ownership,
    customer,
    subscriptionId: definition.subscriptionId,
    definition: foundForm(definition),
    isDefined: defined !== undefined,
    assignmentIds: assignmentIds(found),
    grade: change.grade,
    flags: change.flags,
    changes: change.changes,
    isDrift: counts(kind, { isDefined: defined !== undefined, ownership, changes: change.changes, isNew }),
    isNew,
  };
}

const KIND_OF_GRADE: Readonly<Record<Grade, DelegationDriftKind>> = {
  none: "restated",
  cosmetic: "restated",
  narrowing: "narrower",
  broadening: "wider",
  mixed: "mixed",
};

function kindOf(
  { defined, found }: DelegationPair,
  ownership: Ownership,
  { grade, flags }: Pick<CustomerChange, "grade" | "flags">,
): DelegationDriftKind {
  const [definition] = (found ?? defined)?.definitions ?? [];
  const isNowhere =
    definition === undefined ||
    isMissing(found, definition.subscriptionId, definition.registrationDefinitionId);
  if (found === undefined || isNowhere) return defined === undefined ? "orphan" : "missing";
  if (ownership === "another-tenant") return "another-managing-tenant";
  const isOtherTenant =
    defined !== undefined &&
    defined.definitions[0]?.managingTenantId !== found.definitions[0]?.managingTenantId;
  if (isOtherTenant) return "another-managing-tenant";
  if (defined === undefined) return ownership === "ours" ? "extra" : "outside-definitions";
  // another grant may allow as much, and the right to leave is gone all the same
  if (grade === "none" && flags.includes("lock-out")) return "narrower";
  return KIND_OF_GRADE[grade];
}

interface Weighed {
  readonly isDefined: boolean;
  readonly ownership: Ownership;
  readonly changes: readonly AccessChange[];
  readonly isNew: boolean | undefined;
}

/**
 * Whether a difference counts as drift. Texts alone do not, as in a review. A delegation of another provider does not:
 * the customer decides about it. It does where it is new, or stands in the place of a defined one. An orphan grants
 * nothing.
 */
function counts(kind: DelegationDriftKind, { isDefined, ownership, changes, isNew }: Weighed): boolean {
  if (kind === "orphan") return false;
  if (kind === "restated") return !changes.every(isTextOnly);
  if (ownership === "another-tenant") return isDefined || isNew === true;
  return true;
}

function isTextOnly(change: AccessChange): boolean {
  if (change.kind === "definition-changed") return change.replacement.length === 0;
  return (
    change.kind === "grant-restated" &&
    change.before.registrationDefinitionId === change.after.registrationDefinitionId &&
    change.before.registrationAssignmentId === change.after.registrationAssignmentId
  );
}

/** ARM ids of the assignments of a delegation in Azure. */
export function assignmentIds(found: CustomerAccess | undefined): string[] {
  return (found?.assignments ?? []).map(({ scope, registrationAssignmentId }) =>
    registrationAssignmentResourceId(scope, registrationAssignmentId),
  );
}

function foundForm({
  subscriptionId,
  registrationDefinitionId,
  managingTenantId,
  name,
}: DelegatedDefinition) {
  return { subscriptionId, registrationDefinitionId, managingTenantId, name };
}

function emptied(access: CustomerAccess | undefined): CustomerAccess {
  const { customer = "", subscriptionIds = [] } = access ?? {};
  return { customer, subscriptionIds, definitions: [], assignments: [], grants: [] };
}
