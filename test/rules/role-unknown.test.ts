import { expect, test } from "vitest";
import { roleUnknown } from "../../lib/rules/role-unknown.ts";
import { anOffer, anOfferOf, guidOf, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { findingsIn, theFindingIn, VERSION } from "../support/one-offer.ts";

const { date } = sampleCatalogue();

const { operators } = PRINCIPALS;

const offerWith = (role: unknown) => anOfferOf({ authorizations: [{ principal: operators, role }] });

test("role-unknown finds a misspelled role, suggests the near one and names the catalogue's date", () => {
  const finding = theFindingIn(roleUnknown, offerWith("Contributer"));
  expect(finding).toMatchObject({
    code: "LH002",
    severity: "error",
    at: { path: [...VERSION, "authorizations", 0, "role"] },
    received: "Contributer",
  });
  expect(finding.problem).toBe(`"Contributer" is not a built-in role of the role catalogue of ${date}`);
  expect(finding.allowed).toContain("does not support custom roles");
  expect(finding.fix).toContain('"Contributor"');
  expect(finding.fix).toContain("`keeper roles update`");
});

test("role-unknown finds a role that differs in case only, because names are exact", () => {
  const finding = theFindingIn(roleUnknown, offerWith("reader"));
  expect(finding.facts["suggestions"]).toContain("Reader");
});

test("role-unknown finds an unknown GUID and suggests nothing", () => {
  const finding = theFindingIn(roleUnknown, offerWith({ id: guidOf("4") }));
  expect(finding.received).toBe(guidOf("4"));
  expect(finding.facts["suggestions"]).toEqual([]);
  expect(finding.fix).toBe(
    "write a role that `keeper roles` lists, or run `keeper roles update` if the role is new in Azure",
  );
});

test("role-unknown finds unknown roles that are eligible, kept or delegated", () => {
  const kept = { keep: "Kept Custom Role", onSubscriptions: [guidOf("1")], reason: "was there" };
  const offer = anOfferOf({
    authorizations: [
      { principal: operators, role: kept },
      {
        principal: operators,
        role: "User Access Administrator",
        delegatedRoleDefinitions: ["Reader", "Assigned Custom Role"],
      },
    ],
    eligibleAuthorizations: [
      { principal: operators, role: "Eligible Custom Role", justInTimeAccessPolicy: {} },
    ],
  });
  expect(
    findingsIn(roleUnknown, offer).map(({ at, received }) => [at.path.slice(4).join("."), received]),
  ).toEqual([
    ["authorizations.0.role", "Kept Custom Role"],
    ["authorizations.1.delegatedRoleDefinitions.1", "Assigned Custom Role"],
    ["eligibleAuthorizations.0.role", "Eligible Custom Role"],
  ]);
});

test("role-unknown is not misled by what every object inherits", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    expect(theFindingIn(roleUnknown, offerWith(name)).received).toBe(name);
  }
});

test("role-unknown leaves roles of the catalogue alone, refused ones too, by name or by GUID in capitals", () => {
  expect(findingsIn(roleUnknown, anOffer())).toEqual([]);
  expect(findingsIn(roleUnknown, offerWith("Owner"))).toEqual([]);
  expect(findingsIn(roleUnknown, offerWith({ id: "ACDD72A7-3385-48EF-BD42-F606FBA81AE7" }))).toEqual([]);
});
