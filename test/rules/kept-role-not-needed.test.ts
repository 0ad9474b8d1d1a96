import { expect, test } from "vitest";
import { keptRoleNotNeeded } from "../../lib/rules/kept-role-not-needed.ts";
import { anOfferOf, guidOf, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { date } = sampleCatalogue();

const { operators } = PRINCIPALS;

const keeping = (role: string | { id: string }) => ({
  principal: operators,
  role: { keep: role, onSubscriptions: [guidOf("1")], reason: "delegated since 2024" },
});

test("kept-role-not-needed finds a supported role that is kept in a standing authorization", () => {
  const finding = theFindingIn(keptRoleNotNeeded, anOfferOf({ authorizations: [keeping("Contributor")] }));
  expect(finding).toMatchObject({
    code: "LH004",
    severity: "warning",
    at: { path: [...VERSION, "authorizations", 0, "role"] },
    received: "keep Contributor",
    fix: 'write "Contributor" as the role',
    facts: { subscriptions: [guidOf("1")], reason: "delegated since 2024" },
  });
  expect(finding.problem).toContain("is not refused");
  expect(finding.problem).toContain(`is supported by Azure Lighthouse (role catalogue of ${date})`);
});

test("kept-role-not-needed finds one by its GUID in an eligible authorization and names it", () => {
  const id = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  const eligible = { ...keeping({ id }), justInTimeAccessPolicy: {} };
  const finding = theFindingIn(keptRoleNotNeeded, anOfferOf({ eligibleAuthorizations: [eligible] }));
  expect(finding.at.path).toEqual([...VERSION, "eligibleAuthorizations", 0, "role"]);
  expect(finding.fix).toBe('write "Reader" as the role');
});

test("kept-role-not-needed finds User Access Administrator, which is not refused but conditional", () => {
  const offer = anOfferOf({ authorizations: [keeping("User Access Administrator")] });
  expect(theFindingIn(keptRoleNotNeeded, offer).problem).toContain("only with delegated role definitions");
});

test("kept-role-not-needed leaves refused roles, unknown roles and plainly named ones alone", () => {
  const offer = anOfferOf({
    authorizations: [
      keeping("Storage Blob Data Reader"),
      keeping("Owner"),
      keeping("Some Custom Role"),
      { principal: operators, role: "Contributor" },
    ],
  });
  expect(findingsIn(keptRoleNotNeeded, offer)).toEqual([]);
});
