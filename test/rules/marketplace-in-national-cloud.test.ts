import { expect, test } from "vitest";
import { marketplaceInNationalCloud } from "../../lib/rules/marketplace-in-national-cloud.ts";
import { anOffer, MANAGING_TENANT } from "../support/builders.ts";
import { findingsIn, theFindingIn } from "../support/one-offer.ts";

const MARKETPLACE = { marketplace: { publisher: "provider", product: "operations" } };

const inCloud = (cloud: string) => ({ managingTenant: { ...MANAGING_TENANT, cloud } });

test("marketplace-in-national-cloud finds a marketplace offer whose managing tenant is in Azure China", () => {
  const finding = theFindingIn(marketplaceInNationalCloud, anOffer({ ...MARKETPLACE, ...inCloud("china") }));
  expect(finding).toMatchObject({
    code: "LH028",
    severity: "warning",
    at: { file: "offers/operations.ts", path: ["marketplace"] },
    received: "marketplace provider/operations in Azure China",
  });
  expect(finding.problem).toContain("Test Provider is in Azure China");
});

test("marketplace-in-national-cloud leaves public Azure, and offers outside the marketplace, alone", () => {
  expect(findingsIn(marketplaceInNationalCloud, anOffer(MARKETPLACE))).toEqual([]);
  expect(findingsIn(marketplaceInNationalCloud, anOffer(inCloud("usGovernment")))).toEqual([]);
});
