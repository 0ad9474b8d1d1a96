import fc from "fast-check";
import { expect, test } from "vitest";
import { grantIdentity } from "../../lib/access/access-grant.ts";
import { definedAccess } from "../../lib/access/defined-access.ts";
import { accessByCustomer, type FoundAccess } from "../../lib/access/found-access.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { type Drift, type DriftInput, driftOf } from "../../lib/drift/drift-of.ts";
import { type DriftFinding, weightOf } from "../../lib/drift/finding.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import type { DriftContext } from "../../lib/report/drift/context.ts";
import { waysOut } from "../../lib/report/drift/ways-out.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { type AzureResources, type Defined, deployed } from "../support/snapshots.ts";

/*
 * Laws of drift over random estates, and an Azure in which people change what was deployed.
 */

const CATALOGUE = sampleCatalogue();
const OWN_TENANT = guidOf("9");
const FOREIGN_TENANT = guidOf("5");

const defined: fc.Arbitrary<Defined> = fc
  .tuple(anyOffer("offer-a"), anyOffer("offer-b"), anyCustomer(["offer-a", "offer-b"]))
  .map(([a, b, customer]) => {
    const offers = [a, b].map((each) => parseOffer(each));
    const read = parseCustomer(customer);
    if (!read.ok || offers.some((each) => !each.ok)) throw new Error("an arbitrary cannot be read");
    return {
      customers: [read.value],
      offers: offers.flatMap((each) => (each.ok ? [each.value] : [])),
    };
  });

/** One change that a person makes in the portal; `at` chooses a delegation. */
const EDITS = {
  grant: (azure: AzureResources, at: number) =>
    azure.definitions[at]?.properties.authorizations.push({
      principalId: guidOf("6"),
      roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    }),
  revoke: (azure: AzureResources, at: number) => azure.definitions[at]?.properties.authorizations.pop(),
  rename: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition !== undefined) definition.properties.registrationDefinitionName = "by hand";
  },
  hand: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition !== undefined) definition.properties.managedByTenantId = FOREIGN_TENANT;
  },
  remove: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition === undefined) return;
    azure.definitions = azure.definitions.filter((each) => each !== definition);
    azure.assignments = azure.assignments.filter(
      ({ properties }) => properties.registrationDefinitionId !== definition.id,
    );
  },
  make: (azure: AzureResources, at: number) => copy(azure, at, "1", OWN_TENANT),
  arrive: (azure: AzureResources, at: number) => copy(azure, at, "2", FOREIGN_TENANT),
};

/** Adds a delegation like another one, under an id of its own. */
function copy(azure: AzureResources, at: number, digit: string, managedByTenantId: string): void {
  const definition = azure.definitions[at];
  if (definition === undefined) return;
  const assignment = azure.assignments.find(
    ({ properties }) => properties.registrationDefinitionId === definition.id,
  );
  const name = `0000000${digit}-0000-4000-8000-${String(at).padStart(12, "0")}`;
  const id = definition.id.replace(definition.name, name);
  if (assignment === undefined || azure.definitions.some((each) => each.id === id)) return;
  azure.definitions.push({
    ...structuredClone(definition),
    id,
    name,
    properties: { ...structuredClone(definition.properties), managedByTenantId },
  });
  azure.assignments.push({
    ...assignment,
    id: assignment.id.replace(assignment.name, name),
    name,
    properties: { ...assignment.properties, registrationDefinitionId: id },
  });
}

const edits = fc.array(
  fc.tuple(fc.constantFrom(...(Object.keys(EDITS) as (keyof typeof EDITS)[])), fc.nat(5)),
  { maxLength: 4 },
);

interface Azure {
  readonly found: FoundAccess;
  readonly resources: AzureResources;
}

function azureAfter(estate: Defined, made: readonly [keyof typeof EDITS, number][]): Azure {
  const resources = deployed(estate);
  for (const [edit, at] of made) EDITS[edit](resources, at);
  return { found: foundIn(estate, resources), resources };
}

function foundIn(estate: Defined, resources: AzureResources): FoundAccess {
  const ids = estate.customers.flatMap(({ subscriptions }) => Object.values(subscriptions));
  const read = readArmLists({
    definitions: { value: resources.definitions },
    assignments: { value: resources.assignments },
    isVersionKnown: true,
    read: new Set(ids),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function inputOf({ customers, offers }: Defined, found: FoundAccess): DriftInput {
  const byId = new Map(offers.map((each) => [each.id, each]));
  return {
    defined: {
      source: "definitions",
      selection: "complete",
      customers: customers.map((each) => definedAccess(each.id, registerCustomer(each, byId, CATALOGUE))),
    },
    found,
    snapshot: {
      selection: "everything",
      tenants: [],
      subscriptions: [...(found.read ?? [])].map((id) => ({
        id,
        managedByTenantIds: [],
        foundBy: ["definitions"],
        notRead: [],
      })),
    },
    earlier: undefined,
    customers: undefined,
    formerOwners: new Map(),
    tenants: new Map(),
    owners: { managingTenants: new Set([OWN_TENANT]), offers: new Set(["offer-a", "offer-b"]) },
    catalogue: CATALOGUE,
    facts: undefined,
    today: "2026-11-30",
  };
}

const CONTEXT: DriftContext = {
  report: {
    directory: new NameDirectory({ catalogue: CATALOGUE, principals: [] }),
    called: { before: ".", after: "azure" },
    sourceOf: () => undefined,
    sourceOfPlan: () => undefined,
  },
  from: "azure",
  snapshot: { ended: "2026-11-29T21:00:09.000Z", subscriptions: [] },
  facts: undefined,
  isIncomplete: false,
  tenants: new Map(),
};

const identities = (drift: Drift["sides"][keyof Drift["sides"]]) =>
  drift.customers.flatMap(({ grants }) => grants.map(grantIdentity)).sort();

test("drift of an estate against what it deployed is none", () => {
  fc.assert(
    fc.property(defined, (estate) => {
      const { findings, sides } = driftOf(inputOf(estate, azureAfter(estate, []).found));
      expect(findings).toEqual([]);
      expect(identities(sides.found)).toEqual(identities(sides.defined));
    }),
    { numRuns: 60 },
  );
});

test("every change of access by hand is found, and no finding is made up", () => {
  fc.assert(
    fc.property(defined, edits, (estate, made) => {
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

test("definitions that adopt what Azure has end its drift", () => {
  fc.assert(
    fc.property(defined, edits, (estate, made) => {
      const { found } = azureAfter(estate, made);
      const adopted = accessByCustomer(found, () => "customer-a");
      const input = inputOf(estate, found);
      expect(driftOf({ ...input, defined: { ...input.defined, customers: adopted } }).findings).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("deploying the definitions again ends the drift of everything that is ours, and touches nothing else", () => {
  fc.assert(
    fc.property(defined, edits, (estate, made) => {
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
    fc.property(defined, fc.constantFrom(OWN_TENANT, FOREIGN_TENANT, undefined), (estate, logged) => {
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
    fc.property(defined, edits, (estate, made) => {
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
