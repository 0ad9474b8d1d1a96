import { type AccessGrant, grantKey } from "../delegation/access-grant.ts";
import { GUID_PATTERN } from "../delegation/identifiers.ts";
import { activationMinutes, canonicalDuration } from "../delegation/just-in-time-access-policy.ts";
import type { RegistrationDefinition } from "../delegation/registration.ts";
import { parseScopeId } from "../delegation/scope.ts";
import { decodeAccess, UndecodableStack } from "./decode.ts";
import { type Violation, violationsAt } from "./invariant-kinds.ts";
import { isObject, type JsonObject, listAt, objectAt } from "./stack-json.ts";
import { evaluationViolations, textViolations } from "./text-invariants.ts";

/** What a stack must come out as. */
export interface ExpectedStack {
  readonly grants: readonly AccessGrant[];
  readonly definitions: readonly RegistrationDefinition[];
}

/** Everything in a synthesized stack that is not as it must be; empty for every stack that may be written. */
export function violations(stack: unknown, expected?: ExpectedStack): Violation[] {
  const definitions = Object.entries(objectAt(stack, "resource", "azurerm_lighthouse_definition"));
  const assignments = Object.entries(objectAt(stack, "resource", "azurerm_lighthouse_assignment"));
  return [
    ...definitions.flatMap(([name, block]) =>
      definitionViolations(`azurerm_lighthouse_definition.${name}`, objectAt(block), stack),
    ),
    ...assignments.flatMap(([name, block]) =>
      assignmentViolations(`azurerm_lighthouse_assignment.${name}`, objectAt(block), stack),
    ),
    ...providerViolations(stack),
    ...evaluationViolations(stack),
    ...accessViolations(stack, expected?.grants),
    ...textViolations(stack, expected?.definitions ?? []),
  ];
}

function definitionViolations(address: string, block: JsonObject, stack: unknown): Violation[] {
  const violation = violationsAt(address);
  const scope = parseScopeId(String(block["scope"]));
  const guard = `data.azurerm_subscription.subscription_${scope?.subscriptionId}`;
  return [
    ...resourceViolations(address, block, stack, scope?.subscriptionId),
    ...violation(
      "random-guid",
      block["lighthouse_definition_id"] === undefined,
      "no lighthouse_definition_id",
    ),
    ...violation("scope-malformed", scope === undefined || scope.resourceGroup !== undefined, block["scope"]),
    ...violation("guard-missing", !listAt(block, "depends_on").includes(guard), block["depends_on"]),
    ...violation("guard-missing", !guards(stack, scope?.subscriptionId), guard),
    ...guidViolations(address, block, ["managing_tenant_id", "lighthouse_definition_id"]),
    ...listAt(block, "authorization").flatMap((each) => authorizationViolations(address, objectAt(each))),
    ...listAt(block, "eligible_authorization").flatMap((each) => eligibleViolations(address, objectAt(each))),
  ];
}

function assignmentViolations(address: string, block: JsonObject, stack: unknown): Violation[] {
  const violation = violationsAt(address);
  const scope = parseScopeId(String(block["scope"]));
  const reference = /^\$\{(azurerm_lighthouse_definition)\.([\w-]+)\.id\}$/.exec(
    String(block["lighthouse_definition_id"]),
  );
  const definition = objectAt(stack, "resource", "azurerm_lighthouse_definition")[reference?.[2] ?? ""];
  const definitionScope = parseScopeId(String(objectAt(definition)["scope"]));
  return [
    ...resourceViolations(address, block, stack, scope?.subscriptionId),
    ...violation("random-guid", block["name"] === undefined, "no name"),
    ...violation("reference-not-resource", definition === undefined, block["lighthouse_definition_id"]),
    ...violation(
      "scope-malformed",
      scope === undefined || scope.subscriptionId !== definitionScope?.subscriptionId,
      block["scope"],
    ),
    ...guidViolations(address, block, ["name"]),
  ];
}

function resourceViolations(
  address: string,
  block: JsonObject,
  stack: unknown,
  subscriptionId: string | undefined,
): Violation[] {
  const violation = violationsAt(address);
  const provider = listAt(objectAt(stack, "provider"), "azurerm").find(
    (each) => `azurerm.${String(objectAt(each)["alias"])}` === block["provider"],
  );
  const pinned =
    isObject(provider) && provider["subscription_id"] === subscriptionId && isGuid(provider["tenant_id"]);
  return [
    ...violation("provider-not-pinned", !pinned, block["provider"]),
    ...violation(
      "create-before-destroy",
      objectAt(block, "lifecycle")["create_before_destroy"] === true,
      "create_before_destroy",
    ),
  ];
}

function authorizationViolations(address: string, block: JsonObject): Violation[] {
  const delegated = Object.fromEntries(listAt(block, "delegated_role_definition_ids").entries());
  return [
    ...guidViolations(address, block, ["principal_id", "role_definition_id"]),
    ...guidViolations(address, delegated, Object.keys(delegated)),
  ];
}

function eligibleViolations(address: string, block: JsonObject): Violation[] {
  const violation = violationsAt(address);
  const policies = listAt(block, "just_in_time_access_policy");
  const policy = objectAt(policies[0]);
  const duration = policy["maximum_activation_duration"];
  const minutes = typeof duration === "string" ? activationMinutes(duration) : undefined;
  const provider = policy["multi_factor_auth_provider"];
  return [
    ...guidViolations(address, block, ["principal_id", "role_definition_id"]),
    ...listAt(policy, "approver").flatMap((each) =>
      guidViolations(address, objectAt(each), ["principal_id"]),
    ),
    ...violation("policy-not-explicit", policies.length !== 1 || duration === undefined, policies.length),
    ...violation(
      "duration-not-canonical",
      duration !== undefined && (minutes === undefined || canonicalDuration(minutes) !== duration),
      duration,
    ),
    ...violation("multi-factor-none-written", provider !== undefined && provider !== "Azure", provider),
  ];
}

function providerViolations(stack: unknown): Violation[] {
  return listAt(objectAt(stack, "provider"), "azurerm").flatMap((each) => {
    const provider = objectAt(each);
    const registered = listAt(provider, "resource_providers_to_register");
    const clean =
      provider["resource_provider_registrations"] === "none" &&
      registered.every((namespace) => namespace === "Microsoft.ManagedServices");
    return violationsAt(`provider.azurerm.${String(provider["alias"])}`)(
      "registration-missing",
      !clean,
      registered,
    );
  });
}

function accessViolations(stack: unknown, expected: readonly AccessGrant[] | undefined): Violation[] {
  try {
    const decoded = decodeAccess(stack).map(grantKey);
    if (expected === undefined) return [];
    const wanted = expected.map(grantKey);
    const same = decoded.length === wanted.length && decoded.every((key, index) => key === wanted[index]);
    return violationsAt("stack")(
      "access-equals-definitions",
      !same,
      `${decoded.length} of ${wanted.length} grants`,
    );
  } catch (error) {
    if (!(error instanceof UndecodableStack)) throw error;
    return violationsAt("stack")("access-equals-definitions", true, error.message);
  }
}

/** Whether the guard of a subscription demands the tenant that the subscription's provider is pinned to. */
function guards(stack: unknown, subscriptionId: string | undefined): boolean {
  const source = objectAt(stack, "data", "azurerm_subscription", `subscription_${subscriptionId}`);
  const provider = listAt(objectAt(stack, "provider"), "azurerm")
    .map((each) => objectAt(each))
    .find((each) => each["subscription_id"] === subscriptionId);
  const condition = `\${lower(self.tenant_id) == "${String(provider?.["tenant_id"])}"}`;
  const demands = listAt(objectAt(source, "lifecycle"), "postcondition").map((each) => objectAt(each));
  return demands.some((each) => each["condition"] === condition);
}

function guidViolations(address: string, block: JsonObject, keys: readonly string[]): Violation[] {
  return keys.flatMap((key) => {
    const value = block[key];
    return violationsAt(address)("guid-not-canonical", value !== undefined && !isGuid(value), value);
  });
}

function isGuid(value: unknown): boolean {
  return typeof value === "string" && GUID_PATTERN.test(value) && value === value.toLowerCase();
}
