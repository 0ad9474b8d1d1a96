import { GUID_PATTERN } from "../values/guid.ts";
import type { Arguments } from "./arguments.ts";
import { refuse } from "./refusal.ts";
import type { TemplateScope } from "./scope.ts";
import { DEPLOYMENT_FIXES } from "./template-deployment.ts";

/*
 * The `resourceId` family. Source: Azure's documentation, "Resource functions for ARM templates".
 */

/** `resourceId([subscriptionId], [resourceGroup], type, name, …)`. */
export function resourceId(args: Arguments, { target }: TemplateScope): string {
  const first = typeIndex(args);
  const path = providerPath(args, first);
  const before = Array.from({ length: first }, (_, index) => args.text(index));
  if (target.kind === "tenant" && first === 0) return path;
  if (target.kind === "tenant" || target.kind === "managementGroup")
    return args.refuse("is evaluated in subscriptions and resource groups alone");
  const [one = "", two = ""] = before;
  const known = () => knownSubscription(args, target.subscriptionId);
  if (first === 2) return `${subscriptionPath(args, one)}/resourceGroups/${two}${path}`;
  // one argument before the type is a subscription or a resource group
  if (first === 1 && GUID_PATTERN.test(one)) {
    if (target.kind === "subscription") return `${subscriptionPath(args, one)}${path}`;
    return args.refuse("was given a subscription without its resource group");
  }
  if (first === 1) {
    if (target.kind === "resourceGroup") return `/subscriptions/${known()}/resourceGroups/${one}${path}`;
    return args.refuse("was given a resource group without its subscription");
  }
  if (target.kind === "subscription") return `/subscriptions/${known()}${path}`;
  const group =
    target.name ??
    refuse(
      "known-when-deployed",
      args.at,
      "needs the resource group of the deployment",
      DEPLOYMENT_FIXES.resourceGroup,
    );
  return `/subscriptions/${known()}/resourceGroups/${group}${path}`;
}

/** `subscriptionResourceId([subscriptionId], type, name, …)`. */
export function subscriptionResourceId(args: Arguments, { target }: TemplateScope): string {
  const first = typeIndex(args);
  if (first > 1) return args.refuse("takes a subscription before the type, and nothing else");
  const path = providerPath(args, first);
  if (first === 1) return `${subscriptionPath(args, args.text(0))}${path}`;
  if (!("subscriptionId" in target)) return args.refuse("needs a subscription here");
  return `/subscriptions/${knownSubscription(args, target.subscriptionId)}${path}`;
}

/** `tenantResourceId(type, name, …)`. */
export function tenantResourceId(args: Arguments): string {
  if (typeIndex(args) > 0) return args.refuse("takes the type first");
  return providerPath(args, 0);
}

/** `extensionResourceId(id, type, name, …)`. */
export function extensionId(args: Arguments): string {
  if (args.text(0).endsWith("/")) args.refuse("was given an id that ends in a slash");
  return `${args.text(0)}${providerPath(args, 1)}`;
}

/** Where the type stands: it alone has a slash. */
function typeIndex(args: Arguments): number {
  const found = args.values.findIndex((each) => typeof each === "string" && each.includes("/"));
  if (found < 0 || found > 2)
    args.refuse("takes a type such as Microsoft.ManagedServices/registrationDefinitions");
  return found;
}

/** `/providers/<namespace>/<type>/<name>/…`. Microsoft's samples end the type with a slash, which Azure ignores. */
function providerPath(args: Arguments, at: number): string {
  const [namespace = "", ...types] = args.text(at).replace(/\/$/, "").split("/");
  const names = args.values.slice(at + 1).map((_, index) => args.text(at + 1 + index));
  if (namespace === "" || types.includes("") || types.length !== names.length)
    args.refuse(`takes ${types.length} names for this type, and was given ${names.length}`);
  if (names.some((name) => name === "" || name.includes("/")))
    args.refuse("takes names that are not empty and have no slash");
  return `/providers/${namespace}/${types.map((type, index) => `${type}/${names[index]}`).join("/")}`;
}

function subscriptionPath(args: Arguments, id: string): string {
  return GUID_PATTERN.test(id) ? `/subscriptions/${id}` : args.refuse("takes the id of a subscription first");
}

function knownSubscription(args: Arguments, id: string | undefined): string {
  return (
    id ??
    refuse(
      "known-when-deployed",
      args.at,
      "needs the subscription of the deployment",
      DEPLOYMENT_FIXES.subscription,
    )
  );
}
