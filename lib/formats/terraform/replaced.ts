import { compareText } from "../../values/compare-text.ts";
import type { Guid } from "../../values/guid.ts";
import type { ManagedChange } from "./plan-changes.ts";

/** ARM names of replaced resources. */
export interface Replaced {
  readonly registrationDefinitionIds: readonly Guid[];
  readonly registrationAssignmentIds: readonly Guid[];
}

/**
 * Ids that exist before and after, and are deleted and created in between. Also ids that are deleted at one address and
 * created at another. In Azure this is one resource. It is missing for a while, or for good where Terraform creates
 * first.
 */
export function replacedBy(changes: readonly ManagedChange[]): Replaced {
  return {
    registrationDefinitionIds: replacedOf("azurerm_lighthouse_definition", changes),
    registrationAssignmentIds: replacedOf("azurerm_lighthouse_assignment", changes),
  };
}

function replacedOf(type: ManagedChange["type"], changes: readonly ManagedChange[]): Guid[] {
  const own = changes.filter((each) => each.type === type);
  const created = new Set(
    own.filter(({ change }) => isAmong("create", change.actions)).map((each) => idOf(each, "after")),
  );
  const ids = own
    .filter(({ change }) => isAmong("delete", change.actions))
    .filter((each) => each.change.actions.length === 2 || created.has(idOf(each, "before")))
    .flatMap((each) => idOf(each, "before") ?? []);
  return [...new Set(ids)].sort(compareText);
}

function isAmong(action: string, actions: readonly string[]): boolean {
  return actions.includes(action);
}

function idOf(each: ManagedChange, moment: "before" | "after"): Guid | undefined {
  const id =
    each.type === "azurerm_lighthouse_definition"
      ? each.change[moment]?.lighthouse_definition_id
      : each.change[moment]?.name;
  return id?.toLowerCase();
}
