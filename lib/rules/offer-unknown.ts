import { nearest } from "../values/nearest.ts";
import { type Estate, findOffer, unreadableFileOf } from "./estate.ts";
import type { CustomerRule } from "./rule.ts";

/** LH040: every delegation names a defined offer. */
export const offerUnknown: CustomerRule = {
  code: "LH040",
  kind: "offer-unknown",
  severity: "error",
  judges: "customer",
  title: "Every delegation names an offer that is defined",
  what: "`offer` of a delegation is not the id of an offer in `offers/`, or is the id of one whose file cannot be read.",
  harm: "The customer's stack cannot be synthesized. Neither new access nor a removal of access reaches Azure.",
  fix: "Correct the id, or restore the offer's file. If the delegation has ended, remove it from `delegations`.",
  accept: "Never: without the offer it is not known who gets access.",
  source: "This project's own: a customer names its offers by their ids",
  *check({ value: customer, file }, estate) {
    for (const [index, { offer, scopes }] of customer.delegations.entries()) {
      // with a selection, offers without scopes are not read: a revocation does not need them
      if (findOffer(estate, offer) !== undefined || (!estate.isComplete && scopes.length === 0)) continue;
      const at = { file, path: ["delegations", index, "offer"] };
      const unreadable = unreadableFileOf(estate, "offers", offer);
      if (unreadable === undefined) {
        const near = nearest(offer, offerIds(estate));
        yield {
          at,
          problem: `No offer has the id ${offer}`,
          received: offer,
          allowed: "the id of an offer in offers/",
          fix: near === undefined ? "write the id of an offer in offers/" : `did you mean ${near}?`,
          facts: { offer, near: near ?? null },
        };
      } else {
        yield {
          at,
          problem: `The offer ${offer} cannot be read: ${unreadable} has no readable definition`,
          received: offer,
          allowed: "the id of an offer that can be read",
          fix: `correct ${unreadable}: another finding names its problem`,
          facts: { offer, unreadable },
        };
      }
    }
  },
};

function* offerIds({ offers }: Estate): Iterable<string> {
  for (const { value } of offers) yield value.id;
}
