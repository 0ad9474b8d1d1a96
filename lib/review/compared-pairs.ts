import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import { compareText } from "../values/compare-text.ts";
import { failed, type Result, success } from "../values/result.ts";
import { renamedCustomers } from "./renamed-customers.ts";

/** One customer before and after; at least one of them is there. */
export type ComparedPair = readonly [CustomerAccess | undefined, CustomerAccess | undefined];

/** Why two sides cannot be compared. */
export type Incomparable =
  /** The sides hold different customers, and nobody named those to compare. */
  | {
      readonly kind: "different-customers";
      readonly before: AccessSide["selection"];
      readonly after: AccessSide["selection"];
    }
  /** Neither side has these customers, which are to be compared. */
  | { readonly kind: "unknown-customers"; readonly customers: readonly string[] };

/**
 * Who is compared with whom, sorted by id. Two sides of two different selections are not comparable; a customer may be
 * asked for by its former id too, and must be on one side at least.
 *
 * @param wanted the only customers to compare; undefined for all
 */
export function comparedPairs(
  before: AccessSide,
  after: AccessSide,
  wanted: readonly string[] | undefined,
): Result<readonly ComparedPair[], Incomparable> {
  if (!areComparable(before, after, wanted))
    return failed({ kind: "different-customers", before: before.selection, after: after.selection });
  const [old, now] = [before, after].map(
    ({ customers }) => new Map(customers.map((each) => [each.customer, each])),
  ) as [Map<string, CustomerAccess>, Map<string, CustomerAccess>];
  const missing = wanted?.filter((id) => !(old.has(id) || now.has(id))) ?? [];
  if (missing.length > 0) return failed({ kind: "unknown-customers", customers: missing });
  const renamed = renamedCustomers(before.customers, after.customers);
  const newIds = new Map([...renamed].map(([id, former]) => [former.customer, id]));
  const ids = new Set((wanted ?? [...old.keys(), ...now.keys()]).map((id) => newIds.get(id) ?? id));
  const pairs = [...ids]
    .sort(compareText)
    .map((id): ComparedPair => listedAlike(old.get(id) ?? renamed.get(id), now.get(id), before, after));
  return success(pairs);
}

/** A change must not choose by itself how much of it is looked at. */
function areComparable(
  before: AccessSide,
  after: AccessSide,
  wanted: readonly string[] | undefined,
): boolean {
  if (wanted !== undefined)
    return [before, after].every(
      ({ selection }) => selection === "complete" || wanted.every((id) => selection.includes(id)),
    );
  const key = ({ selection }: AccessSide) =>
    JSON.stringify(selection === "complete" ? selection : [...selection].sort());
  return key(before) === key(after);
}

/**
 * What is there (a state, or what Azure lists) names a subscription only where something is delegated on it: one that the
 * other side alone names has nothing there, and nobody has stopped looking after it.
 */
function listedAlike(
  old: CustomerAccess | undefined,
  now: CustomerAccess | undefined,
  before: AccessSide,
  after: AccessSide,
): ComparedPair {
  if (old === undefined || now === undefined) return [old, now];
  return [isFound(before) ? listingToo(old, now) : old, isFound(after) ? listingToo(now, old) : now];
}

function isFound({ source }: AccessSide): boolean {
  return source === "state" || source === "arm";
}

function listingToo(access: CustomerAccess, other: CustomerAccess): CustomerAccess {
  const ids = new Set([...access.subscriptionIds, ...other.subscriptionIds]);
  return { ...access, subscriptionIds: [...ids].sort(compareText) };
}
