import {
  type AccessGrant,
  type EligibleAccess,
  type StandingAccess,
  sortGrants,
} from "../../lib/access/access-grant.ts";
import { literalText } from "../../lib/formats/stack/literal.ts";
import { compareText } from "../../lib/values/compare-text.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../../lib/values/json-object.ts";

/** Thrown when a stack cannot be read as delegations. */
export class UndecodableStack extends Error {
  override readonly name = "UndecodableStack";
}

const REFERENCE = /^\$\{azurerm_lighthouse_definition\.([\w-]+)\.id\}$/;

/**
 * The access that a stack grants, in another way than the decoder of lib/ reads it: tests compare the two. Spellings are
 * not normalized.
 *
 * @throws {UndecodableStack} If an argument is missing, evaluates anything, or a reference leads nowhere.
 */
export function decodeAccess(stack: unknown): AccessGrant[] {
  const definitions = objectAt(stack, "resource", "azurerm_lighthouse_definition");
  const assignments = objectAt(stack, "resource", "azurerm_lighthouse_assignment");
  return sortGrants(
    Object.entries(assignments).flatMap(([name, assignment]) => {
      const reference = REFERENCE.exec(String(objectAt(assignment)["lighthouse_definition_id"]));
      const definition = reference?.[1] === undefined ? undefined : definitions[reference[1]];
      if (!isObject(definition) || !isObject(assignment)) {
        throw new UndecodableStack(
          `azurerm_lighthouse_assignment.${name} references no definition of this stack`,
        );
      }
      return grantsOf(definition, assignment);
    }),
  );
}

function grantsOf(definition: JsonObject, assignment: JsonObject): AccessGrant[] {
  const from = {
    scope: text(assignment, "scope"),
    managingTenantId: text(definition, "managing_tenant_id"),
    registrationDefinitionId: text(definition, "lighthouse_definition_id"),
    registrationAssignmentId: text(assignment, "name"),
  };
  const grant = (
    block: unknown,
    access: (block: JsonObject) => StandingAccess | EligibleAccess,
  ): AccessGrant => {
    const authorization = objectAt(block);
    return {
      principalId: text(authorization, "principal_id"),
      principalDisplayName: displayName(authorization),
      roleDefinitionId: text(authorization, "role_definition_id"),
      access: access(authorization),
      ...from,
    };
  };
  return [
    ...listAt(definition, "authorization").map((block) => grant(block, standing)),
    ...listAt(definition, "eligible_authorization").map((block) => grant(block, eligible)),
  ];
}

function standing(authorization: JsonObject): StandingAccess {
  const delegated = listAt(authorization, "delegated_role_definition_ids").map(String);
  return { kind: "standing", delegatedRoleDefinitionIds: delegated.sort(compareText) };
}

function eligible(authorization: JsonObject): EligibleAccess {
  const policy = objectAt(listAt(authorization, "just_in_time_access_policy")[0]);
  const approvers = listAt(policy, "approver").map((approver) => ({
    principalId: text(objectAt(approver), "principal_id"),
    displayName: displayName(objectAt(approver)),
  }));
  return {
    kind: "eligible",
    // azurerm knows no "None": the argument is left out there
    multiFactorAuthProvider: policy["multi_factor_auth_provider"] === "Azure" ? "Azure" : "None",
    maximumActivationDuration: text(policy, "maximum_activation_duration"),
    approvers: approvers.sort((a, b) => compareText(a.principalId, b.principalId)),
  };
}

/** azurerm takes no empty name: the argument is left out there. */
function displayName(block: JsonObject): string {
  return block["principal_display_name"] === undefined ? "" : text(block, "principal_display_name");
}

function text(block: JsonObject, key: string): string {
  const value = block[key];
  const decoded = typeof value === "string" ? literalText(value) : undefined;
  if (decoded === undefined) throw new UndecodableStack(`${key} is not literal text`);
  return decoded;
}
