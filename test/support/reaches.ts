import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { EstateReach } from "../../lib/reach/estate-reach.ts";
import { estateReach } from "../../lib/reach/reach-of.ts";
import { grantsAsked } from "../../lib/review/reach.ts";
import { sampleCatalogue } from "./catalogue.ts";
import { anAccess, aSide } from "./sides.ts";

/** What principals reach where each customer has these grants. */
export function reachOfGrants(
  customers: Readonly<Record<string, readonly AccessGrant[]>>,
  isNarrowed = false,
): EstateReach {
  const side = aSide(
    ...Object.entries(customers).map(([customer, grants]) => anAccess(grants, { customer })),
  );
  return estateReach(side, grantsAsked(side, {}), isNarrowed, sampleCatalogue());
}
