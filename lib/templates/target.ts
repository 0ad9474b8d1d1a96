import type { Guid } from "../values/guid.ts";

/** Where a template or a part of it is deployed. */
export type DeploymentTarget =
  | { readonly kind: "tenant" }
  | { readonly kind: "managementGroup"; readonly name: string | undefined }
  | { readonly kind: "subscription"; readonly subscriptionId: Guid | undefined }
  | {
      readonly kind: "resourceGroup";
      readonly subscriptionId: Guid | undefined;
      /** Undefined where only the deployment knows it. */
      readonly name: string | undefined;
    };

/** Kinds of templates by the last part of their `$schema`, in lower case. */
export const TARGET_KINDS: Readonly<Record<string, DeploymentTarget["kind"]>> = {
  "subscriptiondeploymenttemplate.json": "subscription",
  "deploymenttemplate.json": "resourceGroup",
  "managementgroupdeploymenttemplate.json": "managementGroup",
  "tenantdeploymenttemplate.json": "tenant",
};

/** The subscription of a target; undefined where it has none, or only the deployment knows it. */
export function subscriptionOf(target: DeploymentTarget): Guid | undefined {
  return "subscriptionId" in target ? target.subscriptionId : undefined;
}
