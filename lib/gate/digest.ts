import { hash } from "node:crypto";
import { type AccessGrant, grantText } from "../access/access-grant.ts";
import { type CustomerAccess, NO_ACCESS } from "../access/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { AccessReview, CustomerChange } from "../review/access-change.ts";
import type { DeploymentChange } from "../review/deployment-changes.ts";
import { isHeld } from "../review/redefined-roles.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { canonical, canonicalSet } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { acceptancePart } from "./acceptance-part.ts";
import { factsPart } from "./facts-part.ts";

/** A file that differs between base and change. Each side has its mode and object id; undefined where it is missing. */
export interface ChangedFile {
  /** Relative to the repository's root, forward slashes. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The customer whose recorded acceptance it is. @default - it is no such record */
  readonly acceptanceOf?: string | undefined;
}

/**
 * Digests that an approval names. `parts` has one for every changed customer (`customer/<id>`), tooling file
 * (`file/<path>`), recorded acceptance (`acceptance:<customer>`), redefined role (`role/<GUID>`), role with another name
 * (`role-name/<GUID>`), changed deployment setting (`deployment:<setting>`) and changed fact
 * (`facts:<name>`). So the plan of one customer can be recognized as a part of an approved change. `change` is the digest
 * of all parts.
 */
export interface ChangeDigest {
  /** `sha256:<hexadecimal>`. */
  readonly change: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** Digest of a change of access, independent of its source and of the source's order. */
export function digestOf(
  { customers, redefinedRoles, renamedRoles, deployments, facts }: AccessReview,
  files: readonly ChangedFile[],
  catalogue: RoleCatalogue,
): ChangeDigest {
  const catalogueDigest = digestOfCatalogue(catalogue);
  const roleDigest = roleDigests(catalogue);
  const entries = [
    ...customers.map((each): [string, string] => [
      `customer/${each.customer}`,
      digest(["customer", catalogueDigest, each.customer, customerFacts(each, roleDigest)]),
    ]),
    ...files.map((each): [string, string] => [
      each.acceptanceOf === undefined ? `file/${each.path}` : acceptancePart(each.acceptanceOf),
      digest(["file", each.path, each.before ?? null, each.after ?? null]),
    ]),
    // without holders and flags: one customer's plan does not contain other customers; roles without holders are covered
    // by the part of the catalogue's file
    ...redefinedRoles
      .filter(isHeld)
      .map((each): [string, string] => [
        `role/${each.roleDefinitionId}`,
        digest(["role", catalogueDigest, { ...each, customers: undefined, flags: undefined }]),
      ]),
  ];
  for (const [part, changes] of groupBy(deployments, deploymentPart))
    entries.push([part, digest(["deployment", canonicalSet(changes)])]);
  for (const { roleDefinitionId, before, ...name } of renamedRoles)
    entries.push([
      `role-name/${roleDefinitionId}`,
      digest(["role-name", { ...name, before: before ?? null }]),
    ]);
  for (const change of facts)
    entries.push([factsPart(change), digest(["facts", change.before ?? null, change.after ?? null])]);
  const parts = Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
  return { change: changeDigest(parts), parts };
}

/** Prefix of deployment settings among paths; no path of a repository begins with it. */
const DEPLOYMENT_PREFIX = "deployment:";

/** The name of a deployment setting's part: `deployment:<setting>`, one for all customers. */
export function deploymentPart({ setting }: Pick<DeploymentChange, "setting">): string {
  return DEPLOYMENT_PREFIX + setting;
}

/** Whether a part or a tooling path is a deployment setting. */
export function isDeploymentPart(path: string): boolean {
  return path.startsWith(DEPLOYMENT_PREFIX);
}

/** The digest of all parts together; an approval's own must be equal. */
export function changeDigest(parts: Readonly<Record<string, string>>): string {
  return digest(["change", Object.entries(parts).sort(([a], [b]) => compareText(a, b))]);
}

// keyed by the catalogue object: hashing its megabyte again would be slow, and it never changes
const catalogueDigests: WeakMap<RoleCatalogue, string> = new WeakMap();

function digestOfCatalogue(catalogue: RoleCatalogue): string {
  const known = catalogueDigests.get(catalogue) ?? digest(canonicalSet(catalogue.roles));
  catalogueDigests.set(catalogue, known);
  return known;
}

/** A digest of a role's permissions in base's catalogue. */
type RoleDigest = (id: Guid) => string;

/** Each role is digested once: fleets grant a few roles many times. */
function roleDigests(catalogue: RoleCatalogue): RoleDigest {
  const known = new Map<Guid, string>();
  return (id) => {
    const found = known.get(id) ?? digest(roleById(catalogue, id)?.permissions ?? null);
    known.set(id, found);
    return found;
  };
}

/**
 * A customer's change as its digest has it, ids included. From any kind of document, equal facts are equal changes. A
 * contract: approvals name the digest.
 */
function customerFacts({ presence, flags, before, after }: CustomerChange, roleDigest: RoleDigest): object {
  // a plan does not distinguish a new customer from one without access
  const side = (access: CustomerAccess | undefined) => accessFacts(access ?? NO_ACCESS, roleDigest);
  return {
    vanished: canonicalSet(leftStanding(before, after)),
    flags: canonicalSet(flags),
    before: side(before),
    after: presence === "vanished" ? null : side(after),
  };
}

/**
 * Subscriptions with delegations that are no longer managed here. Grants do not show whether access is left in place or
 * removed. A subscription without delegations is in no plan, and makes no difference to access.
 */
function leftStanding(before: CustomerAccess | undefined, after: CustomerAccess | undefined): Guid[] {
  if (before === undefined) return [];
  const held = new Set([
    ...before.definitions.map(({ subscriptionId }) => subscriptionId),
    ...before.assignments.map(({ scope }) => subscriptionOfScope(scope)),
  ]);
  return before.subscriptionIds.filter((id) => held.has(id) && after?.subscriptionIds.includes(id) !== true);
}

function accessFacts(
  { definitions, assignments, grants }: Pick<CustomerAccess, "definitions" | "assignments" | "grants">,
  roleDigest: RoleDigest,
): object {
  return {
    // plans have no addresses to compare: they list replacements themselves
    definitions: canonicalSet(definitions.map((each) => ({ ...each, addressedOffer: undefined }))),
    assignments: canonicalSet(assignments.map((each) => ({ ...each, scope: asciiLowerCase(each.scope) }))),
    grants: grants.map((grant) => grantFacts(grant, roleDigest)).sort(compareText),
  };
}

/**
 * Every field of a grant in one order, with digests of its roles' permissions. A GUID does not imply permissions. The
 * order of approvers and delegated roles makes no difference. Nor does the spelling of a resource group.
 */
function grantFacts(grant: AccessGrant, roleDigest: RoleDigest): string {
  const { access, roleDefinitionId } = grant;
  const handedOut = access.kind === "standing" ? inOrder(access.delegatedRoleDefinitionIds) : [];
  const ordered: AccessGrant["access"] =
    access.kind === "standing"
      ? { ...access, delegatedRoleDefinitionIds: handedOut }
      : { ...access, approvers: inOrder(access.approvers) };
  const key = grantText({ ...grant, scope: asciiLowerCase(grant.scope), access: ordered });
  // one text, not a list: fleets have tens of thousands, and every level of JSON escapes them again
  return [key, ...[roleDefinitionId, ...handedOut].map(roleDigest)].join("\n");
}

function inOrder<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  return [...values].sort((a, b) => compareText(canonical(a), canonical(b)));
}

function digest(value: unknown): string {
  return `sha256:${hash("sha256", canonical(value))}`;
}
