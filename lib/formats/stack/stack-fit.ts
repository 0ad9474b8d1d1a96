import {
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { Walk } from "../../documents/allow.ts";
import type { Problem } from "../../documents/problem.ts";
import type { Path } from "../../values/path.ts";
import { assignmentName, definitionName, offerOfName, subscriptionName } from "../azurerm/addresses.ts";
import {
  demandedTenant,
  type ReadStack,
  type StackAssignment,
  type StackDefinition,
  type StackGuard,
  type StackProvider,
} from "./stack-schema.ts";

/*
 * Checks that the parts of a synthesized stack match each other. The schema (stack-schema.ts) refuses other parts.
 */

/**
 * Reports a part that does not match the others. The problem is a sentence without its subject, with its place and
 * value.
 */
type Report = (problem: string, path: Path, received: unknown) => void;

/** All parts that do not match in a stack of this name. */
export function stackProblems(name: string, stack: ReadStack): readonly Problem[] {
  const walk = new Walk();
  const report: Report = (problem, path, received) =>
    walk.refuse("invariant-broken", problem, received, path);
  stateProblems(name, stack, report);
  providerProblems(stack, report);
  const definitions = stack.resource?.azurerm_lighthouse_definition ?? new Map();
  const assignments = stack.resource?.azurerm_lighthouse_assignment ?? new Map();
  const assigned = new Set<string>();
  for (const [key, each] of assignments) {
    assigned.add(each.lighthouse_definition_id);
    const definition = definitions.get(each.lighthouse_definition_id);
    if (definition !== undefined) assignmentFits(key, each, definition, report);
    else {
      const path = ["resource", "azurerm_lighthouse_assignment", key, "lighthouse_definition_id"];
      const problem = "refers to no definition of this stack";
      walk.refuse("reference-unresolved", problem, each.lighthouse_definition_id, path);
    }
  }
  for (const [key, each] of definitions) {
    definitionFits(key, each, stack, report);
    // its authorizations are no access yet: a review would not report them, and one click in Azure assigns them
    const path = ["resource", "azurerm_lighthouse_definition", key];
    if (!assigned.has(key)) report("has no registration assignment in this stack", path, each.name);
  }
  importsFit(stack, report);
  outputsFit(stack, report);
  return walk.problems;
}

/** Where a path of some system is not relative. */
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:)/;

/**
 * Reports a stack that keeps no state, or not under its own name. With another customer's state, Terraform would
 * destroy that customer's delegations.
 */
function stateProblems(name: string, { terraform: { backend, cloud } }: ReadStack, report: Report): void {
  const path = ["terraform", "backend"];
  const kept = [backend?.local, backend?.azurerm, cloud].filter((each) => each !== undefined);
  if (kept.length !== 1) report("is not one place for state", path, { backend, cloud });
  const local = backend?.local?.path;
  if (local !== undefined && !(local.endsWith(`/${name}.tfstate`) && !ABSOLUTE.test(local)))
    report(`is no relative path of ${name}.tfstate`, [...path, "local", "path"], local);
  const key = backend?.azurerm?.key;
  if (key !== undefined && key !== `${name}.tfstate`)
    report(`is not ${name}.tfstate`, [...path, "azurerm", "key"], key);
  const workspace = cloud?.workspaces.name;
  if (workspace !== undefined && workspace !== name)
    report(`is not ${name}`, ["terraform", "cloud", "workspaces", "name"], workspace);
}

/**
 * Settings that all providers of a stack share. keeper writes one sign-in, one partner and one registration for a whole
 * customer. A review reports them once.
 */
const SHARED = [
  ["tenant_id", "sign-in"],
  ["environment", "cloud"],
  ["use_cli", "sign-in"],
  ["use_oidc", "sign-in"],
  ["client_id", "sign-in"],
  ["partner_id", "partner"],
  ["resource_providers_to_register", "registration"],
] as const;

/**
 * Reports providers and guards that do not match their subscription. A provider must be pinned to the subscription of
 * its name, with the first one's settings. A guard must check its subscription through that provider, for the first
 * guard's tenant. All guards demand the customer's tenant; providers may sign in to another one.
 */
function providerProblems(stack: ReadStack, report: Report): void {
  const providers = stack.provider?.azurerm ?? [];
  const guards = stack.data?.azurerm_subscription ?? new Map<string, StackGuard>();
  const [first] = providers;
  const seen = new Set<string>();
  providers.forEach((each, index) => {
    const path = ["provider", "azurerm", index];
    if (each.alias !== subscriptionName(each.subscription_id) || seen.has(each.alias))
      report(
        "is not the one provider of its subscription",
        [...path, "subscription_id"],
        each.subscription_id,
      );
    seen.add(each.alias);
    for (const [key, called] of SHARED) {
      const allowed = String(first?.[key] ?? "none");
      if (String(each[key] ?? "none") === allowed) continue;
      report(`is not the ${called} of the first provider: ${allowed} is`, [...path, key], each[key]);
    }
    if (!signsIn(each)) report("signs in neither by the Azure CLI nor by OpenID Connect", path, each);
    if (!guards.has(each.alias)) report("has no guard", path, each.alias);
  });
  if ((stack.terraform.required_providers !== undefined) !== providers.length > 0)
    report("is required without a provider, or the other way about", ["terraform", "required_providers"], "");
  const [firstGuard] = guards.values();
  const tenantId = firstGuard && demandedTenant(firstGuard);
  for (const [name, guard] of guards) guardFits(name, guard, tenantId, seen, report);
}

/** Whether the sign-in is one of the two that lib/constructs/ writes. */
function signsIn({ use_cli, use_oidc, client_id }: StackProvider): boolean {
  return use_cli
    ? use_oidc === undefined && client_id === undefined
    : use_oidc === true && client_id !== undefined;
}

function guardFits(
  name: string,
  guard: StackGuard,
  tenantId: string | undefined,
  providers: ReadonlySet<string>,
  report: Report,
): void {
  const { provider, subscription_id } = guard;
  const path = ["data", "azurerm_subscription", name];
  if (name !== subscriptionName(subscription_id))
    report("is not the subscription that it is named after", [...path, "subscription_id"], subscription_id);
  if (provider !== `azurerm.${name}` || !providers.has(name))
    report("is not the provider of its subscription", [...path, "provider"], provider);
  const demanded = demandedTenant(guard);
  if (demanded !== tenantId)
    report("does not demand the tenant of the first guard", [...path, "lifecycle"], demanded);
}

function definitionFits(key: string, block: StackDefinition, stack: ReadStack, report: Report): void {
  const path = ["resource", "azurerm_lighthouse_definition", key];
  const { subscriptionId, resourceGroup } = block.scope;
  const own = subscriptionName(subscriptionId);
  const offer = offerOfName(key);
  if (resourceGroup !== undefined)
    report("is not at a subscription, where definitions are", [...path, "scope"], block.scope);
  if (key !== definitionName(offer, subscriptionId))
    report("is not named after its offer and subscription", path, block.scope);
  if (block.provider !== `azurerm.${own}`)
    report("is not the provider of its subscription", [...path, "provider"], block.provider);
  if (stack.data?.azurerm_subscription.has(own) !== true)
    report("has no guard of its subscription", path, own);
  if (block.depends_on[0] !== `data.azurerm_subscription.${own}`)
    report("does not wait for the guard of its subscription", [...path, "depends_on"], block.depends_on);
}

function assignmentFits(
  key: string,
  block: StackAssignment,
  definition: StackDefinition,
  report: Report,
): void {
  const path = ["resource", "azurerm_lighthouse_assignment", key];
  const { subscriptionId, resourceGroup } = block.scope;
  const offer = offerOfName(key);
  if (subscriptionId !== definition.scope.subscriptionId)
    report("is not in the subscription of its definition", [...path, "scope"], block.scope);
  const refers = block.lighthouse_definition_id === definitionName(offer, subscriptionId);
  if (!refers || key !== assignmentName(offer, subscriptionId, resourceGroup))
    report("is not named after its definition and scope", path, block.scope);
  if (block.provider !== `azurerm.${subscriptionName(subscriptionId)}`)
    report("is not the provider of its subscription", [...path, "provider"], block.provider);
}

/** Reports import blocks that do not import the resource at their address exactly once. */
function importsFit({ import: imports, resource }: ReadStack, report: Report): void {
  const taken = new Set<string>();
  imports?.forEach(({ to, id, provider }, index) => {
    const [type, name = ""] = to.split(".");
    const definition =
      type === "azurerm_lighthouse_definition"
        ? resource?.azurerm_lighthouse_definition?.get(name)
        : undefined;
    const assignment =
      type === "azurerm_lighthouse_assignment"
        ? resource?.azurerm_lighthouse_assignment?.get(name)
        : undefined;
    const own =
      definition !== undefined
        ? registrationDefinitionResourceId(
            definition.scope.subscriptionId,
            definition.lighthouse_definition_id,
          )
        : assignment !== undefined
          ? registrationAssignmentResourceId(scopeId(assignment.scope), assignment.name)
          : undefined;
    const fits = own === id && to === `${type}.${name}` && !taken.has(to);
    if (!fits || provider !== (definition ?? assignment)?.provider)
      report("does not take over the resource at its address, once", ["import", index], { to, id, provider });
    taken.add(to);
  });
}

/** Outputs must be the ids of the stack's resources, each under its name. */
function outputsFit({ output, resource }: ReadStack, report: Report): void {
  const definitions = output?.registration_definitions?.value;
  const assignments = output?.registration_assignments?.value;
  for (const [key, { id }] of definitions ?? []) {
    if (id !== key || !resource?.azurerm_lighthouse_definition?.has(key))
      report("is not the id of its resource", ["output", "registration_definitions", "value", key], id);
  }
  for (const [key, id] of assignments ?? []) {
    if (id !== key || !resource?.azurerm_lighthouse_assignment?.has(key))
      report("is not the id of its resource", ["output", "registration_assignments", "value", key], id);
  }
}
