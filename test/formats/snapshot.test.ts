import { expect, test } from "vitest";
import { NOT_READ_SENTENCES, type NotReadCode, notRead } from "../../lib/formats/snapshot/not-read.ts";
import { readSnapshot, type Snapshot, snapshotText } from "../../lib/formats/snapshot/snapshot.ts";
import {
  foreignLists,
  joinedList,
  listDigest,
  listText,
  withoutPeople,
} from "../../lib/formats/snapshot/snapshot-lists.ts";

const TENANT = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";

const definitions = joinedList([{ id: "/subscriptions/b/x" }, { id: "/subscriptions/A/x", name: "a" }]);
const assignments = joinedList([]);

const SNAPSHOT: Snapshot = {
  cloud: "public",
  apiVersion: "2022-10-01",
  began: "2026-11-29T21:00:00Z",
  ended: "2026-11-29T21:04:10Z",
  selection: "everything",
  withPeople: false,
  tenants: [{ id: TENANT, route: "managing-tenant", notRead: [], resourceGraphCut: false }],
  subscriptions: [
    {
      id: SUBSCRIPTION,
      name: "production",
      tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000101",
      managedByTenantIds: [TENANT],
      foundBy: ["definitions", "subscriptions"],
      askedBy: TENANT,
      at: "2026-11-29T21:01:00.123Z",
      notRead: [
        notRead(
          "registration-assignments",
          "access-denied",
          `/subscriptions/${SUBSCRIPTION}/resourceGroups/a`,
        ),
      ],
    },
    {
      id: "c2e6d3a1-4b5f-4c7d-9e8f-000000000112",
      managedByTenantIds: [],
      foundBy: ["named"],
      notRead: [notRead("sign-in", "sign-in-needed")],
    },
  ],
  disagreements: [
    { onlyIn: "rest", tenantId: TENANT, subscriptionId: SUBSCRIPTION, assignmentId: "/subscriptions/x" },
  ],
  digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
};

test("a snapshot that was written is read back as it was", () => {
  expect(readSnapshot(JSON.parse(snapshotText(SNAPSHOT)))).toEqual({ ok: true, value: SNAPSHOT });
});

test("every code has a sentence, and is read back", () => {
  const codes = Object.keys(NOT_READ_SENTENCES) as NotReadCode[];
  const all = codes.map((code) => notRead("subscriptions", code));
  const snapshot = { ...SNAPSHOT, tenants: SNAPSHOT.tenants.map((each) => ({ ...each, notRead: all })) };
  const read = readSnapshot(JSON.parse(snapshotText(snapshot)));
  expect(read.ok && read.value.tenants[0]?.notRead.map(({ code }) => code)).toEqual(codes);
});

test.each<[string, object]>([
  ["another version", { version: 2 }],
  ["an unknown property", { token: "x" }],
  ["an unknown code", { tenants: [{ ...SNAPSHOT.tenants[0], notRead: [{ part: "sign-in", code: "?" }] }] }],
  ["a time that is none", { began: "yesterday" }],
  ["a digest that is none", { digests: { ...SNAPSHOT.digests, definitions: "" } }],
])("a snapshot with %s is refused", (_, changed) => {
  expect(readSnapshot({ ...JSON.parse(snapshotText(SNAPSHOT)), ...changed }).ok).toBe(false);
});

test("a joined list is sorted by id, without repetitions, in the same bytes whatever came first", () => {
  const [a, b] = [
    { id: "/subscriptions/A/x", name: "a" },
    { name: "b", id: "/subscriptions/b/x" },
  ];
  const one = joinedList([a, b, { ...a, id: "/SUBSCRIPTIONS/a/X" }]);
  expect(one.value.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(listText(joinedList([b, a]))).toBe(listText(joinedList([a, { id: b.id, name: "b" }])));
});

test("lists of another fetch, or edited ones, are not read with the snapshot", () => {
  expect(foreignLists(SNAPSHOT, { definitions, assignments })).toEqual([]);
  // formatted differently, it is the same list
  expect(foreignLists(SNAPSHOT, { definitions: JSON.parse(listText(definitions)), assignments })).toEqual([]);
  const [problem, ...others] = foreignLists(SNAPSHOT, {
    definitions: { value: definitions.value.slice(1) },
    assignments,
  });
  expect(problem).toMatchObject({ kind: "output-incomplete", path: ["definitions.json"] });
  expect(others).toEqual([]);
});

test("people are removed from every systemData, and nothing else is", () => {
  const systemData = {
    createdBy: "megan@fabrikam.example",
    lastModifiedBy: "alex@fabrikam.example",
    createdAt: "2026-01-01T00:00:00Z",
    createdByType: "User",
  };
  const resource = {
    id: "x",
    systemData,
    createdBy: "kept: not systemData",
    properties: { registrationDefinition: { systemData }, list: [{ SystemData: systemData }] },
  };
  const { createdBy: _createdBy, lastModifiedBy: _lastModifiedBy, ...kept } = systemData;
  expect(withoutPeople(resource)).toEqual({
    id: "x",
    systemData: kept,
    createdBy: "kept: not systemData",
    properties: { registrationDefinition: { systemData: kept }, list: [{ SystemData: kept }] },
  });
});
