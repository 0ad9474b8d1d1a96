import { expect, test } from "vitest";
import { roleRefused } from "../../lib/rules/role-refused.ts";
import { anOffer, anOfferOf, guidOf, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { date } = sampleCatalogue();

const { operators } = PRINCIPALS;

const keeping = (role: string | { id: string }) => ({
  keep: role,
  onSubscriptions: [guidOf("1")],
  reason: "delegated since 2024",
});

const offerWith = (role: unknown) => anOfferOf({ authorizations: [{ principal: operators, role }] });

test("role-refused finds a standing authorization for a role with data actions and names the action", () => {
  const finding = theFindingIn(roleRefused, offerWith("Storage Blob Data Reader"));
  expect(finding).toMatchObject({
    code: "LH001",
    severity: "error",
    at: { file: "offers/operations.ts", path: [...VERSION, "authorizations", 0, "role"] },
    received: "Storage Blob Data Reader",
  });
  expect(finding.problem).toContain(
    "carries data actions (Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read)",
  );
  expect(finding.problem).toContain(`role catalogue of ${date}`);
});

test("role-refused finds an eligible authorization for Owner", () => {
  const offer = anOfferOf({
    eligibleAuthorizations: [{ principal: operators, role: "Owner", justInTimeAccessPolicy: {} }],
  });
  const finding = theFindingIn(roleRefused, offer);
  expect(finding.at.path).toEqual([...VERSION, "eligibleAuthorizations", 0, "role"]);
  expect(finding.problem).toContain("Azure Lighthouse never accepts");
});

test("role-refused finds a refused role inside an included set and by its GUID in capitals", () => {
  const role = { id: "28BF596F-4EB7-45CE-B5BC-6CF482FEC137" };
  const offer = anOfferOf({ includes: [{ authorizations: [{ principal: operators, role }] }] });
  const finding = theFindingIn(roleRefused, offer);
  expect(finding.at.path).toEqual([...VERSION, "includes", 0, "authorizations", 0, "role"]);
  expect(finding.problem).toContain("Locks Contributor");
  expect(finding.received).toBe(role.id.toLowerCase());
});

test("role-refused finds Owner though it is kept, by name or by GUID", () => {
  const byName = theFindingIn(roleRefused, offerWith(keeping("Owner")));
  expect(byName.problem).toContain("Owner");
  expect(byName.problem).toContain("`keep` does not change that");
  expect(byName.facts).toMatchObject({ role: "Owner", kept: true });
  const id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  expect(theFindingIn(roleRefused, offerWith(keeping({ id }))).received).toBe(id);
});

test("role-refused leaves a kept role alone that was supported once", () => {
  expect(findingsIn(roleRefused, offerWith(keeping("Storage Blob Data Reader")))).toEqual([]);
});

test("role-refused leaves supported, conditional and unknown roles alone", () => {
  expect(findingsIn(roleRefused, anOffer())).toEqual([]);
  expect(findingsIn(roleRefused, offerWith("Contributor"))).toEqual([]);
  expect(findingsIn(roleRefused, offerWith("User Access Administrator"))).toEqual([]);
  expect(findingsIn(roleRefused, offerWith("constructor"))).toEqual([]);
});
