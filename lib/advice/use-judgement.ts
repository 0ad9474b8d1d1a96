import type { AccessGrant } from "../access/access-grant.ts";
import { allows } from "../permissions/block.ts";
import type { Permissions } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { ActivityEvent } from "./activity.ts";
import type { Members } from "./members.ts";

/** The judgement of an event. It says whose use it is or may be, or why it is left out. */
export type Judgement =
  | { readonly kind: "known"; readonly principals: readonly Guid[] }
  | { readonly kind: "unknown"; readonly mayBe: readonly Guid[] }
  | { readonly kind: "otherTenant" | "otherAssignment" | "noActor" | "beyondGrants" };

/** Judges one event on a subscription with these grants. */
export function judgeEvent(
  event: ActivityEvent,
  grants: readonly AccessGrant[],
  members: Members | undefined,
  catalogue: RoleCatalogue,
): Judgement {
  const { actor, evidenceOf } = event;
  if (evidenceOf !== undefined) {
    const isGranted = grants.some(({ principalId }) => principalId === evidenceOf);
    return isGranted ? { kind: "known", principals: [evidenceOf] } : { kind: "otherAssignment" };
  }
  const tenants = new Set(grants.map(({ managingTenantId }) => managingTenantId));
  if (actor.tenantId !== undefined && !tenants.has(actor.tenantId)) return { kind: "otherTenant" };
  const allowing = new Set(
    grants
      .filter((grant) => reaches(grant, event) && allowsAll(grant, event, catalogue))
      .map((each) => each.principalId),
  );
  if (allowing.size === 0) return { kind: "beyondGrants" };
  const id = actor.objectId ?? members?.byName.get((actor.name ?? "").toLowerCase());
  if (id === undefined && actor.name === undefined) return { kind: "noActor" };
  const own = [...allowing].filter(
    (principal) => id !== undefined && (principal === id || members?.groups.get(principal)?.has(id) === true),
  );
  if (own.length > 0) return { kind: "known", principals: own };
  const mayBe = [...allowing].filter((each) => id === undefined || !members?.completeGroups.has(each));
  return { kind: "unknown", mayBe };
}

function reaches({ scope }: AccessGrant, { resourceId, subscriptionId }: ActivityEvent): boolean {
  const lower = scope.toLowerCase();
  const place = resourceId === "" ? `/subscriptions/${subscriptionId}` : resourceId;
  return place === lower || place.startsWith(`${lower}/`);
}

function allowsAll(
  { roleDefinitionId }: AccessGrant,
  { operations }: ActivityEvent,
  catalogue: RoleCatalogue,
): boolean {
  const permissions = authorizedPermissions(roleDefinitionId, catalogue);
  return operations.every((operation) => allowsOperation(permissions, operation));
}

/** Whether permissions allow an operation, unconditionally. It must be in lower case. */
export function allowsOperation({ blocks }: Permissions, operation: string): boolean {
  return blocks.some(
    (block) => block.plane === "control" && block.condition === null && allows(block, operation),
  );
}
