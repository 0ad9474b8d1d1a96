import type { CustomerAccess } from "../../access/access-side.ts";
import { assembleAccess, type DecodedAssignment } from "../../access/assemble.ts";
import { readWhole } from "../../documents/allow.ts";
import { parseJson } from "../../documents/json.ts";
import { type Read, readAt, readOnce, refusal } from "../../documents/problem.ts";
import { objectAt } from "../../values/json-object.ts";
import { readDefinition } from "./decode.ts";
import { lighthouseResources } from "./stack-schema.ts";

/**
 * Access of a stack that holds the constructs beside anything else. `Testing.synth` prints the stack. Only delegations
 * are read. They are refused where they are not as the constructs write them. An expression in place of an id is
 * unknown access.
 *
 * @param name what the access is called
 * @param text the stack in Terraform's JSON
 */
export function readOwnStack(name: string, text: string): Read<CustomerAccess> {
  const parsed = parseJson(text);
  if (!parsed.ok) return refusal("value-not-allowed", [], "is not JSON", text, "what Testing.synth prints");
  const read = readAt(readWhole(lighthouseResources, delegationsIn(parsed.value)), ["resource"]);
  if (!read.ok) return read;
  const blocks = [...(read.value.azurerm_lighthouse_definition ?? [])];
  const definitions = new Map(blocks.map(([id, block]) => [id, readDefinition(id, block)]));
  const assignments: DecodedAssignment[] = [];
  for (const [id, block] of read.value.azurerm_lighthouse_assignment ?? []) {
    const definition = definitions.get(block.lighthouse_definition_id);
    const path = ["resource", "azurerm_lighthouse_assignment", id, "lighthouse_definition_id"];
    if (definition === undefined)
      return refusal(
        "value-not-allowed",
        path,
        "is not a definition of this stack",
        block.lighthouse_definition_id,
      );
    assignments.push({ registrationAssignmentId: block.name, scope: block.scope, definition });
  }
  const subscriptions = [...definitions.values()].map(({ subscriptionId }) => subscriptionId);
  return readOnce(assembleAccess(name, subscriptions, [...definitions.values()], assignments));
}

/** The resources of a document that are delegations. */
function delegationsIn(document: unknown): object {
  const kept = ["azurerm_lighthouse_definition", "azurerm_lighthouse_assignment"];
  return Object.fromEntries(
    Object.entries(objectAt(document, "resource")).filter(([type]) => kept.includes(type)),
  );
}
