import fc from "fast-check";
import { expect, test } from "vitest";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Offer, PlanVersion } from "../../lib/delegation/offer.ts";
import { offerAt, principalsOf, withoutPrincipals } from "../../lib/delegation/revocation.ts";
import { anyOffer } from "../support/arbitraries.ts";
import { anOfferOf, guidOf, MANAGING_TENANT, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";

const REVOKED = { since: "2026-11-30", reason: "left the company" };
const { approvers, engineers, operators } = PRINCIPALS;

const eligible = (...approving: readonly object[]) => ({
  principal: engineers,
  role: "Contributor",
  justInTimeAccessPolicy: { approvers: approving },
});

function theVersion(offer: Offer) {
  const version = offer.plans["standard"]?.versions["1.0.0"];
  if (version === undefined) throw new Error("the offer has one version");
  return version;
}

test("a revoked principal holds nothing, whether the mark is in the registry or beside one authorization alone", () => {
  const marked = { ...engineers, revoked: REVOKED };
  const authorizations = [...TIDY_AUTHORIZATIONS, { principal: engineers, role: "Contributor" }];
  const registry = { ...MANAGING_TENANT, principals: { ...PRINCIPALS, engineers: marked } };
  const beside = [...TIDY_AUTHORIZATIONS, { principal: marked, role: "Contributor" }, ...authorizations];
  for (const offer of [
    anOfferOf({ authorizations }, { managingTenant: registry }),
    anOfferOf({ authorizations: beside }),
  ]) {
    const { authorizations: left, whole } = theVersion(offer);
    expect(new Set(left.map(({ principal }) => principal.objectId))).toEqual(new Set([operators.objectId]));
    expect(whole?.authorizations.map(({ principal }) => principal.objectId)).toContain(engineers.objectId);
  }
});

test("access on request that loses its last approver goes whole, and one with another approver keeps that one", () => {
  const managingTenant = {
    ...MANAGING_TENANT,
    principals: { ...PRINCIPALS, approvers: { ...approvers, revoked: REVOKED } },
  };
  const [sole, shared, alone] = [[approvers], [approvers, operators], []].map((approving) =>
    theVersion(
      anOfferOf(
        { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible(...approving)] },
        { managingTenant },
      ),
    ),
  );
  expect(sole?.eligibleAuthorizations).toEqual([]);
  expect(shared?.eligibleAuthorizations).toMatchObject([
    { justInTimeAccessPolicy: { approvers: [{ objectId: operators.objectId }] } },
  ]);
  // one that never had an approver was agreed on as it is
  expect(alone).toMatchObject({ eligibleAuthorizations: [{ justInTimeAccessPolicy: { approvers: [] } }] });
  expect(alone?.whole).toBeUndefined();
});

test("access on request goes whole where a revocation leaves the eligible user alone, and stays where a group is left", () => {
  const { person } = PRINCIPALS;
  const managingTenant = {
    ...MANAGING_TENANT,
    principals: { ...PRINCIPALS, approvers: { ...approvers, revoked: REVOKED } },
  };
  const left = (principal: object, ...approving: readonly object[]) =>
    theVersion(
      anOfferOf(
        {
          authorizations: TIDY_AUTHORIZATIONS,
          eligibleAuthorizations: [{ ...eligible(...approving), principal }],
        },
        { managingTenant },
      ),
    ).eligibleAuthorizations.map(({ justInTimeAccessPolicy }) =>
      justInTimeAccessPolicy.approvers.map(({ objectId }) => objectId),
    );
  expect(left(person, person, approvers)).toEqual([]);
  expect(left(person, person, approvers, operators)).toEqual([[person.objectId, operators.objectId]]);
  // members of a group can approve one another
  expect(left(engineers, engineers, approvers)).toEqual([[engineers.objectId]]);
  // no revocation made this so: rule LH018 refuses it
  expect(left(person, person)).toEqual([[person.objectId]]);
});

test("a mark needs a day and a reason", () => {
  for (const revoked of [
    {},
    { since: "yesterday", reason: "x" },
    { since: "2026-02-30", reason: "x" },
    { since: "2026-11-30" },
  ]) {
    const principals = { ...PRINCIPALS, engineers: { ...engineers, revoked } };
    expect(() =>
      anOfferOf(
        { authorizations: TIDY_AUTHORIZATIONS },
        { managingTenant: { ...MANAGING_TENANT, principals } },
      ),
    ).toThrow(/revoked/);
  }
});

interface Authored {
  readonly managingTenant: { readonly principals: Readonly<Record<string, { readonly objectId: string }>> };
}

function parsed(authored: object): Offer {
  const read = parseOffer(authored);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The offer with marks on some principals of its registry, by number. */
function marked(authored: object, ...which: readonly number[]): Offer {
  const { managingTenant } = authored as Authored;
  const entries = Object.entries(managingTenant.principals);
  const principals = entries.map(([name, each], index) => [
    name,
    which.some((one) => one % entries.length === index) ? { ...each, revoked: REVOKED } : each,
  ]);
  return parsed({
    ...authored,
    managingTenant: { ...managingTenant, principals: Object.fromEntries(principals) },
  });
}

function idOf(authored: object, which: number): string {
  const all = Object.values((authored as Authored).managingTenant.principals);
  return all[which % all.length]?.objectId.toLowerCase() ?? "";
}

const versionsOf = (offer: Offer) =>
  Object.values(offer.plans).flatMap(({ versions }) => Object.values(versions));

const granted = ({ authorizations, eligibleAuthorizations }: PlanVersion) => ({
  authorizations,
  eligibleAuthorizations,
});

const withoutMarks = (key: string, value: unknown) => (key === "revoked" ? undefined : value);

test("for every offer a mark takes away what its principal holds and approves, and broadens nothing else", () => {
  fc.assert(
    fc.property(anyOffer("operations"), fc.nat(), (authored, which) => {
      const [before, after] = [versionsOf(parsed(authored)), versionsOf(marked(authored, which))];
      const id = idOf(authored, which);
      const left = before.map((version) => withoutPrincipals(version, new Set([id])));
      expect(after.map(granted)).toEqual(left.map(granted));
      expect(JSON.stringify(after.map(granted))).not.toContain(id);
      // the record has what is written, whatever is marked
      const written = after.map((version) => granted(version.whole ?? version));
      expect(JSON.parse(JSON.stringify(written, withoutMarks))).toEqual(
        JSON.parse(JSON.stringify(before.map(granted))),
      );
      const approvers = (version: (typeof before)[number] | undefined) =>
        new Map(
          version?.eligibleAuthorizations.map(({ path, justInTimeAccessPolicy }) => [
            path.join(),
            justInTimeAccessPolicy.approvers,
          ]),
        );
      for (const [index, left] of after.entries()) {
        expect(before[index]?.authorizations).toEqual(expect.arrayContaining([...left.authorizations]));
        const had = approvers(before[index]);
        for (const [path, kept] of approvers(left))
          expect(kept.length > 0).toBe((had.get(path) ?? []).length > 0);
      }
    }),
  );
});

test("marks take the same away in any order", () => {
  fc.assert(
    fc.property(anyOffer("operations"), fc.nat(), fc.nat(), (authored, first, second) => {
      const once = marked(authored, first, second).plans;
      const inTurn = versionsOf(marked(authored, first)).map((version) =>
        withoutPrincipals(version, new Set([idOf(authored, second)])),
      );
      const together = Object.values(once).flatMap(({ versions }) => Object.values(versions));
      expect(inTurn.map(granted)).toEqual(together.map(granted));
    }),
  );
});

test("a mark of one customer takes the same away there as a mark everywhere, and nothing elsewhere", () => {
  fc.assert(
    fc.property(anyOffer("operations"), fc.nat(), (authored, which) => {
      const [before, everywhere] = [parsed(authored), marked(authored, which)];
      const mark = { objectId: idOf(authored, which), ...REVOKED };
      const there = offerAt({ revoked: [mark] }, before);
      expect(versionsOf(there).map(granted)).toEqual(versionsOf(everywhere).map(granted));
      expect(there.managingTenant).toEqual(everywhere.managingTenant);
      expect(offerAt({}, before)).toBe(before);
    }),
  );
});

test("principalsOf names registry, holders and approvers", () => {
  const stranger = { type: "Group", objectId: guidOf("f"), displayName: "Others" };
  const offer = anOfferOf({
    authorizations: TIDY_AUTHORIZATIONS,
    eligibleAuthorizations: [eligible(stranger)],
  });
  expect(principalsOf(offer).map(({ objectId }) => objectId)).toEqual(
    expect.arrayContaining([guidOf("f"), engineers.objectId, PRINCIPALS.automation.objectId]),
  );
});
