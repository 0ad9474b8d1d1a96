import { expect, test } from "vitest";
import type { Offer } from "../../lib/delegation/offer.ts";
import { type PublishedRecord, withVersions } from "../../lib/delegation/recorded-version.ts";
import { publishedVersionChanged } from "../../lib/rules/published-version-changed.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import {
  aContext,
  aCustomer,
  anOffer,
  MANAGING_TENANT,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

const { engineers, operators, approvers } = PRINCIPALS;

/** The record of everything that offers define. */
function recordOf(...offers: readonly Offer[]): PublishedRecord {
  return new Map(
    offers.map((offer) => {
      const all = Object.entries(offer.plans).flatMap(([plan, { versions }]) =>
        Object.keys(versions).map((version) => ({ plan, version })),
      );
      return [offer.id, withVersions(undefined, offer, all, sampleCatalogue()) ?? {}];
    }),
  );
}

/** Plans that include one set, and one that does not. */
function offerOf(set: object, changes: object = {}): Offer {
  const versions = { "1.0.0": { includes: [set] }, "1.1.0": { includes: [set], authorizations: OWN } };
  return anOffer({
    plans: {
      standard: { visibility: "public", versions },
      other: { visibility: "public", versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } } },
    },
    ...changes,
  });
}

const OWN = [{ principal: engineers, role: "Contributor" }];
const SET = { authorizations: TIDY_AUTHORIZATIONS };
const onRequest = (duration: string, ...approving: readonly object[]) => ({
  authorizations: TIDY_AUTHORIZATIONS,
  eligibleAuthorizations: [
    {
      principal: engineers,
      role: "Virtual Machine Contributor",
      justInTimeAccessPolicy: { maximumActivationDuration: duration, approvers: approving },
    },
  ],
});

test("published-version-changed names all versions of an edited shared set in one finding, line by line", () => {
  const wider = {
    authorizations: [...TIDY_AUTHORIZATIONS, { principal: operators, role: "Monitoring Reader" }],
  };
  const context = aContext({
    offers: [offerOf(wider)],
    customers: [aCustomer()],
    published: recordOf(offerOf(SET)),
  });
  const finding = theFindingOf(publishedVersionChanged, context);
  expect(finding).toMatchObject({
    code: "LH080",
    severity: "error",
    at: { file: "offers/operations.ts", path: ["plans", "standard", "versions", "1.0.0"] },
    problem:
      "2 recorded versions grant something else than recorded: operations/standard@1.0.0, operations/standard@1.1.0; taken by fabrikam",
    details: [
      `+ ${operators.displayName} (${operators.objectId}): Monitoring Reader (43d0d8ad-25c7-4714-9337-8ba259a9fe05), standing`,
    ],
    received: "grants: 1 added",
    facts: { customers: ["fabrikam"] },
  });
});

test("another principal in the registry is one finding, whatever it holds in each version", () => {
  const now = offerOf({ authorizations: [...TIDY_AUTHORIZATIONS, ...OWN] });
  const other = "9".repeat(8) + engineers.objectId.slice(8);
  const text = JSON.stringify(now).replaceAll(engineers.objectId, other);
  const context = aContext({ offers: [JSON.parse(text)], published: recordOf(now) });
  const { facts, details = [] } = theFindingOf(publishedVersionChanged, context);
  expect(facts["versions"]).toHaveLength(2);
  expect(details.join("\n")).toContain(`+ ${engineers.displayName} (${other}): Contributor`);
});

test("edits that have nothing to do with each other are findings of their own", () => {
  const plans = (role: string, standing: string) => ({
    plans: {
      first: {
        visibility: "public",
        versions: { "1.0.0": { authorizations: [...TIDY_AUTHORIZATIONS, { principal: engineers, role }] } },
      },
      second: {
        visibility: "public",
        versions: {
          "1.0.0": { authorizations: [...TIDY_AUTHORIZATIONS, { principal: operators, role: standing }] },
        },
      },
    },
  });
  const offers = [anOffer(plans("Monitoring Contributor", "Tag Contributor"))];
  const published = recordOf(anOffer(plans("Contributor", "Monitoring Reader")));
  expect(findingsOf(publishedVersionChanged, aContext({ offers, published }))).toHaveLength(2);
});

test.each([
  ["a longer activation", onRequest("PT1H", approvers), onRequest("PT4H", approvers), "up to PT4H"],
  ["a lost approver", onRequest("PT1H", approvers), onRequest("PT1H"), "without approval"],
  ["a removed grant", onRequest("PT1H"), SET, "- Engineers"],
])("published-version-changed finds %s", (_, before, after, shown) => {
  const context = aContext({ offers: [offerOf(after)], published: recordOf(offerOf(before)) });
  expect(theFindingOf(publishedVersionChanged, context).details?.join("\n")).toContain(shown);
});

const revoked = { since: "2026-11-30", reason: "left" };
const registry = (changes: object) => ({
  managingTenant: { ...MANAGING_TENANT, principals: { ...PRINCIPALS, ...changes } },
});
test.each<[string, Offer]>([
  [
    "another title, description and name of a principal",
    offerOf(SET, { name: "Other", description: "Other" }),
  ],
  ["a revoked principal", offerOf(SET, registry({ operators: { ...operators, revoked } }))],
  [
    "the order and repetition of grants",
    offerOf({ authorizations: [...TIDY_AUTHORIZATIONS, ...TIDY_AUTHORIZATIONS].reverse() }),
  ],
  ["a role by its id", offerOf({ authorizations: TIDY_AUTHORIZATIONS.map((each) => ({ ...each })) })],
])("published-version-changed passes %s", (_, now) => {
  expect(
    findingsOf(publishedVersionChanged, aContext({ offers: [now], published: recordOf(offerOf(SET)) })),
  ).toEqual([]);
});

test("an unrecorded version may change, and so may an estate without a record", () => {
  const wider = offerOf(onRequest("PT1H"));
  expect(findingsOf(publishedVersionChanged, aContext({ offers: [wider] }))).toEqual([]);
  const published = new Map([
    ["operations", { other: recordOf(wider).get("operations")?.["other"] as never }],
  ]);
  expect(findingsOf(publishedVersionChanged, aContext({ offers: [wider], published }))).toEqual([]);
});

test("where customers are selected, a version that none of them takes stops nothing", () => {
  const context = {
    offers: [offerOf(onRequest("PT1H"))],
    published: recordOf(offerOf(SET)),
    isComplete: false,
  };
  const leaving = aCustomer({ delegations: [] });
  expect(findingsOf(publishedVersionChanged, aContext({ ...context, customers: [leaving] }))).toEqual([]);
  const { facts } = theFindingOf(publishedVersionChanged, aContext({ ...context, customers: [aCustomer()] }));
  expect(facts["versions"]).toMatchObject([{ version: "1.0.0" }]);
});
