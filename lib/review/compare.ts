import type { AccessSide } from "../delegation/access-side.ts";
import { compareText } from "../delegation/identifiers.ts";
import { PairTemplates } from "../delegation/pair-templates.ts";
import { OwnValues } from "../delegation/renaming.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { AccessReview, CustomerChange } from "./access-change.ts";
import { compareCustomer } from "./compare-customer.ts";
import { NO_REPLACEMENTS, type Replacements } from "./delegation-changes.ts";
import { deploymentChanges } from "./deployment-changes.ts";
import { joinAll, joinFlags } from "./grade.ts";
import { groupChanges } from "./group.ts";
import { isHeld, redefinedRoles } from "./redefined-roles.ts";
import { renamedCustomerChange } from "./renamed-change.ts";
import { renamedCustomers } from "./renamed-customers.ts";
import { RoleMeaning } from "./role-meaning.ts";

/** What a comparison is told beside the two sides. */
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
export type ReviewResult =
  | { readonly ok: true; readonly review: AccessReview }
  | { readonly ok: false; readonly problem: string };

/** Compares the access of two sides, customer by customer. Two sides of two different selections are not comparable. */
export function compareSides(before: AccessSide, after: AccessSide, options: ReviewOptions): ReviewResult {
  const selection = commonSelection(before, after, options.customers);
  if (selection === undefined) {
    const problem = `the two sides speak of different customers: ${selectionText(before)} before, ${selectionText(after)} after`;
    return { ok: false, problem };
  }
  const compared = pairsOf(before, after, selection);
  const customers = compareCustomers(compared, options);
  const redefined =
    options.changeCatalogue === undefined
      ? []
      : redefinedRoles(after.customers, options.catalogue, options.changeCatalogue);
  return {
    ok: true,
    review: {
      // what a role means that nobody holds is no change of access
      grade: joinAll([...customers, ...redefined.filter(isHeld)].map(({ grade }) => grade)),
      flags: joinFlags(customers.flatMap(({ flags }) => flags)),
      customers,
      groups: groupChanges(customers),
      redefinedRoles: redefined,
      deployments: deploymentChanges(compared),
      compared: compared.length,
    },
  };
}

function compareCustomers(pairs: readonly Pair[], { catalogue, replaced }: ReviewOptions): CustomerChange[] {
  const options = {
    catalogue,
    meaning: new RoleMeaning(catalogue),
    replaced: replaced ?? NO_REPLACEMENTS,
  };
  if (replaced !== undefined)
    return pairs.flatMap(([before, after]) => compareCustomer(before, after, options) ?? []);
  const likes = new PairTemplates();
  const firsts = new Map<string, { readonly ids: OwnValues; readonly change: CustomerChange | undefined }>();
  return pairs.flatMap(([before, after]): readonly CustomerChange[] => {
    // the very same object: the stack has not changed by a byte
    if (before === after) return [];
    const like = likes.of(before, after);
    const first = like === undefined ? undefined : firsts.get(like.key);
    if (like === undefined || first === undefined) {
      const change = compareCustomer(before, after, options);
      if (like !== undefined) firsts.set(like.key, { ids: new OwnValues(like.ids), change });
      return change === undefined ? [] : [change];
    }
    if (first.change === undefined) return [];
    return [renamedCustomerChange(first.change, first.ids.to(like.ids), before, after)];
  });
}

type Pair = readonly [
  AccessSide["customers"][number] | undefined,
  AccessSide["customers"][number] | undefined,
];

function pairsOf(before: AccessSide, after: AccessSide, selection: "complete" | ReadonlySet<string>): Pair[] {
  const old = new Map(before.customers.map((each) => [each.customer, each]));
  const now = new Map(after.customers.map((each) => [each.customer, each]));
  const renamed = renamedCustomers(before.customers, after.customers);
  const former = new Set([...renamed.values()].map(({ customer }) => customer));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((id) => (selection === "complete" || selection.has(id)) && !former.has(id))
    .sort(compareText)
    .map((id) => [old.get(id) ?? renamed.get(id), now.get(id)]);
}

/** The customers to compare; undefined where a side does not speak of exactly those. */
function commonSelection(
  before: AccessSide,
  after: AccessSide,
  wanted: readonly string[] | undefined,
): "complete" | ReadonlySet<string> | undefined {
  if (wanted !== undefined) {
    const speaks = ({ selection }: AccessSide) =>
      selection === "complete" || wanted.every((id) => selection.includes(id));
    return speaks(before) && speaks(after) ? new Set(wanted) : undefined;
  }
  // a change must not choose by itself how much of it is looked at
  const key = ({ selection }: AccessSide) =>
    JSON.stringify(selection === "complete" ? selection : [...selection].sort());
  if (key(before) !== key(after)) return undefined;
  return after.selection === "complete" ? "complete" : new Set(after.selection);
}

function selectionText({ selection }: AccessSide): string {
  return selection === "complete" ? "the whole estate" : selection.join(", ");
}
