import fc from "fast-check";
import { expect, test } from "vitest";
import { type AcceptanceRecord, acceptedGrants } from "../../lib/acceptance/acceptance-record.ts";
import { grantsBeyond } from "../../lib/acceptance/beyond-acceptance.ts";
import type { RecordRead } from "../../lib/acceptance/parse-acceptance.ts";
import { type AccessGrant, grantIdentity } from "../../lib/access/access-grant.ts";
import type { EstateFacts } from "../../lib/delegation/estate-facts.ts";
import { decide, type GateInput } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { RoleMeaning } from "../../lib/review/role-meaning.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, OTHER_SUBSCRIPTION, onRequest, ROLE } from "../support/sides.ts";
import {
  acceptingFacts,
  between,
  EVERYTHING,
  EXIT,
  grantsBetween,
  kindsOf,
  policyOf,
} from "./gate-inputs.ts";

const catalogue = sampleCatalogue();
const policy = policyOf(EVERYTHING);

/** A record that accepts exactly these grants. */
function recordOf(grants: readonly AccessGrant[]): AcceptanceRecord {
  return {
    customer: "fabrikam",
    recordedOn: "2026-11-20",
    recordedBy: "Mona",
    reference: "ticket 1",
    delegations: grants.map(({ managingTenantId, scope, principalId, roleDefinitionId, access }) => ({
      plan: "operations/standard@1.0.0",
      managingTenantId,
      scopes: [scope],
      authorizations: [{ principalId, roleDefinitionId, access }],
    })),
  };
}

const accepted = (grants: readonly AccessGrant[]): GateInput["acceptances"] => ({
  byCustomer: new Map<string, RecordRead>([["fabrikam", { ok: true, value: recordOf(grants) }]]),
});
const NONE: GateInput["acceptances"] = { byCustomer: new Map() };

const decided = (
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  acceptances: GateInput["acceptances"],
  changes: Partial<GateInput> = {},
) => decide(grantsBetween(before, after, { policy, facts: acceptingFacts(), acceptances, ...changes }));

const CONTRIBUTOR = aGrant({ roleDefinitionId: ROLE.contributor });
const ON_REQUEST = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
const IN_GROUP = aGrant({
  roleDefinitionId: ROLE.contributor,
  scope: `${aGrant().scope}/resourceGroups/App`,
});

test.each<[string, readonly AccessGrant[], readonly AccessGrant[], readonly AccessGrant[], string]>([
  ["another role", [EXIT], [EXIT, CONTRIBUTOR], [EXIT], "blocked"],
  ["another role that is accepted", [EXIT], [EXIT, CONTRIBUTOR], [EXIT, CONTRIBUTOR], "pass"],
  ["standing where on request is accepted", [EXIT], [EXIT, CONTRIBUTOR], [EXIT, ON_REQUEST], "blocked"],
  ["on request where standing is accepted", [EXIT], [EXIT, ON_REQUEST], [EXIT, CONTRIBUTOR], "pass"],
  [
    "another subscription",
    [EXIT],
    [EXIT, aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` })],
    [EXIT, aGrant()],
    "blocked",
  ],
  [
    "a resource group where its subscription is accepted",
    [EXIT],
    [EXIT, IN_GROUP],
    [EXIT, CONTRIBUTOR],
    "pass",
  ],
  [
    "a subscription where its resource group is accepted",
    [EXIT],
    [EXIT, CONTRIBUTOR],
    [EXIT, IN_GROUP],
    "blocked",
  ],
  [
    "another resource group",
    [EXIT],
    [EXIT, { ...IN_GROUP, scope: `${aGrant().scope}/resourceGroups/Data` }],
    [EXIT, IN_GROUP],
    "blocked",
  ],
  [
    "the same resource group in another spelling",
    [EXIT],
    [EXIT, { ...IN_GROUP, scope: `${aGrant().scope}/resourceGroups/APP` }],
    [EXIT, IN_GROUP],
    "pass",
  ],
  ["another principal", [EXIT], [EXIT, aGrant({ principalId: guidOf("b") })], [EXIT, aGrant()], "blocked"],
  [
    "the same principal of another managing tenant",
    [EXIT],
    [EXIT, aGrant({ managingTenantId: guidOf("8") })],
    [EXIT, aGrant()],
    "blocked",
  ],
  [
    "an activation without an approver",
    [EXIT],
    [EXIT, ON_REQUEST],
    [
      EXIT,
      aGrant({
        roleDefinitionId: ROLE.contributor,
        access: onRequest({ approvers: [{ principalId: guidOf("b"), displayName: "" }] }),
      }),
    ],
    "blocked",
  ],
  ["narrowing, though nothing is accepted", [EXIT, CONTRIBUTOR], [EXIT, aGrant()], [], "pass"],
  ["removal, though nothing is accepted", [EXIT, aGrant(), CONTRIBUTOR], [EXIT], [], "pass"],
  ["a swap for what is accepted", [EXIT, aGrant()], [EXIT, ON_REQUEST], [EXIT, ON_REQUEST], "pass"],
  [
    "what was there before beside what is accepted",
    [EXIT, aGrant()],
    [EXIT, aGrant(), IN_GROUP],
    [IN_GROUP],
    "pass",
  ],
])("the gate and a required acceptance: %s", (_, before, after, record, kind) => {
  const decision = decided(before, after, accepted(record));
  expect(decision.kind).toBe(kind);
  expect(kindsOf(decision)).toEqual(kind === "pass" ? [] : ["acceptance-missing"]);
});

test("without any record, a gain is refused and a loss passes", () => {
  expect(decided([EXIT], [EXIT, aGrant()], NONE).reasons).toEqual([
    { kind: "acceptance-missing", customer: "fabrikam", record: "none", beyond: [aGrant()] },
  ]);
  expect(decided([EXIT, aGrant()], [EXIT], NONE).kind).toBe("pass");
});

test("a record that cannot be read accepts nothing", () => {
  const broken: RecordRead = { ok: false, error: { line: 3, problem: "is wrong", received: "x" } };
  const acceptances = { byCustomer: new Map([["fabrikam", broken]]) };
  expect(decided([EXIT], [EXIT, aGrant()], acceptances).reasons).toEqual([
    { kind: "acceptance-missing", customer: "fabrikam", record: "unreadable", beyond: [aGrant()] },
  ]);
  expect(decided([EXIT, aGrant()], [EXIT], acceptances).kind).toBe("pass");
});

test("where no acceptance is required, none is missed", () => {
  const { facts } = grantsBetween([EXIT], [EXIT, aGrant()]);
  expect(decided([EXIT], [EXIT, aGrant()], NONE, { facts }).kind).toBe("pass");
});

test("a change cannot lift the requirement that it must meet, and may bring one", () => {
  const { facts: lax } = grantsBetween([EXIT], [EXIT]);
  const gain = [[EXIT], [EXIT, aGrant()], NONE] as const;
  expect(decided(...gain, { facts: acceptingFacts(), changeFacts: lax }).kind).toBe("blocked");
  expect(decided(...gain, { facts: lax, changeFacts: acceptingFacts() }).kind).toBe("blocked");
});

test("a customer that base does not know follows base's estate, whatever it says of itself", () => {
  const base: EstateFacts = { ...acceptingFacts(), customers: {} };
  const change: EstateFacts = {
    ...base,
    customers: { fabrikam: { name: "Fabrikam", tags: {}, file: "x", subscriptions: {} } },
  };
  const added = between(aSide(), aSide(anAccess([EXIT, aGrant()])), {
    policy,
    facts: base,
    changeFacts: change,
    acceptances: NONE,
  });
  expect(kindsOf(decide(added))).toEqual(["acceptance-missing"]);
  expect(decide({ ...added, acceptances: accepted([EXIT, aGrant()]) }).kind).toBe("pass");
});

test.each([
  ["with records", accepted([EXIT])],
  ["without any record", NONE],
])("without base's facts, a gain is undecided and a loss passes, %s", (_, acceptances) => {
  const { facts: lax } = grantsBetween([EXIT], [EXIT]);
  for (const changeFacts of [undefined, lax]) {
    const changes = { facts: undefined, changeFacts };
    expect(kindsOf(decided([EXIT], [EXIT, aGrant()], acceptances, changes))).toEqual(["facts-missing"]);
    expect(decided([EXIT, aGrant()], [EXIT], acceptances, changes).kind).toBe("pass");
  }
});

test("no approval stands in for an acceptance", () => {
  const strict = policyOf([{ when: { grade: ["broadening"] }, demand: "allow" }, ...EVERYTHING]);
  expect(decided([EXIT], [EXIT, aGrant()], NONE, { policy: strict }).kind).toBe("blocked");
});

test("a record is its own part of the digest and its own subject of the policy", () => {
  const file = {
    path: "acceptances/fabrikam.yaml",
    before: undefined,
    after: "100644 1",
    acceptanceOf: "fabrikam",
  };
  const change = grantsBetween([EXIT], [EXIT], { files: [file] });
  const { parts } = digestOf(change.review, change.files, catalogue);
  expect(Object.keys(parts)).toEqual(["acceptance:fabrikam"]);
  const edited = digestOf(change.review, [{ ...file, after: "100644 2" }], catalogue);
  expect(edited.change).not.toBe(digestOf(change.review, [file], catalogue).change);
  // by the shipped policy a record needs an approval like every other file that decides
  expect(kindsOf(decide(change))).toEqual(["approvals-missing"]);
  const rule = { when: { tooling: "acceptance:fabrikam" }, demand: "deny" };
  expect(kindsOf(decide({ ...change, policy: policyOf([...EVERYTHING, rule]) }))).toEqual(["denied"]);
});

/* Laws, in a small world where grants meet each other. */

const GRANT = fc.constantFrom<AccessGrant>(
  aGrant(),
  EXIT,
  CONTRIBUTOR,
  ON_REQUEST,
  IN_GROUP,
  aGrant({ principalId: guidOf("b") }),
  aGrant({ roleDefinitionId: ROLE.owner }),
  aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` }),
  aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest({ multiFactorAuthProvider: "None" }) }),
);
const GRANTS = fc.uniqueArray(GRANT, { maxLength: 5, selector: grantIdentity });

test("law: what was accepted, or less of it, always passes; and every loss passes whatever is recorded", () => {
  fc.assert(
    fc.property(GRANTS, GRANTS, GRANTS, fc.infiniteStream(fc.boolean()), (before, record, other, keep) => {
      const part = [...before, ...record].filter(() => keep.next().value === true);
      const after = [...new Map(part.map((each) => [grantIdentity(each), each])).values()];
      expect(kindsOf(decided(before, after, accepted(record)))).not.toContain("acceptance-missing");
      const less = before.filter(() => keep.next().value === true);
      for (const acceptances of [accepted(other), NONE])
        expect(kindsOf(decided(before, less, acceptances))).not.toContain("acceptance-missing");
    }),
  );
});

test("law: a gain passes only where each of its grants is covered by the record and what was there", () => {
  const meaning = new RoleMeaning(catalogue);
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(GRANTS, GRANTS, GRANTS, (before, record, after) => {
      const uncovered = grantsBeyond(after, [...before, ...acceptedGrants(recordOf(record))], meaning);
      const kinds = kindsOf(decided(before, after, accepted(record)));
      expect(kinds.includes("acceptance-missing")).toBe(uncovered.length > 0);
      seen.add(uncovered.length > 0);
    }),
  );
  expect(seen.size).toBe(2);
});
