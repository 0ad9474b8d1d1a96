import { AZURERM_ENVIRONMENTS } from "../../delegation/cloud.ts";
import type { Customer } from "../../delegation/customer.ts";
import {
  type NamedPrincipal,
  type RegisteredAuthorization,
  type RegisteredEligibleAuthorization,
  type RegisteredSubscription,
  type Registration,
  type RegistrationAssignment,
  type RegistrationDefinition,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { compareText } from "../../values/compare-text.ts";
import { assignmentName, definitionName } from "../azurerm/addresses.ts";
import { hclText } from "./hcl-text.ts";

const DEFINITION = "azurerm_lighthouse_definition";
const ASSIGNMENT = "azurerm_lighthouse_assignment";

/** Lines of HCL, indented by two spaces a level. */
type Lines = readonly string[];

/**
 * A Terraform configuration for users who have pipelines of their own. It has what the customer's stack has on one
 * subscription, at the same resource addresses.
 *
 * @param versions the versions of azurerm that are allowed, as Terraform writes them: `>= 4.55.0, < 6.0.0`
 */
export function terraformConfiguration(
  { id, registrations }: RegisteredSubscription,
  { tenantId, cloud }: Pick<Customer, "tenantId" | "cloud">,
  versions: string,
): string {
  const source = ['source = "hashicorp/azurerm"', `version = ${hclText(versions)}`];
  const provider = [
    "features {}",
    `environment = ${hclText(AZURERM_ENVIRONMENTS[cloud])}`,
    `subscription_id = ${hclText(id)}`,
    `tenant_id = ${hclText(tenantId)}`,
    'resource_provider_registrations = "none"',
    'resource_providers_to_register = ["Microsoft.ManagedServices"]',
  ];
  return texts([
    block("terraform", block("required_providers", attribute("azurerm", source))),
    block('provider "azurerm"', provider),
    ...registrations.flatMap(registrationBlocks),
  ]);
}

/** Import blocks for the same addresses: for a subscription where everything exists already. */
export function importBlocks({ registrations }: RegisteredSubscription): string {
  return texts(
    registrations.flatMap(({ definition, assignments }) => [
      importBlock(
        addressOf(definition),
        registrationDefinitionResourceId(definition.subscriptionId, definition.id),
      ),
      ...assignments.map(({ id, scope }) =>
        importBlock(
          addressOf(definition, scope.resourceGroup, ASSIGNMENT),
          registrationAssignmentResourceId(scopeId(scope), id),
        ),
      ),
    ]),
  );
}

function registrationBlocks({ definition, assignments }: Registration): Lines[] {
  return [definitionBlock(definition), ...assignments.map((each) => assignmentBlock(definition, each))];
}

function addressOf(
  { offerId, subscriptionId }: RegistrationDefinition,
  resourceGroup?: string,
  type: typeof DEFINITION | typeof ASSIGNMENT = DEFINITION,
): string {
  return `${type}.${assignmentName(offerId, subscriptionId, resourceGroup)}`;
}

function definitionBlock(definition: RegistrationDefinition): Lines {
  const { id, subscriptionId, offerId, description, marketplacePlan } = definition;
  return block(`resource "${DEFINITION}" "${definitionName(offerId, subscriptionId)}"`, [
    `name = ${hclText(definition.name)}`,
    ...(description === "" ? [] : [`description = ${hclText(description)}`]),
    `lighthouse_definition_id = ${hclText(id)}`,
    `managing_tenant_id = ${hclText(definition.managingTenant.id)}`,
    `scope = ${hclText(scopeId({ subscriptionId }))}`,
    ...definition.authorizations.flatMap((each) => block("authorization", authorizationLines(each))),
    ...definition.eligibleAuthorizations.flatMap((each) =>
      block("eligible_authorization", eligibleLines(each)),
    ),
    ...(marketplacePlan === undefined
      ? []
      : block(
          "plan",
          Object.entries(marketplacePlan)
            .sort(([a], [b]) => compareText(a, b))
            .map(([key, value]) => `${key} = ${hclText(value)}`),
        )),
  ]);
}

function assignmentBlock(definition: RegistrationDefinition, { id, scope }: RegistrationAssignment): Lines {
  const name = assignmentName(definition.offerId, scope.subscriptionId, scope.resourceGroup);
  return block(`resource "${ASSIGNMENT}" "${name}"`, [
    `name = ${hclText(id)}`,
    `scope = ${hclText(scopeId(scope))}`,
    `lighthouse_definition_id = ${addressOf(definition)}.id`,
  ]);
}

function authorizationLines({ principal, role, delegatedRoles }: RegisteredAuthorization): Lines {
  return [
    `# ${role.name}`,
    ...principalLines(principal),
    `role_definition_id = ${hclText(role.id)}`,
    ...(delegatedRoles.length === 0
      ? []
      : [`delegated_role_definition_ids = [${delegatedRoles.map((each) => hclText(each.id)).join(", ")}]`]),
  ];
}

function eligibleLines({ principal, role, justInTimeAccessPolicy }: RegisteredEligibleAuthorization): Lines {
  const { multiFactorAuthProvider, maximumActivationDuration, approvers } = justInTimeAccessPolicy;
  return [
    `# ${role.name}`,
    ...principalLines(principal),
    `role_definition_id = ${hclText(role.id)}`,
    ...block("just_in_time_access_policy", [
      // azurerm refuses the word "None": a missing argument means none
      ...(multiFactorAuthProvider === "Azure" ? ['multi_factor_auth_provider = "Azure"'] : []),
      `maximum_activation_duration = ${hclText(maximumActivationDuration)}`,
      ...approvers.flatMap((each) => block("approver", principalLines(each))),
    ]),
  ];
}

/** azurerm refuses an empty name: a principal without one is written without the argument. */
function principalLines({ id, displayName }: NamedPrincipal): Lines {
  return [
    `principal_id = ${hclText(id)}`,
    ...(displayName === "" ? [] : [`principal_display_name = ${hclText(displayName)}`]),
  ];
}

function importBlock(to: string, id: string): Lines {
  return block("import", [`to = ${to}`, `id = ${hclText(id)}`]);
}

function block(head: string, lines: Lines): Lines {
  return [`${head} {`, ...indented(lines), "}"];
}

function attribute(name: string, lines: Lines): Lines {
  return [`${name} = {`, ...indented(lines), "}"];
}

function indented(lines: Lines): Lines {
  return lines.map((line) => `  ${line}`);
}

function texts(blocks: readonly Lines[]): string {
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
