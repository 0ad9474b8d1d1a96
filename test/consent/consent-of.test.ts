import { expect, test } from "vitest";
import type { ConsentChange, ConsentSheet } from "../../lib/consent/consent-sheet.ts";
import {
  aCustomer,
  anOffer,
  anOfferOf,
  guidOf,
  type LooseOffer,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { eligible, newAnalysis, sheetOf, standing, upgraded } from "./sheets.ts";

/** Changes of a sheet's only offer, as `code: before > after`. */
function changes({ offers: [offer] }: ConsentSheet): string[] {
  return (offer?.changes?.list ?? []).map((change: ConsentChange) =>
    change.kind === "conditions" ? "conditions" : `${change.code}: ${change.before} > ${change.after}`,
  );
}

test("what becomes standing, is added, or is taken away is told by capability", () => {
  const sheet = upgraded(
    {
      authorizations: [...TIDY_AUTHORIZATIONS, standing("Reader")],
      eligibleAuthorizations: [eligible("Cost Management Contributor")],
    },
    { authorizations: [...TIDY_AUTHORIZATIONS, standing("Reader"), standing("Cost Management Contributor")] },
  );
  expect(changes(sheet)).toContain("cost.change: on-request > standing");
  const back = upgraded(
    { authorizations: [...TIDY_AUTHORIZATIONS, standing("Virtual Machine Contributor")] },
    { authorizations: [...TIDY_AUTHORIZATIONS] },
  );
  expect(changes(back)).toContain("code.machines: standing > no");
  expect(changes(back).every((each) => each.endsWith("> no"))).toBe(true);
});

test("an approver that is dropped is a change of conditions, though no capability changes", () => {
  const sheet = upgraded(
    { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor")] },
    { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor", [])] },
  );
  expect(changes(sheet)).toEqual(["conditions"]);
});

test("another role with the same name of a capability on more services is a change", () => {
  const sheet = upgraded(
    { authorizations: [...TIDY_AUTHORIZATIONS, standing("Storage Account Key Operator Service Role")] },
    { authorizations: [...TIDY_AUTHORIZATIONS, standing("Contributor")] },
  );
  const list = sheet.offers[0]?.changes?.list ?? [];
  expect(list).toContainEqual(
    expect.objectContaining({
      code: "keys.regenerate",
      before: "standing",
      after: "standing",
      services: "more",
    }),
  );
});

test("equal versions change nothing, and a version that the plan does not have is not compared", () => {
  const same = { authorizations: TIDY_AUTHORIZATIONS };
  expect(upgraded(same, same).offers[0]?.changes).toEqual({ since: "1.0.0", list: [] });
  const offer = anOffer();
  expect(sheetOf(aCustomer(), [offer], "7.0.0").offers[0]?.changes).toEqual({
    since: "7.0.0",
    list: undefined,
  });
  expect(sheetOf(aCustomer(), [offer], "1.0.0").offers[0]?.changes?.list).toBeUndefined();
  expect(sheetOf(aCustomer(), [offer]).offers[0]?.changes).toBeUndefined();
});

test("'no data' is not said where data roles can be handed to managed identities", () => {
  const leaving = [
    { principal: PRINCIPALS.operators, role: "Managed Services Registration assignment Delete Role" },
  ];
  const reading = anOfferOf({ authorizations: leaving });
  expect(sheetOf(aCustomer(), [reading]).cannot).toContain("no-stored-data");
  const handing = anOfferOf({
    authorizations: [
      ...leaving,
      {
        principal: PRINCIPALS.automation,
        role: "User Access Administrator",
        delegatedRoleDefinitions: ["Storage Blob Data Reader"],
      },
    ],
  });
  const sheet = sheetOf(aCustomer(), [handing]);
  expect(sheet.cannot).not.toContain("no-stored-data");
  const automation = sheet.offers[0]?.principals.find(
    ({ principal }) => principal.displayName === "Automation",
  );
  expect(automation?.terms[0]?.allows.handedOut.map(({ code }) => code)).toContain("data.read-files");
});

test("the digest is that of the access: names do not change it, and every part of the access does", () => {
  const version = { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor")] };
  const digest = (offer: object, customer: LooseOffer = {}) =>
    sheetOf(aCustomer(customer), [anOfferOf(offer)]).offers[0]?.digest;
  const own = digest(version);
  expect(own).toMatch(/^[0-9a-f]{64}$/);
  const renamed = TIDY_AUTHORIZATIONS.map((each) => ({ ...each, displayName: "Another name" }));
  expect(digest({ ...version, authorizations: renamed })).toBe(own);
  expect(digest({ ...version, eligibleAuthorizations: [eligible("Contributor", [])] })).not.toBe(own);
  expect(digest({ ...version, authorizations: [...TIDY_AUTHORIZATIONS, standing("Reader")] })).not.toBe(own);
  expect(digest(version, { subscriptions: { production: guidOf("2") } })).not.toBe(own);
});

test("what was worked out for one customer changes no other customer's sheet", () => {
  const uaa = (role: string) => ({
    ...standing("User Access Administrator"),
    delegatedRoleDefinitions: [role],
  });
  const versions = [
    { authorizations: [...TIDY_AUTHORIZATIONS, standing("Contributor")] },
    { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor")] },
    { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor", [])] },
    { authorizations: [...TIDY_AUTHORIZATIONS, uaa("Contributor")] },
    { authorizations: [...TIDY_AUTHORIZATIONS, uaa("Monitoring Contributor")] },
    {
      authorizations: [
        ...TIDY_AUTHORIZATIONS,
        { ...standing("Contributor"), principal: PRINCIPALS.approvers },
      ],
    },
  ];
  const shared = newAnalysis();
  for (const version of versions) {
    const offer = anOfferOf(version);
    const customer = aCustomer();
    const alone = sheetOf(customer, [offer], undefined, newAnalysis());
    expect(sheetOf(customer, [offer], undefined, shared)).toEqual(alone);
  }
});
