import { createHash } from "node:crypto";
import { type AccessGrant, grantKey } from "../delegation/access-grant.ts";
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
  const meanings = new Map<string, string>();
  const meaningOf = (id: string): string => {
    const known = meanings.get(id) ?? digest(roleById(catalogue, id)?.permissions ?? null);
    meanings.set(id, known);
    return known;
  };
  const entries = [
    ...customers.map((each): [string, string] => [
      `customer/${each.customer}`,
      digest(["customer", catalogueDigest, customerFacts(each, meaningOf)]),
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

/** What a role means: the digest of its permission blocks by base's catalogue. A GUID alone would not say. */
type MeaningOf = (roleDefinitionId: string) => string;

function customerFacts({ customer, presence, flags, before, after }: CustomerChange, meaningOf: MeaningOf) {
  // a plan cannot tell a new customer from one that had nothing yet
  const side = (access: CustomerAccess | undefined) =>
    access === undefined ? null : accessFacts(access, meaningOf);
  const gone = presence === "vanished";
  // what is left standing and what is removed look the same in grants
  const vanished = before?.subscriptionIds.filter((id) => after?.subscriptionIds.includes(id) !== true) ?? [];
  return { customer, gone, vanished, flags, before: side(before) ?? EMPTY, after: gone ? null : side(after) };
}

const EMPTY = { definitions: [], assignments: [], grants: [] };

function accessFacts({ definitions, assignments, grants }: CustomerAccess, meaningOf: MeaningOf) {
  return { definitions, assignments, grants: grants.map((grant) => grantFacts(grant, meaningOf)) };
}

/** `grantKey` has every field of a grant, in one order. */
function grantFacts(grant: AccessGrant, meaningOf: MeaningOf): string[] {
  const delegated = grant.access.kind === "standing" ? grant.access.delegatedRoleDefinitionIds : [];
  return [grantKey(grant), ...[grant.roleDefinitionId, ...delegated].map(meaningOf)];
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
