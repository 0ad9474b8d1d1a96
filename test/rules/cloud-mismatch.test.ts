import { expect, test } from "vitest";
import { cloudMismatch } from "../../lib/rules/cloud-mismatch.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, MANAGING_TENANT } from "../support/builders.ts";

const offerIn = (cloud: string) => anOffer({ managingTenant: { ...MANAGING_TENANT, cloud } });

test.each([
  ["china", "Azure China", "public", "public Azure"],
  ["public", "public Azure", "usGovernment", "Azure US Government"],
  ["usGovernment", "Azure US Government", "china", "Azure China"],
])(
  "cloud-mismatch finds a customer in %s with an offer in another cloud",
  (theirs, theirName, ours, ourName) => {
    const context = aContext({ offers: [offerIn(ours)], customers: [aCustomer({ cloud: theirs })] });
    const finding = theFindingOf(cloudMismatch, context);
    expect(finding).toMatchObject({
      code: "LH044",
      severity: "error",
      at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "offer"] },
      received: `offer operations in ${ourName}`,
    });
    expect(finding.problem).toBe(
      `Customer fabrikam is in ${theirName}, and Test Provider, the managing tenant of offer operations, is in ${ourName}`,
    );
  },
);

test.each(["public", "usGovernment", "china"])("cloud-mismatch leaves a pair within %s alone", (cloud) => {
  const context = aContext({ offers: [offerIn(cloud)], customers: [aCustomer({ cloud })] });
  expect(findingsOf(cloudMismatch, context)).toEqual([]);
});

test("cloud-mismatch does not stand in the way of a removal", () => {
  const delegations = [{ offer: "operations", plan: "standard", version: "1.0.0", scopes: [] }];
  const context = aContext({ offers: [offerIn("china")], customers: [aCustomer({ delegations })] });
  expect(findingsOf(cloudMismatch, context)).toEqual([]);
});
