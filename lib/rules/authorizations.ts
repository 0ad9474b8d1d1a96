import type { Authorization, EligibleAuthorization, Offer } from "../delegation/offer.ts";
import { planVersions } from "./plan-versions.ts";

/** The standing authorizations of every version of every plan. */
export function standingAuthorizations(offer: Offer): readonly Authorization[] {
  return planVersions(offer).flatMap(({ version }) => version.authorizations);
}

/** The eligible authorizations of every version of every plan. */
export function eligibleAuthorizations(offer: Offer): readonly EligibleAuthorization[] {
  return planVersions(offer).flatMap(({ version }) => version.eligibleAuthorizations);
}
