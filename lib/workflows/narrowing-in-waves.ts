import type { AccessSide } from "../access/access-side.ts";
import type { AccessReview } from "../review/access-change.ts";
import { onlyNarrows } from "../review/only-narrows.ts";
import { readWaves } from "./read-waves.ts";

/** What a change in an estate with `waves.yaml` has to do with its steps. */
export interface NarrowingInWaves {
  /** Customers from which the change only takes access away, sorted. */
  readonly narrowing: readonly string[];
  /** How many customers have a change of access. */
  readonly changed: number;
}

/**
 * Customers from which a change only takes access away, where the estate deploys in steps. Undefined where it does not, where
 * there is no such customer, and where a side is not synthesized: only stacks are deployed in steps.
 *
 * @param root of the estate; undefined outside one
 */
export async function narrowingInWaves(
  root: string | undefined,
  {
    before,
    after,
    review,
  }: { readonly before: AccessSide; readonly after: AccessSide; readonly review: AccessReview },
): Promise<NarrowingInWaves | undefined> {
  if (
    root === undefined ||
    ![before, after].every(({ source }) => source === "synthesized" || source === "definitions")
  )
    return undefined;
  // what is wrong with the file is said by `keeper check`: a review is not about it
  const waves = await readWaves(root);
  if (!waves.ok || waves.value === undefined) return undefined;
  const [had, has] = [byCustomer(before), byCustomer(after)];
  const otherwise = new Set(review.deployments.flatMap(({ customers }) => customers));
  const narrowing = review.customers.flatMap(({ customer }) => {
    const [old, now] = [had.get(customer), has.get(customer)];
    const isNarrowing =
      old !== undefined && now !== undefined && !otherwise.has(customer) && onlyNarrows(old, now);
    return isNarrowing ? [customer] : [];
  });
  return narrowing.length === 0 ? undefined : { narrowing, changed: review.customers.length };
}

function byCustomer({ customers }: AccessSide) {
  return new Map(customers.map((each) => [each.customer, each]));
}
