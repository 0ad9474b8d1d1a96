import type { Guid } from "../values/guid.ts";
import { principalFacts } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH022: the registry has each object id once. */
export const principalRegisteredTwice: OfferRule = {
  code: "LH022",
  kind: "principal-registered-twice",
  severity: "warning",
  judges: "offer",
  title: "Every object id is in the managing tenant's registry once, or twice on purpose",
  what: "Two names of `managingTenant.principals` have the same object id.",
  harm: "Readers of an offer see two principals where there is one. Access for one is access for the other, and a second approver may be the first one.",
  fix: "Remove one of the names, or correct its object id. For another name beside one role, write `displayName` beside that authorization.",
  accept:
    "Where the customer is to read one principal under several names, as an existing delegation has them. Approvers are counted by object id all the same.",
  source: "The registry is this project's own; Microsoft Entra ID identifies principals by object id",
  *check({ value: offer, file }) {
    const names = new Map<Guid, string>();
    for (const [name, principal] of Object.entries(offer.managingTenant.principals)) {
      const first = names.get(principal.objectId);
      if (first === undefined) {
        names.set(principal.objectId, name);
        continue;
      }
      yield {
        at: { file, path: ["managingTenant", "principals", name] },
        problem: `"${name}" has the object id of "${first}", so both are the same principal`,
        received: principal.objectId,
        allowed: "an object id that no other principal of the registry has",
        fix: `remove "${name}" or "${first}", or correct its object id; write displayName beside an authorization for another name there`,
        facts: { name, first, principal: principalFacts(principal) },
      };
    }
  },
};
