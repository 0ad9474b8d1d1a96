import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { AccessSide, CustomerAccess } from "../../lib/access/access-side.ts";
import type { Deployment } from "../../lib/access/deployment.ts";
import { decide, type GateInput } from "../../lib/gate/decide.ts";
import { changeDigest, digestOf } from "../../lib/gate/digest.ts";
import { guidOf } from "../support/builders.ts";
import {
  aGrant,
  anAccess,
  aSide,
  OTHER_SUBSCRIPTION,
  onRequest,
  ROLE,
  SUBSCRIPTION,
} from "../support/sides.ts";
import { between, broader, CONTRIBUTOR, described, EXIT, grantsBetween } from "./gate-inputs.ts";

const digest = ({ review, files, catalogue }: GateInput) => digestOf(review, files, catalogue);
const partOf = (change: GateInput) => digest(change).parts["customer/fabrikam"];
const approvers = (...characters: string[]) =>
  onRequest({
    approvers: characters.map((each) => ({ principalId: guidOf(each), displayName: each })),
  });

test("no name of a customer says anything but its name", () => {
  const named = (customer: string) =>
    digest(between(aSide(), aSide(anAccess([aGrant(), EXIT], { customer }))));
  const names = ["a", 'a"', 'a",{"ids":[]}', "a\\", "a\n"];
  expect(new Set(names.map((name) => named(name).change)).size).toBe(names.length);
  for (const name of names) expect(Object.keys(named(name).parts)).toEqual([`customer/${name}`]);
});

const before = anAccess([aGrant(), EXIT]);
const after = anAccess([CONTRIBUTOR, EXIT, aGrant({ access: approvers("b", "c") })]);

test("a part is of what happens to the customer, whatever document it was read from and in whatever order", () => {
  const turned = (access: CustomerAccess): CustomerAccess => ({
    ...access,
    definitions: [...access.definitions].reverse(),
    assignments: [...access.assignments].reverse(),
    grants: [...access.grants]
      .reverse()
      .map((grant) =>
        grant.access.kind === "standing"
          ? grant
          : { ...grant, access: { ...grant.access, approvers: [...grant.access.approvers].reverse() } },
      ),
  });
  const plan = (access: CustomerAccess): AccessSide => ({
    source: "plan",
    selection: ["fabrikam"],
    customers: [turned(access)],
  });
  const other = anAccess([aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` })], { customer: "other" });
  const whole = between(aSide(before), aSide(after, other));
  expect(partOf(between(plan(before), plan(after)))).toBe(partOf(whole));
  expect(Object.keys(digest(whole).parts)).toEqual(["customer/fabrikam", "customer/other"]);
});

test("a plan cannot tell a new customer from one that had nothing: both have one part", () => {
  const nothing = anAccess([], { subscriptionIds: [] });
  expect(partOf(between(aSide(nothing), aSide(after)))).toBe(partOf(between(aSide(), aSide(after))));
});

test("a subscription on which nothing is delegated, before or after, is nothing: a plan may not speak of it", () => {
  const more = (access: CustomerAccess): CustomerAccess => ({
    ...access,
    subscriptionIds: [guidOf("0"), ...access.subscriptionIds],
  });
  const whole = between(aSide(more(before)), aSide(more(after)));
  expect(partOf(whole)).toBe(partOf(between(aSide(before), aSide(after))));
});

test("a subscription that goes with nothing on it is nothing, one with something is left standing", () => {
  const more = (access: CustomerAccess): CustomerAccess => ({
    ...access,
    subscriptionIds: [...access.subscriptionIds, OTHER_SUBSCRIPTION],
  });
  expect(partOf(between(aSide(more(before)), aSide(after)))).toBe(
    partOf(between(aSide(before), aSide(after))),
  );
  const elsewhere = aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` });
  const held = anAccess([...before.grants, elsewhere]);
  expect(partOf(between(aSide(held), aSide(more(after))))).not.toBe(
    partOf(between(aSide(held), aSide(after))),
  );
});

test("a role that means something else is one part, whoever holds it; one that nobody holds is none", () => {
  const changed = (id: string) => ({
    changeCatalogue: {
      ...reference.catalogue,
      roles: reference.catalogue.roles.map((role) => (role.id === id ? { ...role, permissions: [] } : role)),
    },
  });
  const [one, two] = [aSide(before), aSide(before, { ...before, customer: "other" })];
  const part = (side: AccessSide) => digest(between(side, side, {}, changed(ROLE.reader))).parts;
  expect(part(one)).toEqual(part(two));
  expect(Object.keys(part(one))).toEqual([`role/${ROLE.reader}`]);
  expect(digest(between(one, one, {}, changed(ROLE.contributor))).parts).toEqual({});
});

test("how stacks are deployed is a part by itself, which needs somebody's word and no plan has", () => {
  const deployed = (folder: string) => ({
    ...after,
    deployment: { tenantId: guidOf("7"), settings: { state: { code: "files" as const, folder } } },
  });
  const moved = between(aSide(deployed("here")), aSide(deployed("elsewhere")));
  expect(Object.keys(digest(moved).parts)).toEqual(["deployment:state"]);
  expect(decide(moved)).toMatchObject({ kind: "blocked", demand: { approvals: 1 } });
  const back = between(aSide(deployed("elsewhere")), aSide(deployed("here")));
  expect(digest(back).parts).not.toEqual(digest(moved).parts);
  expect(partOf(between(aSide(before), aSide(deployed("here"))))).toBe(
    partOf(between(aSide(before), aSide(after))),
  );
});

test("the digest of a deployment is made of codes and values: no wording of a report is in it", () => {
  const deployed = (settings: Deployment["settings"], tenantId = guidOf("7")) => ({
    ...after,
    deployment: { tenantId, settings },
  });
  const usual = deployed({
    "sign-in": { code: "azure-cli" },
    "resource-provider": { code: "registered" },
    state: { code: "files", folder: "../../../state/" },
  });
  const now = deployed(
    {
      "sign-in": { code: "open-id-connect", clientId: guidOf("6") },
      "resource-provider": { code: "not-registered" },
      state: { code: "hcp-terraform", hostname: "x.org", organization: "o" },
    },
    guidOf("8"),
  );
  const digested = (setting: string, before: string, value: string) => {
    const change = `{"after":${value},"before":${before},"customers":["fabrikam"],"setting":"${setting}"}`;
    return `sha256:${hash("sha256", JSON.stringify(["deployment", [change]]))}`;
  };
  expect(digest(between(aSide(usual), aSide(now))).parts).toEqual({
    "deployment:tenant": digested(
      "tenant",
      `{"code":"tenant","tenantId":"${guidOf("7")}"}`,
      `{"code":"tenant","tenantId":"${guidOf("8")}"}`,
    ),
    "deployment:sign-in": digested(
      "sign-in",
      '{"code":"azure-cli"}',
      `{"clientId":"${guidOf("6")}","code":"open-id-connect"}`,
    ),
    "deployment:resource-provider": digested(
      "resource-provider",
      '{"code":"registered"}',
      '{"code":"not-registered"}',
    ),
    "deployment:state": digested(
      "state",
      '{"code":"files","folder":"../../../state/"}',
      '{"code":"hcp-terraform","hostname":"x.org","organization":"o"}',
    ),
  });
});

test("an address is no part of what is approved: a plan says itself what it replaces", () => {
  expect(
    partOf(between(aSide(before), aSide(described(after.grants, { addressedOffer: "operations" })))),
  ).toBe(partOf(between(aSide(before), aSide(described(after.grants, {})))));
});

test("another display name is cosmetic, and another digest: the customer reads it", () => {
  const named = (principalDisplayName: string, approver: string) => {
    const access = onRequest({ approvers: [{ principalId: guidOf("b"), displayName: approver }] });
    return grantsBetween([EXIT, aGrant({ access })], [EXIT, aGrant({ access, principalDisplayName })]);
  };
  const [one, other] = [named("Helpers", "Leads"), named("Robots", "Leads")];
  expect([one, other].map(({ review }) => review.grade)).toEqual(["cosmetic", "cosmetic"]);
  expect(new Set([one, other, named("Helpers", "Heads")].map(partOf)).size).toBe(3);
});

test("a resource group is the same in every spelling", () => {
  const at = (group: string) =>
    grantsBetween(
      [EXIT],
      [EXIT, aGrant({ scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}` })],
    );
  expect(partOf(at("Apps"))).toBe(partOf(at("apps")));
  expect(partOf(at("Apps"))).not.toBe(partOf(at("Other")));
});

test("the change is the digest of its parts, whatever their order", () => {
  const files = ["b", "a"].map((path) => ({ path, before: "1", after: "2" }));
  const { change, parts } = digest(broader({ files }));
  expect(Object.keys(parts)).toEqual(["customer/fabrikam", "file/a", "file/b"]);
  expect(changeDigest(Object.fromEntries(Object.entries(parts).reverse()))).toBe(change);
  expect(digest(broader({ files: [...files].reverse() }))).toEqual({ change, parts });
  expect(change).toMatch(/^sha256:[0-9a-f]{64}$/);
});

const standing = (...ids: string[]): AccessGrant["access"] => ({
  kind: "standing",
  delegatedRoleDefinitionIds: ids,
});
const reference = between(aSide(before), aSide(after));
const catalogueWith = (change: object) => ({
  ...reference.catalogue,
  roles: reference.catalogue.roles.map((role) => (role.id === ROLE.owner ? { ...role, ...change } : role)),
});

test.each<[string, GateInput]>([
  [
    "one more grant",
    between(aSide(before), aSide(anAccess([...after.grants, aGrant({ principalId: guidOf("b") })]))),
  ],
  ["another side before", between(aSide(anAccess([EXIT])), aSide(after))],
  [
    "another approver",
    between(aSide(before), aSide(anAccess([CONTRIBUTOR, EXIT, aGrant({ access: approvers("b") })]))),
  ],
  [
    "a role handed out",
    between(aSide(before), aSide(anAccess([...after.grants, aGrant({ access: standing(ROLE.reader) })]))),
  ],
  [
    "another display name",
    between(
      aSide(before),
      aSide(anAccess(after.grants.map((grant) => ({ ...grant, principalDisplayName: "Others" })))),
    ),
  ],
  ["another offer name", between(aSide(before), aSide(described(after.grants, { name: "Other" })))],
  ["another description", between(aSide(before), aSide(described(after.grants, { description: "Other" })))],
  [
    "another plan of the marketplace",
    between(aSide(before), aSide(described(after.grants, { marketplacePlan: "a/b/c@1" }))),
  ],
  [
    "a replacement that only the plan knows of",
    between(
      aSide(before),
      aSide(after),
      {},
      {
        replaced: { registrationDefinitionIds: new Set([guidOf("d")]), registrationAssignmentIds: new Set() },
      },
    ),
  ],
  ["a customer that vanished", between(aSide(before), aSide())],
  [
    "another meaning of a role in base's catalogue",
    { ...reference, catalogue: catalogueWith({ permissions: [] }) },
  ],
  [
    "another name of a role in base's catalogue",
    { ...reference, catalogue: catalogueWith({ name: "King" }) },
  ],
])("another part, and so no approval: %s", (_, change) => {
  expect(partOf(change)).not.toBe(partOf(reference));
  expect(digest(change).change).not.toBe(digest(reference).change);
});

test("the order of a catalogue means nothing", () => {
  const { catalogue } = reference;
  const turned = { ...catalogue, roles: [...catalogue.roles].reverse() };
  expect(digest({ ...reference, catalogue: turned })).toEqual(digest(reference));
});

test("a file's part is of its path and of its content on both sides", () => {
  const at = (path: string, old: string | undefined, now: string | undefined) =>
    digest(broader({ files: [{ path, before: old, after: now }] })).change;
  const all = [
    at("a", "1", "2"),
    at("a", "2", "1"),
    at("b", "1", "2"),
    at("a", "1", undefined),
    at("a", undefined, "1"),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test("a redefined role is a part of its own", () => {
  const changeCatalogue = {
    ...reference.catalogue,
    roles: reference.catalogue.roles.map((role) =>
      role.id === ROLE.reader ? { ...role, permissions: [] } : role,
    ),
  };
  const change = between(aSide(before), aSide(anAccess([aGrant(), EXIT])), {}, { changeCatalogue });
  expect(Object.keys(digest(change).parts)).toEqual([`role/${ROLE.reader}`]);
});

test("law: one grant more is another digest, the same grants in another order are the same", () => {
  const GRANT = fc.record({
    principalId: fc.constantFrom(...["a", "b", "c"].map(guidOf)),
    roleDefinitionId: fc.constantFrom(ROLE.reader, ROLE.contributor, ROLE.delete),
    access: fc.constantFrom(standing(), standing(ROLE.reader), approvers(), approvers("b", "c")),
  });
  const GRANTS = fc.uniqueArray(GRANT, {
    minLength: 1,
    maxLength: 5,
    selector: (each) => JSON.stringify(each),
  });
  fc.assert(
    fc.property(GRANTS, fc.infiniteStream(fc.nat()), (changes, weights) => {
      const grants = changes.map((each) => aGrant(each));
      const shuffled = grants
        .map((grant) => ({ grant, weight: weights.next().value }))
        .sort((a, b) => a.weight - b.weight)
        .map(({ grant }) => grant);
      const of = (some: readonly AccessGrant[]) =>
        digest(between(aSide(), aSide({ ...anAccess(grants), grants: some }))).change;
      expect(of(shuffled)).toBe(of(grants));
      expect(of(grants.slice(1))).not.toBe(of(grants));
    }),
    { numRuns: 60 },
  );
});
