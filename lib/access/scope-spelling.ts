import { type Scope, scopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";

/** Returns a scope's ARM id in its first spelling. */
export type Spelling = (scope: Scope) => string;

/**
 * Gives every resource group its first spelling. Azure compares names of groups case-insensitively and returns them as
 * written: `rg-Web` and `RG-web` are one group, and must not look like two.
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
