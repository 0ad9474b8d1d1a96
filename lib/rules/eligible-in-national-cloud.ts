import { CLOUD_NAMES, isNationalCloud } from "../delegation/cloud.ts";
import { eligibleAuthorizations, roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { OfferRule } from "./rule.ts";

/** LH020: eligible authorizations exist only in public Azure. */
export const eligibleInNationalCloud: OfferRule = {
  code: "LH020",
  kind: "eligible-in-national-cloud",
  severity: "error",
  judges: "offer",
  title: "Every eligible authorization is in public Azure",
  what: "The managing tenant is in a national cloud, and a plan version has an eligible authorization.",
  harm: "Eligible authorizations cannot be created in national clouds, so the principal would have no role to activate.",
  fix: "Give a standing authorization for the narrowest role that is needed.",
  accept: "Never: Lighthouse does not support it.",
  source: "Microsoft: Create eligible authorizations (license requirements, note on national clouds)",
  *check({ value: offer, file }, { catalogue }) {
    const { cloud } = offer.managingTenant;
    if (!isNationalCloud(cloud)) return;
    for (const { principal, role, path } of eligibleAuthorizations(offer)) {
      const name = roleName(catalogue, role);
      yield {
        at: { file, path },
        problem: `The ${principalText(principal)} is eligible for ${name}, but ${CLOUD_NAMES[cloud]} has no eligible authorizations`,
        received: `an eligible authorization in ${CLOUD_NAMES[cloud]}`,
        allowed: "standing authorizations only",
        fix: "make it a standing authorization for the narrowest role that is needed",
        facts: { principal: principalFacts(principal), role: name, cloud },
      };
    }
  },
};
