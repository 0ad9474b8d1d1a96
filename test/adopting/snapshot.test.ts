import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { type AskedSubscription, type Snapshot, snapshotText } from "../../lib/formats/snapshot/snapshot.ts";
import {
  joinedList,
  type ListedResource,
  listDigest,
  listText,
} from "../../lib/formats/snapshot/snapshot-lists.ts";
import { change, type Files, keeper } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * Snapshots say which subscriptions were read, so that a comparison needs no customer's name and invents nothing.
 */

const [MAIN, SECOND, STRANGE] = ["b001", "b002", "b009"].map(
  (end) => `3f9b6c10-7a21-4d53-8e64-00000000${end}`,
) as [string, string, string];
const BELLOWS = "3f9b6c10-7a21-4d53-8e64-00000000a001";
const TIME = "2026-11-29T21:00:00Z";

const asked = (id: string, changes: Partial<AskedSubscription> = {}): AskedSubscription => ({
  id,
  managedByTenantIds: [],
  foundBy: ["named"],
  askedBy: BELLOWS,
  at: TIME,
  notRead: [],
  ...changes,
});

interface Lists {
  readonly definitions: readonly ListedResource[];
  readonly assignments: readonly ListedResource[];
}

/** The files of a snapshot. */
function snapshotOf(
  lists: Lists,
  subscriptions: readonly AskedSubscription[],
  apiVersion = "2022-10-01",
): Files {
  const [definitions, assignments] = [joinedList(lists.definitions), joinedList(lists.assignments)];
  const snapshot: Snapshot = {
    cloud: "public",
    apiVersion,
    began: TIME,
    ended: TIME,
    selection: "named",
    withPeople: false,
    tenants: [{ id: BELLOWS, route: "managing-tenant", notRead: [], resourceGraphCut: false }],
    subscriptions,
    disagreements: [],
    digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
  };
  return {
    "azure/snapshot.json": snapshotText(snapshot),
    "azure/definitions.json": listText(definitions),
    "azure/assignments.json": listText(assignments),
  };
}

const NOTHING: Lists = { definitions: [], assignments: [] };

/** The lists of the case, as the snapshot has them. */
function liveLists(): Lists {
  const read = (file: string) =>
    JSON.parse(
      readFileSync(join(import.meta.dirname, "cases/08-first-look-before-synth/live", file), "utf8"),
    );
  return { definitions: read("definitions.json").value, assignments: read("assignments.json").value };
}

const estateWith = (files: Files) => caseCopy("08-first-look-before-synth", files);

test("a snapshot is compared before the first synthesis, without a customer's name", async () => {
  const ran = await keeper(estateWith(snapshotOf(liveLists(), [asked(MAIN)])), [
    "review",
    "--exact",
    "azure",
    ".",
  ]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("1 customer compared");
  expect(ran.out).not.toContain("note:");
});

test("a customer that revoked everything is compared: its subscription was read, and holds nothing", async () => {
  const estate = estateWith(snapshotOf(NOTHING, [asked(MAIN)]));
  const ran = await keeper(estate, ["review", "--exact", "azure", ".", "--exit-code"]);
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("1 customer compared");
  expect(ran.out).toContain("BROADENING");
  const drift = await keeper(estate, ["review", "--exact", ".", "azure"]);
  expect(drift.out).toContain("offboarding");
  expect(drift.out).toContain("narrowing");
});

test("a subscription that could not be read is not compared, and not taken for an empty one", async () => {
  const unread = asked(SECOND, { notRead: [notRead("registration-definitions", "access-denied")] });
  const estate = estateWith(snapshotOf(liveLists(), [asked(MAIN), unread]));
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  const two = customer
    .replace(/ {2}main: .*\n/, (line) => `${line}  second: ${SECOND}\n`)
    .concat("      - subscription: second\n");
  change(estate, { "customers/munson.yaml": two });
  const ran = await keeper(estate, ["review", "--exact", "azure", ".", "--exit-code"]);
  expect(ran, ran.out).toMatchObject({ code: 0 });
  expect(ran.out.replaceAll(/\s+/g, " ")).toContain(
    `not read and not compared: subscription ${SECOND} of munson`,
  );
});

test("a customer of whom nothing was read is named, and cannot be asked for", async () => {
  const unread = asked(MAIN, { notRead: [notRead("registration-assignments", "throttled")] });
  const estate = estateWith(snapshotOf(NOTHING, [unread]));
  const ran = await keeper(estate, ["review", "--exact", "azure", ".", "--customer", "munson"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("says nothing of munson");
});

test("subscriptions of no customer are named, and not compared", async () => {
  const lists = liveLists();
  const moved = (each: ListedResource) => JSON.parse(JSON.stringify(each).replaceAll(MAIN, STRANGE));
  const both = {
    definitions: [...lists.definitions, ...lists.definitions.map(moved)],
    assignments: [...lists.assignments, ...lists.assignments.map(moved)],
  };
  const ran = await keeper(estateWith(snapshotOf(both, [asked(MAIN), asked(STRANGE)])), [
    "review",
    "--exact",
    "azure",
    ".",
  ]);
  expect(ran.out).toContain("1 customer compared");
  expect(ran.out.replaceAll(/\s+/g, " ")).toContain(
    `not in this estate: subscription ${STRANGE} with 1 delegation, not compared`,
  );
});

test("the API version of a snapshot shows what a list alone does not", async () => {
  const lists = JSON.parse(
    JSON.stringify(liveLists()).replaceAll(/"manageeTenantId":"[^"]*",?|,"systemData":\{[^}]*\}/g, ""),
  );
  const known = estateWith(snapshotOf(lists, [asked(MAIN)]));
  expect(await keeper(known, ["access", "azure"])).toMatchObject({ code: 0 });
  const old = estateWith(snapshotOf(lists, [asked(MAIN)], "2019-06-01"));
  for (const words of [
    ["access", "azure"],
    ["review", "azure", "."],
    ["adopt", "azure"],
    ["drift", "--from", "azure"],
    ["status", "--from", "azure"],
  ]) {
    const ran = await keeper(old, words);
    expect(ran, words.join(" ")).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("eligible-unknown");
  }
});

test("a list that was edited after the fetch is refused", async () => {
  const estate = estateWith(snapshotOf(liveLists(), [asked(MAIN)]));
  change(estate, { "azure/definitions.json": listText(joinedList([])) });
  const ran = await keeper(estate, ["review", "--exact", "azure", "."]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("is not the list that snapshot.json was written with");
});
