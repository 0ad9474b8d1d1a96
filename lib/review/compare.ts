import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import type { Effort } from "../permissions/search.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { AccessReview } from "./access-change.ts";
import { compareCustomer } from "./compare-customer.ts";
import { type ComparedPair, comparedPairs, type Incomparable } from "./compared-pairs.ts";
import { NO_REPLACEMENTS, type Replacements } from "./delegation-changes.ts";
import { deploymentChanges } from "./deployment-changes.ts";
import { type FactSides, factChanges } from "./fact-changes.ts";
import { joinAll, joinFlags } from "./grade.ts";
import { groupChanges } from "./group.ts";
import { isHeld, redefinedRoles } from "./redefined-roles.ts";
import { RoleMeaning, reviewEffort } from "./role-meaning.ts";
import { roleNameChanges } from "./role-name-changes.ts";

/** Input of a comparison beside the two sides. */
export interface ReviewOptions {
  /** The base side's catalogue: permissions of roles, on both sides. */
  readonly catalogue: RoleCatalogue;
  /** The catalogue of the change. @default - the same */
  readonly changeCatalogue?: RoleCatalogue;
  /** Compare these customers alone. @default - all, and both sides must hold the same ones */
  readonly customers?: readonly string[];
  /** The facts of both sides. @default - facts are not compared */
  readonly facts?: FactSides;
  /** Resources that Terraform plans to replace. @default - only those that the sides show */
  readonly replaced?: Replacements;
}

/**
 * Compares the access of two sides, customer by customer. Sides with different selections are not comparable.
 *
 * @param effort the budget of all comparisons of roles; beyond it the result is the roles that exhausted it
 */
export function compareSides(
  before: AccessSide,
  after: AccessSide,
  options: ReviewOptions,
  effort: Effort = reviewEffort(),
): Result<AccessReview, Incomparable> {
  const pairs = comparedPairs(before, after, options.customers);
  if (!pairs.ok) return pairs;
  const review = reviewOf(pairs.value, options, effort);
  if (effort.exhaustedBy === undefined) return success(review);
  return failed({ kind: "roles-too-complex", roles: effort.exhaustedBy });
}

/** Changes outside Terraform: from the access in a state to the access that Terraform found. */
export function driftOf(
  recorded: CustomerAccess,
  found: CustomerAccess,
  catalogue: RoleCatalogue,
): AccessReview {
  return reviewOf([[recorded, found]], { catalogue });
}

function reviewOf(
  pairs: readonly ComparedPair[],
  { catalogue, changeCatalogue = catalogue, replaced = NO_REPLACEMENTS, facts }: ReviewOptions,
  effort: Effort = reviewEffort(),
): AccessReview {
  const options = { catalogue, meaning: new RoleMeaning(catalogue, effort), replaced };
  const customers = pairs.flatMap(([before, after]) => compareCustomer(before, after, options) ?? []);
  const redefined = redefinedRoles(
    pairs.flatMap(([, after]) => after ?? []),
    { catalogue, changeCatalogue },
    effort,
  );
  // a redefined role without holders changes no access
  const changing = [...customers, ...redefined.filter(isHeld)];
  return {
    grade: joinAll(changing.map(({ grade }) => grade)),
    flags: joinFlags(changing.flatMap(({ flags }) => flags)),
    customers,
    groups: groupChanges(customers),
    redefinedRoles: redefined,
    renamedRoles: roleNameChanges(catalogue, changeCatalogue),
    deployments: deploymentChanges(pairs),
    facts: facts === undefined ? [] : factChanges(facts),
    compared: pairs.length,
  };
}
