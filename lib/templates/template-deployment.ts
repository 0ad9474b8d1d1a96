import type { Result } from "../values/result.ts";
import type { PassedValue } from "./parameters.ts";
import type { TemplatePlace, TemplateRefusal } from "./refusal.ts";
import type { DeploymentFacts } from "./scope.ts";
import type { DeploymentTarget } from "./target.ts";

/** A resource that a template deploys. */
export interface TemplateResource {
  /** As the template writes it. */
  readonly type: string;
  readonly target: DeploymentTarget;
  readonly at: TemplatePlace;
  /** Evaluates a part of the resource, such as `properties`; undefined where the resource lacks it. */
  readonly part: (name: string) => Result<unknown, TemplateRefusal>;
  /** Names of the parts that the resource has. */
  readonly parts: readonly string[];
}

/** How a template is deployed. */
export interface TemplateDeployment {
  /** Subscription, for templates that are deployed at one or policies that deploy at one. */
  readonly subscriptionId: string | undefined;
  /** Resource group, for templates that are deployed into one. @default - only the deployment knows it */
  readonly resourceGroup?: string | undefined;
  readonly facts: DeploymentFacts;
  /** Values of parameters by name in lower case. */
  readonly passed: ReadonlyMap<string, PassedValue>;
}

/** What a template deploys, and what of it cannot be evaluated. */
export interface ExpandedTemplate {
  readonly resources: readonly TemplateResource[];
  readonly refusals: readonly TemplateRefusal[];
}

/** What to add to the command, so that a fact of the deployment is known. */
export const DEPLOYMENT_FIXES = {
  subscription: "add --subscription <id>",
  resourceGroup: "add --resource-group <name>",
  customerTenant: "add --customer-tenant <id>",
} as const;
