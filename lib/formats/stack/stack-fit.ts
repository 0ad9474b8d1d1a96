import {
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { Walk } from "../../documents/allow.ts";
import type { Problem } from "../../documents/problem.ts";
import { assignmentName, definitionName, offerOfName, subscriptionName } from "../azurerm/addresses.ts";
import type { Misfit } from "./misfit.ts";
import { providerProblems } from "./stack-providers.ts";
import type { ReadStack, StackAssignment, StackDefinition } from "./stack-schema.ts";
import { stateProblems } from "./stack-state.ts";

/*
 * How the parts of a synthesized stack fit together. Asks all that lib/terraform/invariants.ts asks of a stack whose
 * definitions are not at hand, and more, of parts that are known and decoded (test/readers holds it to that): the
 * invariants search a whole stack for each question, which is too slow for thousands.
 */

/** Everything that does not fit in a stack of this name. */
export function misfits(name: string, stack: ReadStack): readonly Problem[] {
  const walk = new Walk();
  const misfit: Misfit = (problem, path, received) =>
    walk.refuse("invariant-broken", problem, received, path);
  stateProblems(name, stack, misfit);
  providerProblems(stack, misfit);
  const definitions = stack.resource?.azurerm_lighthouse_definition ?? new Map();
  const assignments = stack.resource?.azurerm_lighthouse_assignment ?? new Map();
  const assigned = new Set<string>();
  for (const [key, each] of assignments) {
    assigned.add(each.lighthouse_definition_id);
    const definition = definitions.get(each.lighthouse_definition_id);
    if (definition !== undefined) assignmentFits(key, each, definition, misfit);
    else {
      const path = ["resource", "azurerm_lighthouse_assignment", key, "lighthouse_definition_id"];
      const problem = "refers to no definition of this stack";
      walk.refuse("reference-unresolved", problem, each.lighthouse_definition_id, path);
    }
  }
  for (const [key, each] of definitions) {
    definitionFits(key, each, stack, misfit);
    // what it authorizes is no access yet: a review would not tell it, and one click in Azure assigns it
    const path = ["resource", "azurerm_lighthouse_definition", key];
    if (!assigned.has(key)) misfit("has no registration assignment in this stack", path, each.name);
  }
  importsFit(stack, misfit);
  outputsFit(stack, misfit);
  return walk.problems;
}

function definitionFits(key: string, block: StackDefinition, stack: ReadStack, misfit: Misfit): void {
  const path = ["resource", "azurerm_lighthouse_definition", key];
  const { subscriptionId, resourceGroup } = block.scope;
  const own = subscriptionName(subscriptionId);
  const offer = offerOfName(key);
  if (resourceGroup !== undefined)
    misfit("is not at a subscription, where definitions are", [...path, "scope"], block.scope);
  if (key !== definitionName(offer, subscriptionId))
    misfit("is not named after its offer and subscription", path, block.scope);
  if (block.provider !== `azurerm.${own}`)
    misfit("is not the provider of its subscription", [...path, "provider"], block.provider);
  if (stack.data?.azurerm_subscription.has(own) !== true)
    misfit("has no guard of its subscription", path, own);
  if (block.depends_on[0] !== `data.azurerm_subscription.${own}`)
    misfit("does not wait for the guard of its subscription", [...path, "depends_on"], block.depends_on);
}

function assignmentFits(
  key: string,
  block: StackAssignment,
  definition: StackDefinition,
  misfit: Misfit,
): void {
  const path = ["resource", "azurerm_lighthouse_assignment", key];
  const { subscriptionId, resourceGroup } = block.scope;
  const offer = offerOfName(key);
  if (subscriptionId !== definition.scope.subscriptionId)
    misfit("is not in the subscription of its definition", [...path, "scope"], block.scope);
  const refers = block.lighthouse_definition_id === definitionName(offer, subscriptionId);
  if (!refers || key !== assignmentName(offer, subscriptionId, resourceGroup))
    misfit("is not named after its definition and scope", path, block.scope);
  if (block.provider !== `azurerm.${subscriptionName(subscriptionId)}`)
    misfit("is not the provider of its subscription", [...path, "provider"], block.provider);
}

/** Whether each import block takes over the very resource that is written at its address, once. */
function importsFit({ import: imports, resource }: ReadStack, misfit: Misfit): void {
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
      misfit("does not take over the resource at its address, once", ["import", index], { to, id, provider });
    taken.add(to);
  });
}

/** Outputs are the ids of what is in the stack, each under its name. */
function outputsFit({ output, resource }: ReadStack, misfit: Misfit): void {
  const definitions = output?.registration_definitions?.value;
  const assignments = output?.registration_assignments?.value;
  for (const [key, { id }] of definitions ?? []) {
    if (id !== key || !resource?.azurerm_lighthouse_definition?.has(key))
      misfit("is not the id of its resource", ["output", "registration_definitions", "value", key], id);
  }
  for (const [key, id] of assignments ?? []) {
    if (id !== key || !resource?.azurerm_lighthouse_assignment?.has(key))
      misfit("is not the id of its resource", ["output", "registration_assignments", "value", key], id);
  }
}
