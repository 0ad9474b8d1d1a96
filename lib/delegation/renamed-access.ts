import { sortGrants } from "./access-grant.ts";
import { type CustomerAccess, compareAssignments, compareDefinitions } from "./access-side.ts";
import { compareText } from "./identifiers.ts";
import type { Renaming } from "./renaming.ts";

/**
 * The access of a customer that has the same as another one but for ids. Its lists are made when they are first asked
 * for: of a fleet that changes in one way, most are never looked at.
 */
export function renamedAccess(access: CustomerAccess, customer: string, by: Renaming): CustomerAccess {
  const definitions = whenAsked(() =>
    access.definitions.map((each) => by.definition(each)).sort(compareDefinitions),
  );
  const assignments = whenAsked(() =>
    access.assignments.map((each) => by.assignment(each)).sort(compareAssignments),
  );
  const grants = whenAsked(() => sortGrants(access.grants.map((each) => by.grant(each))));
  return {
    customer,
    subscriptionIds: access.subscriptionIds.map((id) => by.id(id)).sort(compareText),
    get definitions() {
      return definitions();
    },
    get assignments() {
      return assignments();
    },
    get grants() {
      return grants();
    },
  };
}

function whenAsked<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
