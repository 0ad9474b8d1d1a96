import { parseScopeIdOfAnyCase } from "../../delegation/scope.ts";
import { documentProblem, type Problem } from "../../documents/problem.ts";
import { GUID_PATTERN, type Guid } from "../../values/guid.ts";
import { isObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { subscriptionName } from "../azurerm/addresses.ts";
import { foreignGuard, foreignResource } from "./own-address.ts";
import type { ConfiguredProvider, ConfiguredResource, PlanDocument } from "./plan-schema.ts";

/** Parts of a plan's configuration that no stack of keeper has. */
export function configurationProblems(plan: PlanDocument): Problem[] {
  const { provider_config: providers = {}, root_module: root } = plan.configuration;
  const guards = new Set(guardedSubscriptions(plan).map((id) => guardAddress(id)));
  const pinned = Object.values(providers).flatMap(({ expressions }) => expressions?.tenant_id ?? []);
  return [
    ...Object.entries(providers).flatMap(([key, each]) =>
      providerProblems(key, each, pinned[0]?.constant_value).map(({ problem, received }) =>
        documentProblem("invariant-broken", ["configuration", "provider_config", key], problem, received),
      ),
    ),
    ...(root.resources ?? []).flatMap((each, index) => {
      const path = ["configuration", "root_module", "resources", index];
      return [...resourceProblems(each, providers, path), ...unguarded(each, guards, path)];
    }),
    ...unasked(plan, guards),
  ];
}

function guardAddress(subscriptionId: Guid): string {
  return `data.azurerm_subscription.${subscriptionName(subscriptionId)}`;
}

/** Definitions that do not wait for the guard of their subscription. */
function unguarded(each: ConfiguredResource, guards: ReadonlySet<string>, path: Path): Problem[] {
  const id = managed(each);
  if (each.type !== "azurerm_lighthouse_definition" || id === undefined) return [];
  const own = guardAddress(id);
  if (guards.has(own) && each.depends_on?.includes(own) === true) return [];
  const problem = "does not wait for the guard of its subscription";
  return [documentProblem("invariant-broken", [...path, "depends_on"], problem, each.depends_on)];
}

/** Guards without a condition: Terraform lists every condition, checked or not. */
function unasked({ checks = [] }: PlanDocument, guards: ReadonlySet<string>): Problem[] {
  const asked = new Set(checks.map(({ address }) => address.to_display));
  return [...guards]
    .filter((guard) => !asked.has(guard))
    .map((guard) => documentProblem("invariant-broken", ["checks"], "has no condition of a guard", guard));
}

function providerProblems(
  key: string,
  { alias, expressions }: ConfiguredProvider,
  tenantId: Guid | undefined,
): { readonly problem: string; readonly received: unknown }[] {
  // a requirement is listed as a provider without a configuration
  if (alias === undefined && key === "azurerm" && expressions === undefined) return [];
  const id = expressions?.subscription_id.constant_value;
  const own = alias !== undefined && key === `azurerm.${alias}` && alias === subscriptionName(id ?? "");
  const tenant = expressions?.tenant_id.constant_value;
  return [
    ...(own ? [] : [{ problem: "is not pinned to the subscription of its name", received: id }]),
    ...(tenant === tenantId
      ? []
      : [{ problem: "is not of the tenant of the other providers", received: tenant }]),
  ];
}

function resourceProblems(each: ConfiguredResource, providers: object, path: Path): Problem[] {
  const foreign = foreignAddress(each, path);
  if (foreign.length > 0) return foreign;
  const id = each.mode === "data" ? guarded(each) : managed(each);
  if (id === undefined)
    return [documentProblem("value-not-allowed", path, "is no part that keeper configures", each)];
  const { provider_config_key: key } = each;
  if (key === `azurerm.${subscriptionName(id)}` && Object.hasOwn(providers, key)) return [];
  const problem = "is not the provider of its subscription";
  return [documentProblem("invariant-broken", [...path, "provider_config_key"], problem, key)];
}

function foreignAddress(each: ConfiguredResource, path: Path): Problem[] {
  const { scope, subscription_id: read } = each.expressions ?? {};
  return each.mode === "data"
    ? foreignGuard(each, textOf(read), path)
    : foreignResource(each, textOf(scope), path);
}

/** The subscription that a guard reads; undefined where its name contains another one. */
function guarded({ type, name, expressions = {} }: ConfiguredResource): Guid | undefined {
  const { subscription_id: id, ...rest } = expressions;
  const read = textOf(id)?.toLowerCase();
  if (type !== "azurerm_subscription" || Object.keys(rest).length > 0) return undefined;
  return read !== undefined && GUID_PATTERN.test(read) && name === subscriptionName(read) ? read : undefined;
}

function managed({ type, expressions = {} }: ConfiguredResource): Guid | undefined {
  const scope = textOf(expressions["scope"]);
  if (type === "azurerm_subscription" || scope === undefined) return undefined;
  return parseScopeIdOfAnyCase(scope)?.subscriptionId;
}

/** The constant text of an expression; undefined where it has references. */
function textOf(expression: unknown): string | undefined {
  const value =
    isObject(expression) && Object.keys(expression).length === 1 ? expression["constant_value"] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Subscriptions with a guard: those that the stack manages. */
export function guardedSubscriptions({ configuration }: PlanDocument): Guid[] {
  return (configuration.root_module.resources ?? []).flatMap((each) => {
    const id = guarded(each);
    return id === undefined ? [] : [id];
  });
}

/** Address that an assignment's configuration refers to. Undefined where it is not the id of one definition. */
export function referredAddress(address: string, { configuration }: PlanDocument): string | undefined {
  const each = configuration.root_module.resources?.find((candidate) => candidate.address === address);
  const expression = each?.expressions?.["lighthouse_definition_id"];
  const references = isObject(expression) ? expression["references"] : undefined;
  if (!Array.isArray(references) || references.length !== 2) return undefined;
  const [attribute, resource] = references;
  return typeof resource === "string" && attribute === `${resource}.id` ? resource : undefined;
}
