import type { CustomerAccess } from "../../access/access-side.ts";
import type { FoundDefinition, FoundNote } from "../../access/found-access.ts";
import { compareText } from "../../values/compare-text.ts";
import type { Guid } from "../../values/guid.ts";

/** A definition that failed, with the ARM ids of the assignments that refer to it. */
export interface FailedDefinition {
  readonly definition: FoundDefinition;
  readonly state: string;
  readonly assignments: string[];
}

/** Notes of definitions that failed, in the order of subscriptions and ids. */
export function failedNotes(failed: readonly FailedDefinition[]): FoundNote[] {
  return [...failed]
    .sort((a, b) => compareText(keyOf(a.definition), keyOf(b.definition)))
    .map(({ definition, state, assignments }) => ({
      kind: "definition-failed",
      definition,
      state,
      assignmentIds: assignments,
    }));
}

/**
 * Notes of definitions without an assignment.
 *
 * @param read subscriptions that were read with their resource groups
 */
export function unassignedNotes(
  access: readonly CustomerAccess[],
  read: ReadonlySet<Guid> | undefined,
): FoundNote[] {
  return access.flatMap(({ definitions, assignments }) => {
    const assigned = new Set(assignments.map(({ registrationDefinitionId }) => registrationDefinitionId));
    return definitions
      .filter(({ registrationDefinitionId }) => !assigned.has(registrationDefinitionId))
      .map(({ subscriptionId, registrationDefinitionId, managingTenantId, name }): FoundNote => {
        const definition = { subscriptionId, registrationDefinitionId, managingTenantId, name };
        return { kind: "definition-unassigned", definition, isKnown: read?.has(subscriptionId) === true };
      });
  });
}

/** The note of unknown properties; none where every property is known. */
export function unknownPartNotes(listed: readonly { readonly unknown: readonly string[] }[]): FoundNote[] {
  const resources = listed.filter(({ unknown }) => unknown.length > 0).length;
  if (resources === 0) return [];
  const names = [...new Set(listed.flatMap(({ unknown }) => unknown))].sort(compareText);
  return [{ kind: "parts-unknown", names, resources }];
}

/** The note of unknown properties of answers; none where every property is known. */
export function unknownAnswerNotes(names: readonly string[]): FoundNote[] {
  if (names.length === 0) return [];
  return [{ kind: "answer-parts-unknown", names: [...new Set(names)].sort(compareText) }];
}

function keyOf({ subscriptionId, registrationDefinitionId }: FoundDefinition): string {
  return `${subscriptionId}/${registrationDefinitionId}`;
}
