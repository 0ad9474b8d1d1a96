import type { Offer } from "../delegation/offer.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { nearest } from "../values/nearest.ts";
import { success } from "../values/result.ts";

/** A plan with the offer that has it. */
export interface NamedPlan {
  readonly offer: Located<Offer>;
  readonly plan: string;
}

/** Finds the plan that `offer/plan` names. Fails with the nearest name. */
export function planOf(named: string, { offers }: Pick<Estate, "offers">): Outcome<NamedPlan> {
  const all = new Map(
    offers.flatMap((offer) =>
      Object.keys(offer.value.plans).map((plan): [string, NamedPlan] => [
        `${offer.value.id}/${plan}`,
        { offer, plan },
      ]),
    ),
  );
  const found = all.get(named);
  if (found !== undefined) return success(found);
  const near = nearest(named, [...all.keys()]);
  const fix = near === undefined ? "name a plan as offer/plan" : `did you mean ${near}?`;
  return failure("bad-arguments", `${JSON.stringify(named)} is not a plan of the estate`, fix);
}
