import { createHash } from "node:crypto";
import type { AccessGrant } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { compareText } from "../delegation/identifiers.ts";
import type { AccessReview, CustomerChange } from "../review/access-change.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";

/** A file that differs between base and change: object ids of its contents, undefined where it is not there. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What an approval names. `parts` has a digest for every customer that changes (`customer/<id>`), every tooling file
 * (`file/<path>`) and every redefined role (`role/<GUID>`), so that the plan of one customer can be told to be a part of
 * what was approved; `change` is the digest of them all.
 */
export interface ChangeDigest {
  /** `sha256:<hexadecimal>`. */
  readonly change: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** The digest of a change of access: of what it does, wherever it was read from and in whatever order. */
export function digestOf(
  { customers, redefinedRoles }: AccessReview,
  files: readonly ChangedFile[],
  catalogue: RoleCatalogue,
): ChangeDigest {
  const catalogueDigest = digest([catalogue.roles]);
  const entries = [
    ...customers.map((each): [string, string] => [
      `customer/${each.customer}`,
      digest(["customer", catalogueDigest, customerFacts(each, catalogue)]),
    ]),
    ...files.map((each): [string, string] => [
      `file/${each.path}`,
      digest(["file", each.path, each.before ?? null, each.after ?? null]),
    ]),
    ...redefinedRoles.map((each): [string, string] => [
      `role/${each.roleDefinitionId}`,
      digest(["role", catalogueDigest, each]),
    ]),
  ];
  const parts = Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
  return { change: changeDigest(parts), parts };
}

/** The digest of all parts together; an approval's own must come out the same. */
export function changeDigest(parts: Readonly<Record<string, string>>): string {
  return digest(["change", Object.entries(parts).sort(([a], [b]) => compareText(a, b))]);
}

function customerFacts(
  { customer, presence, flags, before, after }: CustomerChange,
  catalogue: RoleCatalogue,
) {
  // a plan cannot tell a new customer from one that had nothing yet
  const side = (access: CustomerAccess | undefined) =>
    access === undefined ? null : accessFacts(access, catalogue);
  const gone = presence === "vanished";
  // what is left standing and what is removed look the same in grants
  const vanished = before?.subscriptionIds.filter((id) => after?.subscriptionIds.includes(id) !== true) ?? [];
  return { customer, gone, vanished, flags, before: side(before) ?? EMPTY, after: gone ? null : side(after) };
}

const EMPTY = { definitions: [], assignments: [], grants: [] };

function accessFacts({ definitions, assignments, grants }: CustomerAccess, catalogue: RoleCatalogue) {
  return { definitions, assignments, grants: grants.map((grant) => grantFacts(grant, catalogue)) };
}

/** A grant with what its role means: a GUID alone would not say. */
function grantFacts(grant: AccessGrant, catalogue: RoleCatalogue) {
  const delegated = grant.access.kind === "standing" ? grant.access.delegatedRoleDefinitionIds : [];
  const permissions = [grant.roleDefinitionId, ...delegated].map(
    (id) => roleById(catalogue, id)?.permissions ?? null,
  );
  return { ...grant, permissions: digest(permissions) };
}

function digest(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;
}

/** JSON without spaces and with sorted keys: one text for one value. Absent and undefined are the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => compareText(a, b));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
