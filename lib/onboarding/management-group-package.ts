import type { Cloud } from "../delegation/cloud.ts";
import type { RegistrationDefinition } from "../delegation/registration.ts";
import { delegationPolicyTemplate } from "../formats/arm/delegation-policy.ts";
import { guardPoliciesTemplate } from "../formats/arm/guard-policies.ts";
import { json, type PackageFile, withChecksums } from "./package-files.ts";

/**
 * The files of a package for management groups. By policies, a customer delegates every subscription below, and guards
 * its delegations. They name no customer.
 *
 * @param definition of any subscription
 * @param readme the text of `README.md`
 */
export function managementGroupFiles(
  definition: RegistrationDefinition,
  cloud: Cloud,
  readme: string,
): PackageFile[] {
  return withChecksums([
    { path: "README.md", text: readme },
    { path: "policy.json", text: json(delegationPolicyTemplate(definition, cloud)) },
    { path: "guards.json", text: json(guardPoliciesTemplate(definition.managingTenant.id)) },
  ]);
}
