import { expect, test } from "vitest";
import { eligibleInNationalCloud } from "../../lib/rules/eligible-in-national-cloud.ts";
import { anOffer, anOfferOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const ELIGIBLE = { principal: PRINCIPALS.engineers, role: "Contributor", justInTimeAccessPolicy: {} };

const inCloud = (cloud: string) => ({ managingTenant: { ...MANAGING_TENANT, cloud } });

test("eligible-in-national-cloud finds an eligible authorization in Azure US Government and in Azure China", () => {
  for (const [cloud, name] of [
    ["usGovernment", "Azure US Government"],
    ["china", "Azure China"],
  ] as const) {
    const offer = anOfferOf({ eligibleAuthorizations: [ELIGIBLE] }, inCloud(cloud));
    const finding = theFindingIn(eligibleInNationalCloud, offer);
    expect(finding).toMatchObject({
      code: "LH020",
      severity: "error",
      at: { path: [...VERSION, "eligibleAuthorizations", 0] },
      received: `an eligible authorization in ${name}`,
    });
    expect(finding.problem).toContain(
      `group "Engineers" is eligible for Contributor, but ${name} has no eligible authorizations`,
    );
  }
});

test("eligible-in-national-cloud leaves public Azure and standing authorizations alone", () => {
  const offer = anOfferOf({ eligibleAuthorizations: [ELIGIBLE] });
  expect(findingsIn(eligibleInNationalCloud, offer)).toEqual([]);
  expect(findingsIn(eligibleInNationalCloud, anOffer(inCloud("usGovernment")))).toEqual([]);
});
