import fc from "fast-check";
import { expect, test } from "vitest";
import { grantIdentity } from "../../lib/access/access-grant.ts";
import { accessByCustomer } from "../../lib/access/found-access.ts";
import { type Drift, type DriftInput, driftOf } from "../../lib/drift/drift-of.ts";
import { type DriftFinding, weightOf } from "../../lib/drift/finding.ts";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import type { DriftContext } from "../../lib/report/drift/context.ts";
import { waysOut } from "../../lib/report/drift/ways-out.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import {
  anyEdits,
  azureAfter,
  CATALOGUE,
  definedEstate,
  FOREIGN_TENANT,
  foundIn,
  inputOf,
  OWN_TENANT,
} from "../support/edited-azure.ts";
import { type AzureResources, deployed } from "../support/snapshots.ts";

/*
 * Laws of drift over random estates, and an Azure in which people change what was deployed.
 */

const CONTEXT: DriftContext = {
  report: {
    directory: new NameDirectory({ catalogue: CATALOGUE, principals: [] }),
    called: { before: ".", after: "azure" },
    sourceOf: () => undefined,
    sourceOfPlan: () => undefined,
  },
  from: "azure",
  snapshot: { ended: "2026-11-29T21:00:09.000Z", subscriptions: [], tenants: [] },
  facts: undefined,
  isIncomplete: false,
  tenants: new Map(),
};

const identities = (drift: Drift["sides"][keyof Drift["sides"]]) =>
  drift.customers.flatMap(({ grants }) => grants.map(grantIdentity)).sort();

test("drift of an estate against what it deployed is none", () => {
  fc.assert(
    fc.property(definedEstate, (estate) => {
      const { findings, sides } = driftOf(inputOf(estate, azureAfter(estate, []).found));
      expect(findings).toEqual([]);
      expect(identities(sides.found)).toEqual(identities(sides.defined));
    }),
    { numRuns: 60 },
  );
});

test("every change of access by hand is found, and no finding is made up", () => {
  fc.assert(
    fc.property(definedEstate, anyEdits, (estate, made) => {
      const { found } = azureAfter(estate, made);
      const input = inputOf(estate, found);
      const { findings } = driftOf(input);
      const access = (customers: DriftInput["defined"]["customers"]) =>
        JSON.stringify(customers.flatMap(({ grants }) => grants.map(grantIdentity)).sort());
      const inAzure = accessByCustomer(found, () => "customer-a");
      if (access(input.defined.customers) !== access(inAzure)) expect(findings).not.toEqual([]);
      if (made.length === 0) expect(findings).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

test("deploying the definitions again ends the drift of everything that is ours, and touches nothing else", () => {
  fc.assert(
    fc.property(definedEstate, anyEdits, (estate, made) => {
      const { resources, found } = azureAfter(estate, made);
      const before = driftOf(inputOf(estate, found)).findings;
      const restored = restore(resources, deployed(estate));
      const after = driftOf(inputOf(estate, foundIn(estate, restored))).findings;
      expect(after.filter((each) => "isDefined" in each && each.isDefined)).toEqual([]);
      const others = (findings: readonly DriftFinding[]) =>
        findings
          .flatMap((each) => ("isDefined" in each && !each.isDefined ? [each.definition] : []))
          .map(({ registrationDefinitionId }) => registrationDefinitionId);
      expect(others(after)).toEqual(others(before));
    }),
    { numRuns: 60 },
  );
});

/** What a deployment leaves: what is defined as defined, everything else as it was. */
function restore(azure: AzureResources, made: AzureResources): AzureResources {
  const own = new Set([...made.definitions, ...made.assignments].map(({ id }) => id));
  return {
    definitions: [...azure.definitions.filter(({ id }) => !own.has(id)), ...made.definitions],
    assignments: [...azure.assignments.filter(({ id }) => !own.has(id)), ...made.assignments],
  };
}

test("a subscription that is not visible is revoked where an activity log says so, and where nothing says so it is not read", () => {
  fc.assert(
    fc.property(definedEstate, fc.constantFrom(OWN_TENANT, FOREIGN_TENANT, undefined), (estate, logged) => {
      const { found } = azureAfter(estate, []);
      const input = inputOf(estate, found);
      const ids = input.defined.customers.flatMap(({ definitions }) =>
        definitions.map(({ subscriptionId }) => subscriptionId),
      );
      const [gone] = ids;
      if (gone === undefined) return;
      const at = "2026-11-20T00:00:00.000Z";
      // the log of another tenant says nothing of this one's delegation
      const isLogged = logged === OWN_TENANT;
      const removals = logged === undefined ? [] : [{ managingTenantId: logged, subscriptionId: gone, at }];
      const subscriptions = input.snapshot.subscriptions.map((each) =>
        each.id === gone
          ? { ...each, notRead: [notRead("registration-definitions", "not-delegated")] }
          : each,
      );
      const { findings } = driftOf({ ...input, snapshot: { ...input.snapshot, subscriptions, removals } });
      const own = findings.filter(({ subscriptionId }) => subscriptionId === gone);
      expect(own.map((each) => [each.kind, weightOf(each)])).toEqual([
        isLogged ? ["revoked", "drift"] : ["not-visible", "not-read"],
      ]);
    }),
    { numRuns: 60 },
  );
});

test("ownership never crosses: what is not ours is never one to delete or to deploy away", () => {
  fc.assert(
    fc.property(definedEstate, anyEdits, (estate, made) => {
      const { found } = azureAfter(estate, made);
      for (const finding of driftOf(inputOf(estate, found)).findings) checkOwnership(finding);
    }),
    { numRuns: 80 },
  );
});

/** Every finding has the three ways out, each with what to do or with the reason why not. */
function checkThreeWays(finding: DriftFinding): void {
  const ways = waysOut(finding, CONTEXT);
  for (const main of ["restore", "adopt", "remove"] as const) {
    const [way, ...others] = ways.filter((each) => each.way === main);
    expect([finding.kind, main, way, others]).toEqual([finding.kind, main, expect.anything(), []]);
    expect(way?.text.startsWith("not possible: ")).toBe(way?.isPossible === false);
    if (way?.isPossible === false) expect(way.commands).toEqual([]);
  }
}

function checkOwnership(finding: DriftFinding): void {
  if (!("definition" in finding)) throw new Error(`unexpected ${finding.kind}`);
  const { ownership, definition, isDefined } = finding;
  expect(ownership === "another-tenant").toBe(definition.managingTenantId !== OWN_TENANT);
  const ways = waysOut(finding, CONTEXT);
  expect(ways.length).toBeGreaterThan(0);
  checkThreeWays(finding);
  if (ownership === "ours") return;
  expect(ways.filter(({ way, isPossible }) => way === "remove" && isPossible)).toEqual([]);
  const commands = ways.flatMap((each) => each.commands);
  expect(commands.filter((each) => each.includes("delete"))).toEqual([]);
  if (!isDefined) expect(commands.filter((each) => each.includes("cdktf"))).toEqual([]);
}
