import type { Principal } from "../delegation/principal.ts";
import { principalsOf } from "../delegation/revocation.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { EstateRule } from "./rule.ts";

/** LH085: a revoked principal is revoked in every offer. */
export const principalRevokedInPart: EstateRule = {
  code: "LH085",
  kind: "principal-revoked-in-part",
  severity: "error",
  judges: "estate",
  title: "A revoked principal is marked in every offer that names it",
  what: "An offer names a principal without `revoked`, and another offer of the same managing tenant marks the same object id as revoked.",
  harm: "The principal keeps its access through the offer without the mark, while the definition says that it is revoked.",
  fix: "Run `keeper revoke` with its object id again, or write the same `revoked` beside it. If the revocation is over, remove every mark.",
  accept: "Never: readers rely on the mark.",
  source: "The mark is this project's own",
  *check({ offers }) {
    const marked = new Map<string, { readonly principal: Principal; readonly offer: string }>();
    for (const { value: offer } of offers)
      for (const principal of principalsOf(offer))
        if (principal.revoked !== undefined)
          marked.set(`${offer.managingTenant.tenantId} ${principal.objectId}`, {
            principal,
            offer: offer.id,
          });
    for (const { value: offer, file } of offers) {
      const own = principalsOf(offer);
      const here = new Set(own.filter((each) => each.revoked !== undefined).map(({ objectId }) => objectId));
      const open = own.filter(
        ({ objectId }) => !here.has(objectId) && marked.has(`${offer.managingTenant.tenantId} ${objectId}`),
      );
      for (const principal of new Map(open.map((each) => [each.objectId, each])).values()) {
        const mark = marked.get(`${offer.managingTenant.tenantId} ${principal.objectId}`);
        const reason = mark?.principal.revoked?.reason ?? "";
        yield {
          at: { file, path: ["managingTenant", "principals"] },
          problem: `Offer ${offer.id} names the ${principalText(principal)} without a mark, and offer ${mark?.offer} marks it as revoked`,
          received: `${principal.objectId} without revoked`,
          allowed: `the mark that offer ${mark?.offer} has: "${reason}"`,
          fix: `keeper revoke ${principal.objectId} --reason "…" marks it everywhere`,
          facts: {
            offer: offer.id,
            markedIn: mark?.offer ?? "",
            reason,
            principal: principalFacts(principal),
          },
        };
      }
    }
  },
};
