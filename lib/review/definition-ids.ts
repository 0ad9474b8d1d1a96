import type { Guid } from "../values/guid.ts";
import type { AccessChange } from "./access-change.ts";

/** Ids of the registration definitions that a change is about, before and after, each once. */
export function definitionIdsOf(change: AccessChange): Guid[] {
  return [...new Set(definedBy(change).map(({ registrationDefinitionId }) => registrationDefinitionId))];
}

function definedBy(change: AccessChange): readonly { readonly registrationDefinitionId: Guid }[] {
  switch (change.kind) {
    case "grant-added":
    case "definition-added":
    case "assignment-added":
      return [change.after];
    case "grant-removed":
    case "definition-removed":
    case "assignment-removed":
      return [change.before];
    case "grant-altered":
    case "grant-restated":
    case "definition-changed":
      return [change.before, change.after];
    case "subscription-added":
      return [];
    case "subscription-vanished":
      return change.leftStanding;
  }
}
