import { offerOfSource } from "../../delegation/version-marker.ts";
import { type AccessReview, definitionIdsOf } from "../../review/access-change.ts";

/** Offers of the changed definitions, as the definitions claim them. A hint for the length of a report. */
export function planOffers({ groups, customers }: AccessReview): ReadonlySet<string> {
  const byId = new Map(customers.map((each) => [each.customer, each]));
  const claimed = groups.flatMap(({ changes, customers: [id = ""] }) => {
    const ids = new Set(changes.flatMap(definitionIdsOf));
    const { before, after } = byId.get(id) ?? {};
    return [before, after]
      .flatMap((side) => side?.definitions ?? [])
      .filter(({ registrationDefinitionId }) => ids.has(registrationDefinitionId))
      .flatMap(({ claimedSource }) => claimedSource ?? []);
  });
  return new Set(claimed.map(offerOfSource));
}
