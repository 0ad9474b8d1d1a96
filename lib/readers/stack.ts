import type { CustomerAccess } from "../delegation/access-side.ts";
import { violations } from "../terraform/invariants.ts";
import { stableJson } from "../terraform/stack-json.ts";
import { assembleAccess, type ReadAssignment, type ReadDefinition } from "./assemble.ts";
import { type DocumentProblem, documentProblem, type Read, readAllowed } from "./problem.ts";
import { readScope } from "./scope-spelling.ts";
import { type ReadStack, stackSchema } from "./stack-schema.ts";

/**
 * The access that a synthesized stack asks for. The whole document is allow-listed: a stack with anything in it that
 * keeper does not write is not read at all.
 *
 * @param customer the stack's name: a customer's id
 * @param text `cdk.tf.json`, byte for byte: Terraform reads a repeated key where a JSON parser drops it
 */
export function readStack(customer: string, text: string): Read<CustomerAccess> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  if (stableJson(document) !== text) {
    const problem = "is not the form that keeper writes: keys repeated, unsorted, or spaced otherwise";
    return { ok: false, problems: [documentProblem("part-unknown", [], problem, "the whole text")] };
  }
  const read = readAllowed(stackSchema, document);
  if (!read.ok) return read;
  const broken = violations(document).map(({ kind, address, received }) =>
    documentProblem("invariant-broken", [address], `breaks the invariant ${kind}`, received),
  );
  return broken.length > 0 ? { ok: false, problems: broken } : accessOfStack(customer, read.value);
}

/** JSON, or why it is none. */
export function parseJson(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [documentProblem("part-unknown", [], `is no JSON: ${reason}`, text)] };
  }
}

function accessOfStack(customer: string, stack: ReadStack): Read<CustomerAccess> {
  const problems: DocumentProblem[] = [];
  const definitions = new Map<string, ReadDefinition>();
  for (const [name, block] of Object.entries(stack.resource?.azurerm_lighthouse_definition ?? {})) {
    const { depends_on: _guard, provider: _provider, "//": _comment, plan, ...values } = block;
    const eligible = values.eligible_authorization?.map(
      ({ just_in_time_access_policy: policy, ...rest }) => ({
        ...rest,
        just_in_time_access_policy: [policy],
      }),
    );
    definitions.set(name, {
      subscriptionId: readScope(values.scope)?.scope.subscriptionId ?? "",
      values: { ...values, eligible_authorization: eligible, plan: plan === undefined ? [] : [plan] },
    });
  }
  const assignments: ReadAssignment[] = [];
  for (const [name, block] of Object.entries(stack.resource?.azurerm_lighthouse_assignment ?? {})) {
    const reference = /^\$\{azurerm_lighthouse_definition\.([\w-]+)\.id\}$/.exec(
      block.lighthouse_definition_id,
    );
    const definition = definitions.get(reference?.[1] ?? "");
    const path = ["resource", "azurerm_lighthouse_assignment", name, "lighthouse_definition_id"];
    if (definition === undefined) {
      problems.push(
        documentProblem(
          "reference-unresolved",
          path,
          "references no definition",
          block.lighthouse_definition_id,
        ),
      );
      continue;
    }
    assignments.push({ id: block.name, scope: block.scope, definition });
  }
  if (problems.length > 0) return { ok: false, problems };
  const subscriptions = (stack.provider?.azurerm ?? []).map(({ subscription_id }) => subscription_id);
  return { ok: true, value: assembleAccess(customer, subscriptions, [...definitions.values()], assignments) };
}
