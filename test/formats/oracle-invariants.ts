import { type AccessGrant, grantText } from "../../lib/access/access-grant.ts";
import { activationMinutes, canonicalDuration } from "../../lib/delegation/just-in-time-access-policy.ts";
import type { RegistrationDefinition } from "../../lib/delegation/registration.ts";
import { parseScopeId } from "../../lib/delegation/scope.ts";
import { definitionName } from "../../lib/formats/azurerm/addresses.ts";
import { literalText } from "../../lib/formats/stack/literal.ts";
import { GUID_PATTERN, type Guid } from "../../lib/values/guid.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../../lib/values/json-object.ts";
import { own } from "../../lib/values/own.ts";
import type { InvariantKind } from "../../scripts/docs/invariants.ts";
import { decodeAccess, UndecodableStack } from "./oracle-access.ts";

/*
 * What must hold of every stack, asked of its JSON in another way than the decoder of lib/ asks it: tests compare the
 * two. Nothing that breaks an invariant here may pass there.
 */

/** An invariant that a stack breaks. */
interface Violation {
  readonly kind: InvariantKind;
  /** Terraform address, or "stack". */
  readonly address: string;
  readonly received: string;
}

/** Makes violations at one address: none unless broken. */
function violationsAt(
  address: string,
): (kind: InvariantKind, broken: boolean, received: unknown) => Violation[] {
  return (kind, broken, received) =>
    broken
      ? [{ kind, address, received: typeof received === "string" ? received : JSON.stringify(received) }]
      : [];
}

/** What a stack must come out as. */
export interface ExpectedStack {
  readonly grants: readonly AccessGrant[];
  readonly definitions: readonly RegistrationDefinition[];
  /** Tenant of the customer: what every provider and every guard must be pinned to. */
  readonly tenantId: Guid;
  /** Whether each provider registers `Microsoft.ManagedServices`. */
  readonly registers: boolean;
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
    ...providerViolations(stack, expected),
    ...shapeViolations(stack),
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
    // nothing of a lifecycle is ours: each of its arguments would keep a change, a removal or an order from happening
    ...violation("lifecycle-changed", block["lifecycle"] !== undefined, block["lifecycle"]),
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

function providerViolations(stack: unknown, expected: ExpectedStack | undefined): Violation[] {
  return listAt(objectAt(stack, "provider"), "azurerm").flatMap((each) => {
    const provider = objectAt(each);
    const violation = violationsAt(`provider.azurerm.${String(provider["alias"])}`);
    const registered = listAt(provider, "resource_providers_to_register");
    const wanted = (expected?.registers ?? registered.length > 0) ? ["Microsoft.ManagedServices"] : [];
    const clean =
      provider["resource_provider_registrations"] === "none" && registered.join() === wanted.join();
    const tenantId = provider["tenant_id"];
    return [
      ...violation("registration-missing", !clean, registered),
      ...violation("provider-not-pinned", expected !== undefined && tenantId !== expected.tenantId, tenantId),
    ];
  });
}

/** What a stack of ours consists of. Anything else in it was put there by somebody, or by a defect. */
const PARTS: Readonly<Record<string, readonly string[] | undefined>> = {
  "//": undefined,
  data: ["azurerm_subscription"],
  import: undefined,
  output: ["registration_assignments", "registration_definitions"],
  provider: ["azurerm"],
  resource: ["azurerm_lighthouse_assignment", "azurerm_lighthouse_definition"],
  terraform: ["backend", "cloud", "required_providers", "required_version"],
};

function shapeViolations(stack: unknown): Violation[] {
  const strangers = Object.entries(objectAt(stack)).flatMap(([part, value]) => {
    if (!Object.hasOwn(PARTS, part)) return [part];
    const known = PARTS[part];
    return known === undefined
      ? []
      : Object.keys(objectAt(value))
          .filter((key) => !known.includes(key))
          .map((key) => `${part}.${key}`);
  });
  const imports = listAt(objectAt(stack), "import").map((each) => objectAt(each));
  const addresses = new Set(
    Object.entries(objectAt(stack, "resource")).flatMap(([type, all]) =>
      Object.keys(objectAt(all)).map((name) => `${type}.${name}`),
    ),
  );
  return [
    ...strangers.flatMap((address) => violationsAt(address)("part-unknown", true, address)),
    ...imports.flatMap(({ to, id }) =>
      violationsAt(String(to))(
        "import-mismatch",
        !addresses.has(String(to)) || !importsItself(stack, to, id),
        id,
      ),
    ),
  ];
}

/** Whether an import block takes over the very resource that is written at its address. */
function importsItself(stack: unknown, to: unknown, id: unknown): boolean {
  const [type = "", name = ""] = String(to).split(".");
  const block = objectAt(stack, "resource", type, name);
  const kind =
    type === "azurerm_lighthouse_definition" ? "registrationDefinitions" : "registrationAssignments";
  const guid = type === "azurerm_lighthouse_definition" ? block["lighthouse_definition_id"] : block["name"];
  return id === `${String(block["scope"])}/providers/Microsoft.ManagedServices/${kind}/${String(guid)}`;
}

function accessViolations(stack: unknown, expected: readonly AccessGrant[] | undefined): Violation[] {
  try {
    const decoded = decodeAccess(stack).map(grantText);
    if (expected === undefined) return [];
    const wanted = expected.map(grantText);
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
  return (
    source["subscription_id"] === subscriptionId &&
    source["provider"] === `azurerm.${String(provider?.["alias"])}` &&
    demands.some((each) => each["condition"] === condition)
  );
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

/** By its key, what a string may evaluate; everything else must be literal. */
const EXPRESSIONS: Readonly<Record<string, RegExp>> = {
  condition: /^\$\{lower\(self\.tenant_id\) == "[0-9a-f-]{36}"\}$/,
  lighthouse_definition_id: /^\$\{azurerm_lighthouse_definition\.[\w-]+\.id\}$/,
};
const OUTPUT_EXPRESSION = /^\$\{azurerm_lighthouse_(?:definition|assignment)\.[\w-]+\.id\}$/;

/** Every string of a stack, comments apart, that evaluates anything but what its place allows. */
function evaluationViolations(stack: unknown): Violation[] {
  return [...strings(stack, [])]
    .filter(({ text, path }) => literalText(text) === undefined && allowedAt(path)?.test(text) !== true)
    .map(({ text, path }) => ({ kind: "text-evaluated", address: path.join("."), received: text }));
}

function allowedAt(path: readonly string[]): RegExp | undefined {
  return path[0] === "output" ? OUTPUT_EXPRESSION : own(EXPRESSIONS, path.at(-1) ?? "");
}

function* strings(
  value: unknown,
  path: readonly string[],
): Iterable<{ text: string; path: readonly string[] }> {
  if (typeof value === "string") yield { text: value, path };
  if (Array.isArray(value)) for (const each of value) yield* strings(each, path);
  if (!isObject(value)) return;
  for (const [key, each] of Object.entries(value)) if (key !== "//") yield* strings(each, [...path, key]);
}

/** Every definition of a stack whose customer-visible texts are not those that were defined. */
function textViolations(stack: unknown, definitions: readonly RegistrationDefinition[]): Violation[] {
  const blocks = objectAt(stack, "resource", "azurerm_lighthouse_definition");
  return definitions.flatMap(({ offerId, subscriptionId, name, description }) => {
    const address = definitionName(offerId, subscriptionId);
    const block = objectAt(blocks, address);
    const texts = [block["name"], block["description"]].map((text) => literalText(String(text)));
    const differs = texts[0] !== name || texts[1] !== description;
    return violationsAt(`azurerm_lighthouse_definition.${address}`)(
      "text-equals-definitions",
      differs,
      texts,
    );
  });
}
