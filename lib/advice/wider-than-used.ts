import type { Authorization } from "../delegation/offer.ts";
import { roleText } from "../delegation/role-reference.ts";
import { intersection } from "../permissions/intersect.ts";
import { Pattern } from "../permissions/pattern.ts";
import { includes, type Permissions, unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import { Effort } from "../permissions/search.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { READER_ROLE_ID } from "../roles/well-known-roles.ts";
import { own } from "../values/own.ts";
import type { Advice } from "./advice.ts";
import {
  type AdvisedGrant,
  type AdvisedVersion,
  adviceOn,
  isSamePrincipal,
  replaceable,
} from "./advised-version.ts";
import { type NamedRole, namedRole } from "./named-role.ts";
import { narrowestCombinations } from "./narrowest-combinations.ts";
import {
  type DelegableRole,
  delegableRoles,
  isNarrower,
  narrowestOf,
  permissionsOfOperations,
} from "./narrowest-roles.ts";
import type { Use } from "./use.ts";
import { allowsOperation } from "./use-judgement.ts";
import type { VersionEdit } from "./version-edit.ts";

/**
 * Standing grants of which the logs show use that a narrower role covers. Reads are not logged, so the narrower role,
 * or Reader beside it, must allow every read. Nothing is said where no use was seen, or where a customer with the
 * version has a subscription without entries. Nor where somebody acted whose groups are not known, and the grant allows
 * it.
 */
export function* widerThanUsed(
  advised: AdvisedVersion,
  use: Use,
  catalogue: RoleCatalogue,
): Generator<Advice> {
  const { period } = use;
  if (period === undefined || !isCovered(advised, use)) return;
  const standing = replaceable(advised.version.authorizations, catalogue);
  for (const grant of standing) {
    const { authorization, role, permissions } = grant;
    const used = usedBy(grant, advised, use);
    if (used.length === 0 || mayBeUsedByOthers(grant, advised, use)) continue;
    const others = unionOf(
      standing
        .filter((each) => each !== grant && isSamePrincipal(each.authorization, authorization))
        .map((each) => each.permissions),
    );
    // what other grants allow of the use needs no role
    if (used.every((operation) => allowsOperation(others, operation))) continue;
    const found = covering(permissions, used, others, catalogue);
    const [first] = found.roles;
    if (first === undefined) continue;
    const edit: VersionEdit = {
      kind: "replace-role",
      at: authorization.path,
      from: roleText(authorization.role),
      to: first.role.name,
    };
    const added = found.beside.map((role): VersionEdit => {
      return { kind: "add-authorization", principal: authorization.principal, role: role.name };
    });
    yield adviceOn(
      advised,
      {
        kind: "wider-than-used",
        used,
        narrower: found.roles.map((each) => namedRole(each.role)),
        beside: found.beside,
        ...period,
      },
      { authorization, role, mend: { kind: "edits", edits: [edit, ...added] } },
    );
  }
}

/** Whether the logs have entries of every subscription on which the version is delegated. */
function isCovered({ offer, plan, number, takers }: AdvisedVersion, { subscriptions }: Use): boolean {
  return takers.every((customer) =>
    customer.delegations
      .filter((each) => each.offer === offer.id && each.plan === plan && each.version === number)
      .flatMap(({ scopes }) => scopes)
      .every((scope) => subscriptions.has(own(customer.subscriptions, scope.subscription) ?? "")),
  );
}

function usedBy(
  { authorization: { principal }, permissions }: AdvisedGrant<Authorization>,
  { takers }: AdvisedVersion,
  { known }: Use,
): string[] {
  const ids = new Set(takers.map(({ id }) => id));
  const operations = known
    .filter((each) => each.principalId === principal.objectId && ids.has(each.customer))
    .flatMap((each) => each.operations)
    .filter((operation) => allowsOperation(permissions, operation));
  return [...new Set(operations)].sort();
}

function mayBeUsedByOthers(
  { authorization: { principal }, permissions }: AdvisedGrant<Authorization>,
  { takers }: AdvisedVersion,
  { unknown }: Use,
): boolean {
  const ids = new Set(takers.map(({ id }) => id));
  return unknown.some(
    ({ customer, mayBe, operations, isIdentified }) =>
      ids.has(customer) &&
      mayBe.has(principal.objectId) &&
      !(isIdentified && (principal.type === "User" || principal.type === "ServicePrincipal")) &&
      operations.some((operation) => allowsOperation(permissions, operation)),
  );
}

interface Covering {
  readonly roles: readonly DelegableRole[];
  /** What the first one needs beside it. */
  readonly beside: readonly NamedRole[];
}

/** The narrowest roles below a role that cover a use and its reads. What else the principal holds counts too. */
function covering(
  permissions: Permissions,
  used: readonly string[],
  others: Permissions,
  catalogue: RoleCatalogue,
): Covering {
  const needed = unionOf([permissionsOfOperations(used), readsOf(permissions)]);
  const below = delegableRoles(catalogue).filter(
    (each) =>
      used.every(
        (operation) => allowsOperation(each.permissions, operation) || allowsOperation(others, operation),
      ) && isNarrower(each.permissions, permissions),
  );
  const within = (beside: Permissions) =>
    narrowestOf(below.filter((each) => includes(unionOf([each.permissions, beside]), needed)));
  const alone = within(others);
  const reader = roleById(catalogue, READER_ROLE_ID);
  const reads = authorizedPermissions(READER_ROLE_ID, catalogue);
  if (alone.length > 0 || reader === undefined || !includes(permissions, reads))
    return { roles: alone, beside: [] };
  const withReader = within(unionOf([others, reads]));
  if (withReader.length > 0) return { roles: withReader, beside: [namedRole(reader)] };
  const missing = used.filter((operation) => !allowsOperation(others, operation));
  const [first, ...rest] = combinationBelow(permissions, reads, missing, catalogue);
  return first === undefined
    ? { roles: [], beside: [] }
    : { roles: [first], beside: [...rest.map(({ role }) => namedRole(role)), namedRole(reader)] };
}

/** The first of the narrowest combinations of roles that cover a use. With these reads, they are below a role. */
function combinationBelow(
  permissions: Permissions,
  reads: Permissions,
  used: readonly string[],
  catalogue: RoleCatalogue,
): readonly DelegableRole[] {
  const wants = used.map((operation) => ({ kind: "operation", operation }) as const);
  const combination = narrowestCombinations(wants, catalogue)?.find((each) =>
    isNarrower(unionOf([each.permissions, reads]), permissions),
  );
  return combination?.roles ?? [];
}

const EVERY_READ = new Pattern("*/read");

/** The reads that permissions allow; more than that where a pattern cannot be intersected. */
function readsOf({ blocks }: Permissions): Permissions {
  const effort = new Effort();
  return unionOf(
    blocks
      .filter(({ plane, condition }) => plane === "control" && condition === null)
      .map(({ actions, notActions }) =>
        permissionsOfOperations(
          actions.flatMap((action) =>
            (intersection(action, EVERY_READ, effort) ?? [action]).map(({ text }) => text),
          ),
          notActions.map(({ text }) => text),
        ),
      ),
  );
}
