import { type Allowed, block, constant, type Given, list, named, parts } from "../../documents/allow.ts";
import { LOWER_CASE_GUID } from "../../values/guid.ts";
import { stateParts } from "./state-settings-schema.ts";
import { duration, guid, literal, plain, scope, text } from "./text.ts";

/*
 * A synthesized stack, part by part as lib/constructs/ writes it; other parts are refused. stack-fit.ts checks that the
 * parts match each other.
 */

const subscriptionName = new RegExp(`^subscription_${LOWER_CASE_GUID}$`);
const providerName = text(
  new RegExp(`^azurerm\\.subscription_${LOWER_CASE_GUID}$`),
  "provider of a subscription",
);
const guardAddress = text(
  new RegExp(`^data\\.azurerm_subscription\\.subscription_${LOWER_CASE_GUID}$`),
  "guard of a subscription",
);
const resourceName = new RegExp(`^[a-z][a-z0-9-]{1,49}_${LOWER_CASE_GUID}(?:_[0-9a-z_-]+)?$`);

/** A reference to a resource of this stack, decoded to that resource's name. */
function reference(type: string): Allowed<string> {
  const form = new RegExp(`^\\$\\{${type}\\.([a-z0-9_-]+)\\.id\\}$`);
  return (value, walk) => {
    const name = typeof value === "string" ? form.exec(value)?.[1] : undefined;
    return name ?? walk.refuse("text-evaluated", `is not the id of one ${type} of this stack`, value);
  };
}

const definitionReference = reference("azurerm_lighthouse_definition");

const authorization = block(
  { principal_id: guid, role_definition_id: guid },
  { principal_display_name: literal, delegated_role_definition_ids: list(guid) },
);

const eligibleAuthorization = block(
  {
    principal_id: guid,
    role_definition_id: guid,
    just_in_time_access_policy: block(
      { maximum_activation_duration: duration },
      {
        multi_factor_auth_provider: constant("Azure"),
        approver: list(block({ principal_id: guid }, { principal_display_name: literal })),
      },
    ),
  },
  { principal_display_name: literal },
);

const definition = block(
  {
    provider: providerName,
    depends_on: list(guardAddress, 1),
    name: literal,
    description: literal,
    scope,
    managing_tenant_id: guid,
    lighthouse_definition_id: guid,
    authorization: list(authorization),
  },
  {
    eligible_authorization: list(eligibleAuthorization),
    plan: block({ name: plain, publisher: plain, product: plain, version: plain }, {}),
  },
);

const assignment = block(
  { provider: providerName, name: guid, scope, lighthouse_definition_id: definitionReference },
  {},
);

const tenantDemand: Allowed<string> = (value, walk) => {
  const form = new RegExp(`^\\$\\{lower\\(self\\.tenant_id\\) == "(${LOWER_CASE_GUID})"\\}$`);
  const tenant = typeof value === "string" ? form.exec(value)?.[1] : undefined;
  return tenant ?? walk.refuse("text-evaluated", "does not demand one tenant", value);
};

const guard = block(
  {
    provider: providerName,
    subscription_id: guid,
    lifecycle: block(
      { postcondition: list(block({ condition: tenantDemand, error_message: literal }, {}), 1) },
      {},
    ),
  },
  {},
);

const provider = block(
  {
    alias: text(subscriptionName, "name of a subscription"),
    environment: constant("public", "usgovernment", "china"),
    features: list(parts({}, {}), 1),
    resource_provider_registrations: constant("none"),
    subscription_id: guid,
    tenant_id: guid,
    use_cli: constant(true, false),
  },
  {
    resource_providers_to_register: list(constant("Microsoft.ManagedServices"), 1),
    partner_id: guid,
    use_oidc: constant(true),
    client_id: guid,
  },
);

const importBlock = block({ provider: providerName, to: plain, id: literal }, {});

const output = <T>(each: Allowed<T>) => block({ value: named(resourceName, "resources", each) }, {});

const outputs = block(
  {},
  {
    registration_definitions: output(
      parts(
        {
          id: definitionReference,
          version: text(/^[a-z0-9-]+\/[a-z0-9_-]+@[\d.]+$/, "offer/plan@version"),
        },
        {},
      ),
    ),
    registration_assignments: output(reference("azurerm_lighthouse_assignment")),
  },
);

/** The delegations of a stack, as the constructs write them. */
export const lighthouseResources = block(
  {},
  {
    azurerm_lighthouse_definition: named(resourceName, "definitions", definition),
    azurerm_lighthouse_assignment: named(resourceName, "assignments", assignment),
  },
);

/** The whole `cdk.tf.json`. */
export const stackSchema = block(
  { terraform: stateParts },
  {
    provider: block({ azurerm: list(provider) }, {}),
    data: block({ azurerm_subscription: named(subscriptionName, "guards", guard) }, {}),
    import: list(importBlock),
    output: outputs,
    resource: lighthouseResources,
  },
);

/** A stack of which every part is known, its texts decoded. */
export type ReadStack = Given<typeof stackSchema>;

/** A definition in a stack. */
export type StackDefinition = Given<typeof definition>;

/** An assignment in a stack; it refers to its definition by name. */
export type StackAssignment = Given<typeof assignment>;

/** A guard in a stack: the tenant that it demands is its postcondition's condition. */
export type StackGuard = Given<typeof guard>;

/** The tenant that a guard demands of its subscription: the customer's. Undefined where it demands none. */
export function demandedTenant({ lifecycle }: StackGuard): string | undefined {
  return lifecycle.postcondition[0]?.condition;
}

/** A provider in a stack. */
export type StackProvider = Given<typeof provider>;
