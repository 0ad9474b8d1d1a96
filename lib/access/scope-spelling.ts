import { type Scope, scopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";

/** Gives the ARM id by which a document's scope is known. */
export type Spelling = (scope: Scope) => string;

/**
 * Gives every resource group the spelling in which it was met first. Azure compares names of groups without regard to
 * case, and returns them as they were written: `rg-Web` and `RG-web` are one group, and must not look like two.
 */
export function firstSpelling(): Spelling {
  const known = new Map<string, string>();
  return (scope) => {
    const id = scopeId(scope);
    if (scope.resourceGroup === undefined) return id;
    const folded = asciiLowerCase(id);
    const first = known.get(folded) ?? id;
    known.set(folded, first);
    return first;
  };
}
