import type { CustomerAccess } from "../access/access-side.ts";
import type { Renaming } from "../access/renaming.ts";
import type { AccessChange, CustomerChange } from "./access-change.ts";

/** What changes for a customer whose two sides are, but for ids, those of another one. */
export function renamedCustomerChange(
  first: CustomerChange,
  by: Renaming,
  before: CustomerAccess | undefined,
  after: CustomerAccess | undefined,
): CustomerChange {
  return {
    customer: (after ?? before)?.customer ?? "",
    presence: first.presence,
    grade: first.grade,
    flags: first.flags,
    changes: first.changes.map((change) => renamedChange(change, by)),
    before,
    after,
    sameAs: { first, by },
  };
}

function renamedChange(change: AccessChange, by: Renaming): AccessChange {
  const subscriptionId = by.id(change.subscriptionId);
  switch (change.kind) {
    case "grant-added":
      return { ...change, subscriptionId, after: by.grant(change.after) };
    case "grant-removed":
      return { ...change, subscriptionId, before: by.grant(change.before) };
    case "grant-altered":
    case "grant-restated":
      return { ...change, subscriptionId, before: by.grant(change.before), after: by.grant(change.after) };
    case "definition-added":
      return { ...change, subscriptionId, after: by.definition(change.after) };
    case "definition-removed":
      return { ...change, subscriptionId, before: by.definition(change.before) };
    case "definition-changed":
      return {
        ...change,
        subscriptionId,
        before: by.definition(change.before),
        after: by.definition(change.after),
      };
    case "assignment-added":
      return { ...change, subscriptionId, after: by.assignment(change.after) };
    case "assignment-removed":
      return { ...change, subscriptionId, before: by.assignment(change.before) };
    case "subscription-added":
      return { ...change, subscriptionId };
    case "subscription-vanished":
      return {
        ...change,
        subscriptionId,
        leftStanding: change.leftStanding.map((grant) => by.grant(grant)),
      };
  }
}
