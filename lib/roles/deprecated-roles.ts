import type { BuiltInRole } from "./role-catalogue.ts";

/** Where it says that a role is deprecated, and the name of the role to use instead where Microsoft names one. */
export interface Deprecation {
  readonly source: string;
  readonly replacement: string | null;
}

/**
 * Deprecated roles whose name does not say so, by GUID. Only what a page of Microsoft states belongs here; the
 * catalogue itself has no such field.
 */
export const DEPRECATED_ROLES: ReadonlyMap<string, Deprecation> = new Map([
  [
    // "Security Manager (Legacy)": the page says legacy and to use the other role. That is read as deprecated here,
    // because a role that is being left costs its users their access one day and its successor is at hand.
    "e3d13bf0-dd5a-482e-ba6b-9b8433878d10",
    {
      source: 'the Microsoft page "Azure built-in roles for Security", which calls it a legacy role',
      replacement: "Security Admin",
    },
  ],
]);

const SAYS_SO = /\bdeprecated\b/i;

/**
 * Whether a role is deprecated, and who says so; undefined when it is not known to be. Onboarding with a deprecated
 * role fails and users who hold it lose access (Microsoft page "Onboard a customer to Azure Lighthouse").
 */
export function deprecationOf(role: BuiltInRole): Deprecation | undefined {
  if (SAYS_SO.test(role.name)) return { source: "its name", replacement: null };
  return DEPRECATED_ROLES.get(role.id);
}
