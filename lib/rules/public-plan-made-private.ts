import { RECORD_FOLDER } from "../delegation/recorded-version.ts";
import { own } from "../values/own.ts";
import type { EstateRule } from "./rule.ts";

/** LH081: a public plan stays public. */
export const publicPlanMadePrivate: EstateRule = {
  code: "LH081",
  kind: "public-plan-made-private",
  severity: "error",
  judges: "estate",
  title: "Every plan that is recorded as public is public",
  what: `\`${RECORD_FOLDER}/\` has a plan as public, and its definition now has \`privateTo\`.`,
  harm: "Every customer was told that it could take the plan. In the marketplace a public plan can never become private: the offer there and this definition would no longer agree.",
  fix: 'Write `visibility: "public"` again, and offer what is meant for few customers as another plan.',
  accept: "Never: write a new private plan instead.",
  source:
    "Microsoft: Managed Service offers in Microsoft Marketplace (private plans): a public plan cannot become private",
  *check({ offers, published }) {
    for (const { value: offer, file } of offers) {
      const recorded = published.get(offer.id) ?? {};
      for (const [planId, { visibility }] of Object.entries(offer.plans)) {
        if (visibility === "public" || own(recorded, planId)?.visibility !== "public") continue;
        yield {
          at: { file, path: ["plans", planId, "visibility"] },
          problem: `Plan ${planId} of offer ${offer.id} is private now and is recorded as public`,
          received: `a plan for ${visibility.privateTo.length} customer ${visibility.privateTo.length === 1 ? "tenant" : "tenants"}`,
          allowed: `"public", as ${RECORD_FOLDER}/${offer.id}.yaml has it`,
          fix: 'write visibility: "public", and make another plan that is private',
          facts: { offer: offer.id, plan: planId, privateTo: visibility.privateTo },
        };
      }
    }
  },
};
