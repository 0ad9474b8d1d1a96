import { type ArmGrant, guidOf } from "./arm-fleet.ts";

/*
 * States of other Terraform configurations, as Terraform 1.x writes and prints them.
 */

/** A resource instance of a configuration. */
export interface OtherResource {
  /** `module.lighthouse["blue"]`; undefined in the root module. */
  readonly module?: string;
  readonly mode?: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
  readonly values: object;
}

const SERVICES = "providers/Microsoft.ManagedServices";

/** Values of a registration definition on a numbered subscription. */
export function definitionValues(number: number, grants: readonly ArmGrant[], name = "Bellows Operations") {
  const scope = `/subscriptions/${guidOf("b", number)}`;
  return {
    authorization: grants.map((each) => ({
      delegated_role_definition_ids: [],
      principal_display_name: each.principalIdDisplayName ?? "",
      principal_id: each.principalId,
      role_definition_id: each.roleDefinitionId,
    })),
    description: "Bellows runs it.",
    eligible_authorization: [],
    id: `${scope}/${SERVICES}/registrationDefinitions/${guidOf("d", number)}`,
    lighthouse_definition_id: guidOf("d", number),
    managing_tenant_id: guidOf("a", 1),
    name,
    plan: [],
    scope,
    timeouts: null,
  };
}

/** Values of an assignment of {@link definitionValues}, on the subscription or a resource group of it. */
export function assignmentValues(number: number, group?: string, index = 0) {
  const subscription = `/subscriptions/${guidOf("b", number)}`;
  const scope = group === undefined ? subscription : `${subscription}/resourceGroups/${group}`;
  const name = guidOf("e", number * 100 + index);
  return {
    id: `${scope}/${SERVICES}/registrationAssignments/${name}`,
    lighthouse_definition_id: `${subscription}/${SERVICES}/registrationDefinitions/${guidOf("d", number)}`,
    name,
    scope,
    timeouts: null,
  };
}

/** A data source that shows whose a subscription is. */
export function subscriptionResource(number: number, module?: string): OtherResource {
  return {
    ...(module === undefined ? {} : { module }),
    mode: "data",
    type: "azurerm_subscription",
    name: "primary",
    values: {
      id: `/subscriptions/${guidOf("b", number)}`,
      subscription_id: guidOf("b", number),
      tenant_id: guidOf("c", number),
      display_name: `Subscription ${number}`,
    },
  };
}

/** A state file, version 4. */
export function stateFile(resources: readonly OtherResource[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 7,
    lineage: guidOf("9", 1),
    outputs: {},
    resources: resources.map(({ module, mode = "managed", type, name, key, values }) => ({
      ...(module === undefined ? {} : { module }),
      mode,
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/azurerm"]',
      instances: [
        {
          ...(key === undefined ? {} : { index_key: key }),
          schema_version: 0,
          attributes: values,
          sensitive_attributes: [],
        },
      ],
    })),
    check_results: null,
  });
}

/** What `terraform show -json` prints of the same state. Modules are nested one in another at most. */
export function shownState(resources: readonly OtherResource[]): object {
  const shown = (each: OtherResource) => {
    const { module, mode = "managed", type, name, key, values } = each;
    const local = `${mode === "data" ? "data." : ""}${type}.${name}`;
    const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
    return {
      address: `${module === undefined ? "" : `${module}.`}${local}${index}`,
      mode,
      type,
      name,
      ...(key === undefined ? {} : { index: key }),
      provider_name: "registry.terraform.io/hashicorp/azurerm",
      schema_version: 0,
      values,
      sensitive_values: {},
    };
  };
  const modules = [...new Set(resources.flatMap(({ module }) => module ?? []))];
  return {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        resources: resources.filter(({ module }) => module === undefined).map(shown),
        child_modules: modules.map((address) => ({
          address,
          resources: resources.filter(({ module }) => module === address).map(shown),
        })),
      },
    },
  };
}
