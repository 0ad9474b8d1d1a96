import type { Guid } from "../values/guid.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";
import { own } from "../values/own.ts";
import { inside, refuse, type TemplatePlace } from "./refusal.ts";

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
const TARGET_KINDS: Readonly<Record<string, DeploymentTarget["kind"]>> = {
  "subscriptiondeploymenttemplate.json": "subscription",
  "deploymenttemplate.json": "resourceGroup",
  "managementgroupdeploymenttemplate.json": "managementGroup",
  "tenantdeploymenttemplate.json": "tenant",
};

/** The subscription of a target. Undefined where it has none, or only the deployment knows it. */
export function subscriptionOf(target: DeploymentTarget): Guid | undefined {
  return "subscriptionId" in target ? target.subscriptionId : undefined;
}

/** The kind of a template by its `$schema`; undefined where it is not a template. */
export function targetKindOf(document: unknown): DeploymentTarget["kind"] | undefined {
  const schema = isObject(document) ? document["$schema"] : undefined;
  const file = typeof schema === "string" ? /([^/]+\.json)#?$/.exec(schema)?.[1] : undefined;
  return file === undefined ? undefined : own(TARGET_KINDS, file.toLowerCase());
}

/** Where a template is deployed. Its `$schema` says so, and what is known of its deployment. @param at its place */
export function targetOf(
  template: JsonObject,
  {
    subscriptionId,
    resourceGroup,
  }: { readonly subscriptionId: Guid | undefined; readonly resourceGroup?: string | undefined },
  at: TemplatePlace,
): DeploymentTarget {
  const kind = targetKindOf(template);
  switch (kind) {
    case "subscription":
      return { kind, subscriptionId };
    case "resourceGroup":
      return { kind, subscriptionId, name: resourceGroup };
    case "managementGroup":
      return { kind, name: undefined };
    case "tenant":
      return { kind };
    case undefined:
      return refuse("value-not-allowed", inside(at, "$schema"), "is no schema of a deployment template");
  }
}
