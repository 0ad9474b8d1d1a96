import type { AccessSide } from "../access/access-side.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Result } from "../values/result.ts";
import type { AccessReview, CustomerChange } from "./access-change.ts";
import { compareCustomer } from "./compare-customer.ts";
import { type ComparedPair, comparedPairs } from "./compared-pairs.ts";
import { NO_REPLACEMENTS, type Replacements } from "./delegation-changes.ts";
import { deploymentChanges } from "./deployment-changes.ts";
import { joinAll, joinFlags } from "./grade.ts";
import { groupChanges } from "./group.ts";
import { isHeld, redefinedRoles } from "./redefined-roles.ts";
import { RoleMeaning } from "./role-meaning.ts";

/** What a comparison is given beside the two sides. */
export interface ReviewOptions {
  /** The base side's catalogue: what roles mean, on both sides. */
  readonly catalogue: RoleCatalogue;
  /** The catalogue of the change. @default - the same */
  readonly changeCatalogue?: RoleCatalogue;
  /** Compare these customers alone, whatever else the sides hold. @default - all, and both sides must hold the same */
  readonly customers?: readonly string[];
  /** What Terraform says it will replace. @default - nothing but what the sides show */
  readonly replaced?: Replacements;
}

/** A review, or why the two sides cannot be compared. */
export type ReviewResult = Result<AccessReview, string>;

/** Compares the access of two sides, customer by customer. Two sides of two different selections are not comparable. */
export function compareSides(before: AccessSide, after: AccessSide, options: ReviewOptions): ReviewResult {
  const found = comparedPairs(before, after, options.customers);
  if (!found.ok) return found;
  const compared = found.value;
  const customers = compareCustomers(compared, options);
  const redefined = redefinedRoles(
    compared.flatMap(([, now]) => now ?? []),
    { changeCatalogue: options.catalogue, ...options },
  );
  // what a role means that nobody holds is no change of access
  const changing = [...customers, ...redefined.filter(isHeld)];
  return {
    ok: true,
    value: {
      grade: joinAll(changing.map(({ grade }) => grade)),
      flags: joinFlags(changing.flatMap(({ flags }) => flags)),
      customers,
      groups: groupChanges(customers),
      redefinedRoles: redefined,
      deployments: deploymentChanges(compared),
      compared: compared.length,
    },
  };
}

function compareCustomers(
  pairs: readonly ComparedPair[],
  { catalogue, replaced }: ReviewOptions,
): CustomerChange[] {
  const options = {
    catalogue,
    meaning: new RoleMeaning(catalogue),
    replaced: replaced ?? NO_REPLACEMENTS,
  };
  return pairs.flatMap(([before, after]) => compareCustomer(before, after, options) ?? []);
}
