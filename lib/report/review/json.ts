import { type AccessGrant, rolesOf } from "../../access/access-grant.ts";
import type { AccessReview, CustomerChange } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { compareText } from "../../values/compare-text.ts";
import { jsonPieces } from "../json-text.ts";
import type { ReportContext, Source } from "./context.ts";
import { settingText } from "./describe-deployments.ts";

/** Version of the JSON report's form. It rises when a field changes its meaning or is removed. */
const VERSION = 1;

/**
 * A review for programs: every fact, by `schemas/review.schema.json`. Names are apart, in `principals` and `roles`:
 * they are base's, and hints. Changes hold ids and the documents' own values. In pieces, because fleets have long
 * reports.
 */
export function jsonReview(
  review: AccessReview,
  { called, directory, notes, sourceOf }: ReportContext,
): Iterable<string> {
  const grants = review.customers.flatMap(grantsOf);
  return jsonPieces({
    version: VERSION,
    before: called.before,
    after: called.after,
    notes: notes ?? [],
    grade: review.grade,
    flags: review.flags,
    compared: review.compared,
    groups: review.groups.map(({ grade, flags, customers, changes }) => ({
      grade,
      flags,
      customers,
      changes,
    })),
    customers: customerFacts(review, { directory, sourceOf }),
    redefinedRoles: review.redefinedRoles,
    renamedRoles: review.renamedRoles.map(({ before, ...rest }) => ({ ...rest, before: before ?? null })),
    deployments: review.deployments.map(({ setting, before, after, customers }) => ({
      setting,
      before: before === undefined ? null : settingText(before),
      after: settingText(after),
      customers,
    })),
    facts: review.facts,
    principals: principals(grants, directory),
    roles: roles(grants, directory),
  });
}

/** Every changed customer, one after the other: together their texts would fill the memory. */
function* customerFacts(
  { customers }: AccessReview,
  { directory, sourceOf }: Pick<ReportContext, "directory" | "sourceOf">,
): Generator<object> {
  for (const { customer, presence, formerCustomer, grade, flags, changes } of customers) {
    yield {
      customer,
      name: directory.customer(customer) ?? null,
      presence,
      formerCustomer: formerCustomer ?? null,
      grade,
      flags,
      source: sourceFacts(sourceOf(customer)),
      changes,
    };
  }
}

function sourceFacts(source: Source | undefined): object | null {
  return source === undefined ? null : { file: source.file, line: source.line ?? null };
}

function grantsOf({ before, after }: CustomerChange): AccessGrant[] {
  return [...(before?.grants ?? []), ...(after?.grants ?? [])];
}

/** Every principal that has access or approves it, once. With base's name, and whether base knows it. */
function principals(grants: readonly AccessGrant[], directory: NameDirectory): object[] {
  const found = new Map<string, object>();
  const add = (managingTenantId: string, principalId: string, claimed: string) => {
    const key = `${managingTenantId}/${principalId}`;
    if (found.has(key)) return;
    const { name, mark } = directory.principal(managingTenantId, principalId, claimed);
    const type = directory.principalType(managingTenantId, principalId) ?? null;
    found.set(key, { managingTenantId, principalId, name, mark, type });
  };
  for (const { managingTenantId, principalId, principalDisplayName, access } of grants) {
    add(managingTenantId, principalId, principalDisplayName);
    if (access.kind === "standing") continue;
    for (const each of access.approvers) add(managingTenantId, each.principalId, each.displayName);
  }
  return inOrder(found);
}

/** Every role that is granted or may be assigned, once. The name is null where base does not know the role. */
function roles(grants: readonly AccessGrant[], directory: NameDirectory): object[] {
  const ids = grants.flatMap(rolesOf);
  const nameOf = (id: string) => directory.roleName(id) ?? null;
  const distinct = new Set(ids);
  return inOrder(new Map([...distinct].map((id) => [id, { roleDefinitionId: id, name: nameOf(id) }])));
}

function inOrder(found: ReadonlyMap<string, object>): object[] {
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}
