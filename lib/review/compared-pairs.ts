import type { AccessSide, CustomerAccess } from "../access/access-side.ts";
import { compareText } from "../values/compare-text.ts";
import { failed, type Result, success } from "../values/result.ts";
import { renamedCustomers } from "./renamed-customers.ts";

/** One customer before and after; at least one of them is defined. */
export type ComparedPair = readonly [CustomerAccess | undefined, CustomerAccess | undefined];

/** Why two sides cannot be compared. */
export type Incomparable =
  /** The sides hold different customers, and no customers to compare are named. */
  | {
      readonly kind: "different-customers";
      readonly before: AccessSide["selection"];
      readonly after: AccessSide["selection"];
    }
  /** Neither side has these customers, which were named for comparison. */
  | { readonly kind: "unknown-customers"; readonly customers: readonly string[] }
  /** Roles, by name, that take more steps to compare than a review may. */
  | { readonly kind: "roles-too-complex"; readonly roles: string };

/**
 * Pairs of customers to compare, sorted by id. Sides with different selections are not comparable. A customer may be
 * named by its former id too, and must be on at least one side.
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

/** A change must not choose how much of it is compared. */
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
 * A state and Azure's lists name a subscription only where something is delegated on it. One that only the other side
 * names has no delegations there, but is still managed here.
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
