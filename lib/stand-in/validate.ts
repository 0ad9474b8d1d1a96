import { GUID_PATTERN } from "../values/guid.ts";
import type { ResourceType } from "./plan.ts";
import { blocksOf, type PluginObject, type PluginValue, textOf } from "./plugin-values.ts";

/*
 * azurerm's validators only. Every other refusal is the emulator's task.
 */

const SUBSCRIPTION_PATTERN = /^\/subscriptions\/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const SCOPE_PATTERN =
  /^\/subscriptions\/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?:\/resourceGroups\/[^/]+)?$/;
const DEFINITION_ID_PATTERN =
  /^\/subscriptions\/[^/]+\/providers\/Microsoft\.ManagedServices\/registrationDefinitions\/[^/]+$/;
const DURATION_PATTERN =
  /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;

interface Check {
  readonly pattern: RegExp;
  readonly expected: string;
}

const GUID: Check = { pattern: GUID_PATTERN, expected: "to be a valid UUID" };
const NOT_EMPTY: Check = { pattern: /./s, expected: "to not be an empty string" };

/** All problems that azurerm finds in a resource's configuration. Unknown values are not checked. */
export function validateResource(type: ResourceType, configuration: PluginObject): string[] {
  return type === "azurerm_lighthouse_definition"
    ? validateDefinition(configuration)
    : validateAssignment(configuration);
}

function validateDefinition(block: PluginObject): string[] {
  const standing = blocksOf(block["authorization"]);
  const eligible = blocksOf(block["eligible_authorization"]);
  return [
    ...checked(block, "name", NOT_EMPTY),
    ...checked(block, "lighthouse_definition_id", GUID),
    ...checked(block, "managing_tenant_id", GUID),
    ...checked(block, "scope", { pattern: SUBSCRIPTION_PATTERN, expected: "to be a subscription id" }),
    ...[...standing, ...eligible].flatMap(validatePrincipal),
    ...[...standing, ...eligible].flatMap((each) => checked(each, "role_definition_id", GUID)),
    ...standing.flatMap((each) =>
      validateEach(each["delegated_role_definition_ids"], "delegated_role_definition_ids", GUID),
    ),
    ...eligible.flatMap((each) => blocksOf(each["just_in_time_access_policy"])).flatMap(validatePolicy),
    ...blocksOf(block["plan"]).flatMap((plan) =>
      Object.keys(plan).flatMap((name) => checked(plan, name, NOT_EMPTY)),
    ),
  ];
}

function validateAssignment(block: PluginObject): string[] {
  return [
    ...checked(block, "name", GUID),
    ...checked(block, "scope", {
      pattern: SCOPE_PATTERN,
      expected: "to be a subscription id or a resource group id",
    }),
    ...checked(block, "lighthouse_definition_id", {
      pattern: DEFINITION_ID_PATTERN,
      expected: "to be the full id of a registration definition",
    }),
  ];
}

function validatePolicy(policy: PluginObject): string[] {
  return [
    ...checked(policy, "multi_factor_auth_provider", { pattern: /^Azure$/, expected: 'to be "Azure"' }),
    ...checked(policy, "maximum_activation_duration", {
      pattern: DURATION_PATTERN,
      expected: "to be an ISO 8601 duration",
    }),
    ...blocksOf(policy["approver"]).flatMap(validatePrincipal),
  ];
}

function validatePrincipal(block: PluginObject): string[] {
  return [...checked(block, "principal_id", GUID), ...checked(block, "principal_display_name", NOT_EMPTY)];
}

function checked(block: PluginObject, name: string, check: Check): string[] {
  return validateEach(block[name] === undefined ? [] : [block[name]], name, check);
}

function validateEach(values: PluginValue | undefined, name: string, { pattern, expected }: Check): string[] {
  if (!Array.isArray(values)) return [];
  return values
    .map(textOf)
    .filter((value) => value !== undefined)
    .filter((value) => !pattern.test(value))
    .map((value) => `expected "${name}" ${expected}, got ${value}`);
}
