import type { CustomerAccess } from "../../access/access-side.ts";
import { assembleAccess, type DecodedAssignment, type DecodedDefinition } from "../../access/assemble.ts";
import { readWhole } from "../../documents/allow.ts";
import { type Read, readOnce } from "../../documents/problem.ts";
import { parseSpaced } from "../../documents/spaced-json.ts";
import { failed, success } from "../../values/result.ts";
import { definitionOn } from "../azurerm/decode.ts";
import { deploymentOf } from "./stack-deployment.ts";
import { stackProblems } from "./stack-fit.ts";
import { type ReadStack, type StackDefinition, stackSchema } from "./stack-schema.ts";

/** A stack in the form that keeper writes: its access, and all other parts. */
export interface DecodedStack {
  readonly access: CustomerAccess;
  /** In the order of their names, lists as they are written. */
  readonly definitions: readonly DecodedDefinition[];
  /** Addresses of the resources with import blocks. */
  readonly imports: readonly string[];
}

/**
 * The access of a synthesized stack; see {@link decodeStack}.
 *
 * @param customer the stack's name: a customer's id
 * @param text `cdk.tf.json`
 */
export function readStack(customer: string, text: string): Read<CustomerAccess> {
  const decoded = decodeStack(customer, text);
  return decoded.ok ? success(decoded.value.access) : decoded;
}

/**
 * Decodes a synthesized stack. The whole document is allow-listed: a stack with anything in it that keeper does not
 * write is refused.
 *
 * @param customer the stack's name: a customer's id
 * @param text `cdk.tf.json`, byte for byte: Terraform reads a repeated key where a JSON parser drops it
 */
export function decodeStack(customer: string, text: string): Read<DecodedStack> {
  const parsed = parseSpaced(text);
  if (!parsed.ok) return parsed;
  const read = readWhole(stackSchema, parsed.value);
  if (!read.ok) return read;
  const problems = stackProblems(customer, read.value);
  return problems.length > 0 ? failed(problems) : decodeParts(customer, read.value);
}

function decodeParts(customer: string, stack: ReadStack): Read<DecodedStack> {
  const { azurerm_lighthouse_definition: blocks, azurerm_lighthouse_assignment: placed } =
    stack.resource ?? {};
  const definitions = new Map<string, DecodedDefinition>();
  for (const [name, block] of blocks ?? []) definitions.set(name, readDefinition(name, block));
  const assignments: DecodedAssignment[] = [];
  for (const { name, scope, lighthouse_definition_id } of placed?.values() ?? []) {
    const definition = definitions.get(lighthouse_definition_id);
    if (definition !== undefined) assignments.push({ registrationAssignmentId: name, scope, definition });
  }
  const subscriptions = (stack.provider?.azurerm ?? []).map(({ subscription_id }) => subscription_id);
  const access = readOnce(assembleAccess(customer, subscriptions, [...definitions.values()], assignments));
  if (!access.ok) return access;
  return success({
    access: { ...access.value, deployment: deploymentOf(customer, stack) },
    definitions: [...definitions.values()],
    imports: (stack.import ?? []).map(({ to }) => to),
  });
}

/** A definition of a stack. Terraform accepts a single block in place of a list. */
export function readDefinition(
  resourceName: string,
  { scope, plan, eligible_authorization: eligible, ...values }: StackDefinition,
): DecodedDefinition {
  const blocks = {
    ...values,
    eligible_authorization: eligible?.map((each) => ({
      ...each,
      just_in_time_access_policy: [each.just_in_time_access_policy],
    })),
    plan: plan === undefined ? [] : [plan],
  };
  return definitionOn(scope.subscriptionId, blocks, resourceName);
}
