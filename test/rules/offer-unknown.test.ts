import { expect, test } from "vitest";
import { offerUnknown } from "../../lib/rules/offer-unknown.ts";
import { findingsOf, theFindingOf, unreadable } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";

const taking = (offer: string) =>
  aCustomer({ delegations: [{ offer, plan: "standard", version: "1.0.0", scopes: [] }] });

test("offer-unknown finds an offer that nothing defines, and suggests a near one", () => {
  const offers = [anOffer(), anOffer({ id: "cost-management" })];
  const finding = theFindingOf(offerUnknown, aContext({ offers, customers: [taking("operatoins")] }));
  expect(finding).toMatchObject({
    code: "LH040",
    severity: "error",
    at: { file: "customers/fabrikam.ts", path: ["delegations", 0, "offer"] },
    problem: "No offer has the id operatoins",
    received: "operatoins",
    fix: "did you mean operations?",
  });
});

test.each([
  ["security", "write the id of an offer in offers/"],
  ["cost", "did you mean cost-management?"],
  ["operatiuuu", "did you mean operations?"],
  ["operatuuuu", "write the id of an offer in offers/"],
  ["op", "write the id of an offer in offers/"],
  ["constructor", "write the id of an offer in offers/"],
])("offer-unknown has for %s the fix %s", (offer, fix) => {
  const offers = [anOffer(), anOffer({ id: "cost-management" })];
  expect(theFindingOf(offerUnknown, aContext({ offers, customers: [taking(offer)] })).fix).toBe(fix);
});

test("offer-unknown suggests the first of two offers that are equally near", () => {
  const offers = [anOffer({ id: "offer-b" }), anOffer({ id: "offer-a" })];
  expect(theFindingOf(offerUnknown, aContext({ offers, customers: [taking("offer-c")] })).fix).toBe(
    "did you mean offer-b?",
  );
});

test("offer-unknown says of an offer that cannot be read that it cannot be read", () => {
  const finding = theFindingOf(
    offerUnknown,
    aContext({ customers: [taking("security")], unreadable: [unreadable("offers/security.yaml")] }),
  );
  expect(finding.problem).toBe(
    "The offer security cannot be read: offers/security.yaml has no readable definition",
  );
  expect(finding.fix).toContain("correct offers/security.yaml");
});

test("offer-unknown does not take another folder's file or another name for the offer's", () => {
  const files = [unreadable("customers/security.ts"), unreadable("offers/security-operations.ts")];
  const finding = theFindingOf(
    offerUnknown,
    aContext({ customers: [taking("security")], unreadable: files }),
  );
  expect(finding.problem).toBe("No offer has the id security");
});

test("offer-unknown leaves known offers alone, even beside an unreadable file of that name", () => {
  const files = [unreadable("offers/operations.yaml")];
  expect(findingsOf(offerUnknown, aContext({ customers: [aCustomer()], unreadable: files }))).toEqual([]);
});
