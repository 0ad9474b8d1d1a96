import type { Arguments } from "./arguments.ts";
import { refuse } from "./refusal.ts";
import { extensionId, resourceId, subscriptionResourceId, tenantResourceId } from "./resource-ids.ts";
import type { TemplateScope } from "./scope.ts";
import { subscriptionOf } from "./target.ts";
import { DEPLOYMENT_FIXES } from "./template-deployment.ts";

/*
 * Functions that depend on where a template is deployed, and on its own names. Sources: Azure's documentation, "Scope
 * functions", "Deployment functions" and "Resource functions for ARM templates".
 */

/** A function that reads the scope of its template. */
export interface ScopeFunction {
  readonly least: number;
  /** @default - the same number */
  readonly most?: number;
  readonly run: (args: Arguments, scope: TemplateScope) => unknown;
}

/** Functions that read the scope, by name in lower case. */
export const SCOPE_FUNCTIONS: Readonly<Record<string, ScopeFunction>> = {
  copyindex: { least: 0, most: 2, run: copyIndex },
  extensionresourceid: { least: 3, most: 50, run: extensionId },
  parameters: { least: 1, run: (args, scope) => scope.parameter(args.text(0), args.at) },
  resourcegroup: { least: 0, run: resourceGroup },
  resourceid: { least: 2, most: 50, run: resourceId },
  subscription: { least: 0, run: subscription },
  subscriptionresourceid: { least: 2, most: 50, run: subscriptionResourceId },
  tenant: { least: 0, run: tenant },
  tenantresourceid: { least: 2, most: 50, run: tenantResourceId },
  variables: { least: 1, run: (args, scope) => scope.variable(args.text(0), args.at) },
};

/** Functions of Azure that are refused, by name in lower case. The reason is a clause without subject. */
export const REFUSED_FUNCTIONS: Readonly<Record<string, string>> = {
  deployer: "depends on who deploys",
  deployment: "depends on the deployment",
  environment: "depends on the cloud of the deployment",
  managementgroup: "depends on the management group of the deployment",
  newguid: "gives another value in every deployment",
  reference: "reads from Azure while the template is deployed",
  uniquestring: "has a formula that Azure does not publish",
  utcnow: "gives another value in every deployment",
};

/** A property that only the deployment knows. It is refused where it is read, and not before. */
export class KnownWhenDeployed {
  readonly what: string;
  readonly fix: string | undefined;

  constructor(what: string, fix?: string) {
    this.what = what;
    this.fix = fix;
  }
}

function subscription(args: Arguments, { target, facts }: TemplateScope): object {
  if (!("subscriptionId" in target)) return args.refuse("has no meaning outside of a subscription");
  const id = target.subscriptionId;
  const unknown = new KnownWhenDeployed("the subscription", DEPLOYMENT_FIXES.subscription);
  return {
    id: id === undefined ? unknown : `/subscriptions/${id}`,
    subscriptionId: id ?? unknown,
    tenantId:
      facts.tenantId ?? new KnownWhenDeployed("the customer's tenant", DEPLOYMENT_FIXES.customerTenant),
    displayName: new KnownWhenDeployed("the subscription's name"),
  };
}

function tenant(_: Arguments, { facts }: TemplateScope): object {
  const unknown = new KnownWhenDeployed("the customer's tenant", DEPLOYMENT_FIXES.customerTenant);
  return {
    id: facts.tenantId === undefined ? unknown : `/tenants/${facts.tenantId}`,
    tenantId: facts.tenantId ?? unknown,
    displayName: new KnownWhenDeployed("the tenant's name"),
    countryCode: new KnownWhenDeployed("the tenant's country"),
  };
}

function resourceGroup(args: Arguments, { target }: TemplateScope): object {
  if (target.kind !== "resourceGroup") return args.refuse("has no meaning outside of a resource group");
  const id = subscriptionOf(target);
  const name = target.name ?? new KnownWhenDeployed("the resource group", DEPLOYMENT_FIXES.resourceGroup);
  const unknown =
    id === undefined
      ? new KnownWhenDeployed("the subscription", DEPLOYMENT_FIXES.subscription)
      : (name as KnownWhenDeployed);
  return {
    id:
      id === undefined || target.name === undefined
        ? unknown
        : `/subscriptions/${id}/resourceGroups/${target.name}`,
    name,
    type: "Microsoft.Resources/resourceGroups",
    location: new KnownWhenDeployed("the location of the resource group"),
    tags: new KnownWhenDeployed("the tags of the resource group"),
    managedBy: new KnownWhenDeployed("the manager of the resource group"),
    properties: new KnownWhenDeployed("the state of the resource group"),
  };
}

function copyIndex(args: Arguments, { loops }: TemplateScope): number {
  const isNamed = typeof args.values[0] === "string";
  const name = isNamed ? args.text(0) : "";
  const at = isNamed ? 1 : 0;
  if (args.length > at + 1) args.refuse("takes a name and an offset");
  const index = loops.get(name.toLowerCase());
  if (index === undefined)
    return refuse(
      "name-unknown",
      args.at,
      name === ""
        ? "calls copyIndex() outside of a loop of resources"
        : `is in no loop ${JSON.stringify(name)}`,
    );
  return index + (args.length > at ? args.integer(at) : 0);
}
