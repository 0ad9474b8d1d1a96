import type { ReadDefinition } from "./assemble.ts";
import { readDefinitionId } from "./scope-spelling.ts";

/** The definition that an ARM id leads to, among these. */
export function findDefinition(
  id: string,
  definitions: Iterable<ReadDefinition>,
): ReadDefinition | undefined {
  const read = readDefinitionId(id);
  for (const each of definitions) {
    if (
      each.subscriptionId === read?.subscriptionId &&
      each.values.lighthouse_definition_id.toLowerCase() === read.registrationDefinitionId
    )
      return each;
  }
  return undefined;
}
