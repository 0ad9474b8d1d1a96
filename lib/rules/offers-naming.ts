import type { Offer } from "../delegation/offer.ts";
import { roleText } from "../delegation/role-reference.ts";
import { planVersions } from "./plan-versions.ts";

/** Ids of the offers that name a role, by its name or GUID, anywhere in their plans. */
export function offersNaming(
  offers: readonly Offer[],
  role: { readonly id: string; readonly name: string },
): string[] {
  return offers.filter((offer) => namesRole(offer, role)).map(({ id }) => id);
}

function namesRole(offer: Offer, role: { readonly id: string; readonly name: string }): boolean {
  return planVersions(offer).some(({ version }) =>
    [
      ...version.authorizations.flatMap((each) => [each.role, ...each.delegatedRoleDefinitions]),
      ...version.eligibleAuthorizations.map((each) => each.role),
    ].some((reference) => [role.id, role.name].includes(roleText(reference))),
  );
}
