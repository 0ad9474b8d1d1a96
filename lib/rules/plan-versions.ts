import type { Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { Path } from "../values/path.ts";

/** One version of one plan of an offer, with its path from the offer's root. */
export interface LocatedPlanVersion {
  readonly planId: string;
  readonly plan: Plan;
  readonly number: string;
  readonly version: PlanVersion;
  readonly path: Path;
}

/** Every version of every plan of an offer, as authored. */
export function planVersions(offer: Offer): LocatedPlanVersion[] {
  return Object.entries(offer.plans).flatMap(([planId, plan]) =>
    Object.entries(plan.versions).map(([number, version]) => ({
      planId,
      plan,
      number,
      version,
      path: ["plans", planId, "versions", number],
    })),
  );
}
