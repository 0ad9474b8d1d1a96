import { coversAction } from "./action-pattern.ts";
import type { BuiltInRole } from "./role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "./well-known-roles.ts";

// compared as text: the pattern that covers this one covers every read
const EVERY_READ = "*/read";

/**
 * Whether a role has Reader access: one of its blocks grants every control-plane read and does not take that back.
 * A few reads taken back (as Log Analytics Reader does for keys) leave it a reader. A block under a condition is not
 * counted, and neither is User Access Administrator: under Azure Lighthouse none of its rights but assigning roles to
 * managed identities applies. Microsoft pages "Create eligible authorizations" (who may activate a role needs a
 * standing role with Reader access) and "Tenants, users, and roles in Azure Lighthouse scenarios".
 */
export function canReadEverything(role: BuiltInRole): boolean {
  const known = answers.get(role);
  if (known !== undefined) return known;
  const answer = readsEverything(role);
  answers.set(role, answer);
  return answer;
}

// an estate asks about the same few roles for every customer
const answers: WeakMap<BuiltInRole, boolean> = new WeakMap();

function readsEverything(role: BuiltInRole): boolean {
  if (role.id === USER_ACCESS_ADMINISTRATOR_ROLE_ID) return false;
  return role.permissions.some(
    (block) =>
      block.condition === null &&
      block.actions.some((pattern) => coversAction(pattern, EVERY_READ)) &&
      !block.notActions.some((pattern) => coversAction(pattern, EVERY_READ)),
  );
}
