import { DELEGATIONS_VERSION } from "../delegation/azure-limits.ts";
import { type AskedPart, type NotRead, type NotReadCode, notRead } from "../formats/snapshot/not-read.ts";
import type { ListedResource } from "../formats/snapshot/snapshot-lists.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Guid } from "../values/guid.ts";
import { failed, success } from "../values/result.ts";
import type { Budgets } from "./budget.ts";
import type { ArmRead, ResourceManager } from "./resource-manager.ts";

/** Delegations of one subscription and its resource groups, as Azure answers them. */
export interface ReadDelegations {
  readonly definitions: readonly ListedResource[];
  /** Each with a copy of its definition. */
  readonly assignments: readonly ListedResource[];
  /** Empty where everything was read. */
  readonly notRead: readonly NotRead[];
}

const GROUPS_VERSION = "2021-04-01";

const PROVIDER = "providers/Microsoft.ManagedServices";

/** After these codes a subscription has no further answers. Denied access may end at its resource groups. */
const FINAL: readonly NotReadCode[] = [
  "sign-in-needed",
  "sign-in-refused",
  "not-delegated",
  "not-found",
  "token-refused",
  "throttled",
  "service-failed",
  "unreachable",
];

/**
 * Reads the delegations of a subscription, one request after the other. They are its definitions, its assignments, and
 * the assignments of each of its resource groups. Parts that cannot be read are named; the others are kept.
 */
export async function readDelegations(
  arm: ResourceManager,
  subscriptionId: Guid,
  budgets: Budgets,
): Promise<ReadDelegations> {
  const missing: NotRead[] = [];
  const assignments: ListedResource[] = [];
  const scope = `/subscriptions/${subscriptionId}`;
  const list = async (path: string, version: string) =>
    ownResources(await arm.list(`${path}api-version=${version}`, budgets, subscriptionId), scope);
  const keep = (read: ArmRead<readonly ListedResource[]>, part: AskedPart, group?: string) => {
    if (!read.ok) missing.push(notRead(part, read.error, group));
    return read.ok ? read.value : [];
  };
  const assigned = (at: string) =>
    list(
      `${at}/${PROVIDER}/registrationAssignments?$expandRegistrationDefinition=true&`,
      DELEGATIONS_VERSION,
    );

  const defined = await list(`${scope}/${PROVIDER}/registrationDefinitions?`, DELEGATIONS_VERSION);
  const definitions = keep(defined, "registration-definitions");
  if (!defined.ok && FINAL.includes(defined.error)) return { definitions, assignments, notRead: missing };
  assignments.push(...keep(await assigned(scope), "registration-assignments"));
  const groups = keep(await list(`${scope}/resourcegroups?`, GROUPS_VERSION), "resource-groups");
  for (const { name } of groups) {
    const group = `${scope}/resourceGroups/${name}`;
    const path = `${scope}/resourceGroups/${encodeURIComponent(String(name))}`;
    assignments.push(...keep(await assigned(path), "registration-assignments", group));
  }
  return { definitions, assignments, notRead: missing };
}

/** Refuses a list with a resource of another subscription. */
function ownResources(
  read: ArmRead<readonly ListedResource[]>,
  scope: string,
): ArmRead<readonly ListedResource[]> {
  if (!read.ok) return read;
  const isOwn = ({ id }: ListedResource) => asciiLowerCase(id).startsWith(`${asciiLowerCase(scope)}/`);
  return read.value.every(isOwn) ? success(read.value) : failed("answer-unexpected");
}
