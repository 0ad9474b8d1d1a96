import type { BuiltInRole } from "./role-catalogue.ts";

/** Source of a deprecation, and the name of the replacement where Microsoft names one. */
export interface Deprecation {
  readonly source: string;
  readonly replacement: string | null;
}

/**
 * Deprecated roles whose name does not say so, by GUID. The catalogue has no field for it. Only a page of Microsoft
 * counts as a source.
 */
export const DEPRECATED_ROLES: ReadonlyMap<string, Deprecation> = new Map([
  [
    // "Security Manager (Legacy)": the page says legacy and names the role to use instead. That counts as deprecated
    // here, because users of a legacy role lose access when Azure removes it.
    "e3d13bf0-dd5a-482e-ba6b-9b8433878d10",
    {
      source: 'the Microsoft page "Azure built-in roles for Security", which calls it a legacy role',
      replacement: "Security Admin",
    },
  ],
]);

const SAYS_SO = /\bdeprecated\b/i;

/**
 * The deprecation of a role with its source; undefined where none is known. Onboarding with a deprecated role fails,
 * and its users lose access (Microsoft page "Onboard a customer to Azure Lighthouse").
 */
export function deprecationOf(role: BuiltInRole): Deprecation | undefined {
  if (SAYS_SO.test(role.name)) return { source: "its name", replacement: null };
  return DEPRECATED_ROLES.get(role.id);
}
