import { type CustomerAccess, NO_ACCESS } from "../access/access-side.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessChange, CustomerChange } from "./access-change.ts";
import {
  delegationChanges,
  NO_REPLACEMENTS,
  type Replacements,
  vanishedSubscription,
} from "./delegation-changes.ts";
import { flagged } from "./flags.ts";
import { joinAll, joinFlags } from "./grade.ts";
import { grantChanges } from "./grant-changes.ts";
import { changesByRisk } from "./risk.ts";
import type { RoleMeaning } from "./role-meaning.ts";

/** Input of the comparison of one customer, beside its two sides. */
export interface CompareOptions {
  readonly catalogue: RoleCatalogue;
  readonly meaning: RoleMeaning;
  readonly replaced: Replacements;
}

/** Changes of one customer, or undefined where nothing changes. At least one side must be present. */
export function compareCustomer(
  before: CustomerAccess | undefined,
  after: CustomerAccess | undefined,
  options: CompareOptions,
): CustomerChange | undefined {
  // one object on both sides: nothing changes, unless Terraform replaces what stays the same
  if (before === after && options.replaced === NO_REPLACEMENTS) return undefined;
  const customer = after?.customer ?? before?.customer ?? "";
  const changes = changesOf(before, after, options);
  const presence = presenceOf(before, after);
  if (changes.length === 0 && presence === "both") return undefined;
  return {
    customer,
    presence,
    ...(presence === "renamed" && before !== undefined ? { formerCustomer: before.customer } : {}),
    grade: joinAll(changes.map(({ grade }) => grade)),
    flags: joinFlags(changes.flatMap(({ flags }) => flags)),
    changes: changesByRisk(changes),
    before,
    after,
  };
}

function presenceOf(
  before: CustomerAccess | undefined,
  after: CustomerAccess | undefined,
): CustomerChange["presence"] {
  if (before === undefined) return "added";
  if (after === undefined) return "vanished";
  return before.customer === after.customer ? "both" : "renamed";
}

function changesOf(
  before: CustomerAccess | undefined,
  after: CustomerAccess | undefined,
  { catalogue, meaning, replaced }: CompareOptions,
): AccessChange[] {
  if (after === undefined) {
    // a removed stack destroys nothing: everything stays as it was deployed
    return before === undefined ? [] : before.subscriptionIds.map((id) => vanishedSubscription(before, id));
  }
  const former = before ?? { customer: after.customer, ...NO_ACCESS };
  const vanished = new Set(former.subscriptionIds.filter((id) => !after.subscriptionIds.includes(id)));
  const removable = without(former, vanished);
  const changes = [
    ...grantChanges(removable.grants, after.grants, meaning),
    ...delegationChanges(removable, after, replaced),
    ...[...vanished].map((id) => vanishedSubscription(former, id)),
  ];
  return flagged(changes, { before: former, after, catalogue });
}

/** Access on the subscriptions that are still managed here. */
function without(access: CustomerAccess, vanished: ReadonlySet<Guid>): CustomerAccess {
  if (vanished.size === 0) return access;
  const stays = (scope: string) => !vanished.has(subscriptionOfScope(scope));
  return {
    customer: access.customer,
    subscriptionIds: access.subscriptionIds.filter((id) => !vanished.has(id)),
    definitions: access.definitions.filter(({ subscriptionId }) => !vanished.has(subscriptionId)),
    assignments: access.assignments.filter(({ scope }) => stays(scope)),
    grants: access.grants.filter(({ scope }) => stays(scope)),
  };
}
