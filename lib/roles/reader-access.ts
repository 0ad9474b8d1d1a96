import { coversAction } from "./action-pattern.ts";
import type { BuiltInRole } from "./role-catalogue.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "./well-known-roles.ts";

// compared as text: a pattern that covers it covers every read
const EVERY_READ = "*/read";

/**
 * Whether a role has Reader access. One block then grants every control-plane read and does not exclude all of them.
 * Single excluded reads do not matter (Log Analytics Reader excludes keys). Blocks with a condition do not count. User
 * Access Administrator does not count. Under Azure Lighthouse it can only assign roles to managed identities. Sources
 * are two pages of Microsoft. "Create eligible authorizations": an eligible principal needs a standing role with Reader
 * access. "Tenants, users, and roles in Azure Lighthouse scenarios".
 */
export function canReadEverything(role: BuiltInRole): boolean {
  const known = answers.get(role);
  if (known !== undefined) return known;
  const answer = readsEverything(role);
  answers.set(role, answer);
  return answer;
}

// memoized: all customers of an estate use the same few roles
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
