// Benchmark of drift: a snapshot of everything that a fleet deployed, changed by hand in one of a hundred delegations.
// Alone: node --conditions=keeper-source --import tsx bench/drift.js [<runs> [<customers>]], after npm run build.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { registerCustomer } from "../lib/delegation/register.ts";
import { registrationDefinitionResourceId } from "../lib/delegation/registration.ts";
import { scopeId } from "../lib/delegation/scope.ts";
import { readEstate } from "../lib/estate/read-estate.ts";
import { encodeAssignment, encodeDefinition } from "../lib/formats/arm/encode.ts";
import { snapshotText } from "../lib/formats/snapshot/snapshot.ts";
import { joinedList, listDigest, listText } from "../lib/formats/snapshot/snapshot-lists.ts";
import { fleet } from "./fleets.js";
import { writeEstate } from "./generated-estate.js";
import { measuredRun, medians } from "./measured-run.js";
import { driftSection } from "./page.js";

/** One of so many delegations is changed by hand. */
const EDITED = 100;

const LIMIT = join(import.meta.dirname, "read-and-parse.js");

const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const TIME = "2026-11-29T21:00:00.000Z";

/** Measures `keeper drift` of a fleet and of one customer, against definitions and against synthesized output. */
export async function measureDrift(keeper, scratch, root, runs, customers) {
  const [many, one] = [await prepared(customers), await prepared(1)];
  const measured = {};
  const limits = Array.from({ length: runs }, () => measuredRun([LIMIT, "cdktf.out", "azure"], many.folder));
  for (const [name, defined] of [
    ["output", "cdktf.out"],
    ["definitions", "."],
  ]) {
    const words = [keeper, "drift", "--from", "azure", "--defined", defined, "--format", "json"];
    const figures = { many: [], one: [] };
    for (let run = 0; run < runs; run++) {
      figures.one.push(measuredRun(words, one.folder, 1));
      figures.many.push(measuredRun(words, many.folder, 1));
    }
    measured[name] = { many: medians(figures.many), one: medians(figures.one) };
  }
  for (const { folder } of [many, one]) rmSync(folder, { recursive: true });
  return { ...measured, limit: medians(limits), delegations: many.delegations };

  async function prepared(count) {
    const folder = join(scratch, `drift-${count}`);
    mkdirSync(folder, { recursive: true });
    writeEstate(folder, fleet("realistic", count), root);
    measuredRun([keeper, "synth"], folder);
    return { folder, delegations: await writeSnapshot(folder) };
  }
}

/** Writes the snapshot of everything that an estate deploys, with changes by hand; returns the number of delegations. */
async function writeSnapshot(folder) {
  const read = await readEstate({ root: folder, records: folder }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  const { customers, offers, catalogue } = read.value;
  const byId = new Map(offers.map(({ value }) => [value.id, value]));
  const registered = customers.flatMap(({ value: customer }) =>
    registerCustomer(customer, byId, catalogue).map((subscription) => ({ customer, subscription })),
  );
  const registrations = registered.flatMap(({ customer, subscription }) =>
    subscription.registrations.map((registration) => ({ customer, registration })),
  );
  const definitions = joinedList(registrations.map(definitionOf));
  const assignments = joinedList(registrations.flatMap(({ registration }) => assignmentsOf(registration)));
  const [first] = registrations;
  const managing = first.registration.definition.managingTenant.id;
  const snapshot = {
    cloud: "public",
    apiVersion: "2022-10-01",
    began: TIME,
    ended: TIME,
    selection: "everything",
    withPeople: false,
    tenants: [{ id: managing, route: "managing-tenant", notRead: [], resourceGraphCut: false }],
    subscriptions: registered
      .map(({ customer, subscription }) => ({
        id: subscription.id,
        tenantId: customer.tenantId,
        managedByTenantIds: [managing],
        foundBy: ["definitions"],
        askedBy: managing,
        at: TIME,
        notRead: [],
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    disagreements: [],
    digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
  };
  mkdirSync(join(folder, "azure"));
  writeFileSync(join(folder, "azure", "snapshot.json"), snapshotText(snapshot));
  writeFileSync(join(folder, "azure", "definitions.json"), listText(definitions));
  writeFileSync(join(folder, "azure", "assignments.json"), listText(assignments));
  return registrations.length;
}

function definitionOf({ customer, registration: { definition } }, index) {
  const edited =
    index % EDITED === 0 ? [{ principalId: customer.tenantId, roleDefinitionId: CONTRIBUTOR }] : [];
  const granted = ({ principal, role }) => ({
    principalId: principal.id,
    principalIdDisplayName: principal.displayName,
    roleDefinitionId: role.id,
  });
  const body = {
    properties: {
      registrationDefinitionName: definition.name,
      description: definition.description,
      managedByTenantId: definition.managingTenant.id,
      authorizations: [...definition.authorizations.map(granted), ...edited],
      eligibleAuthorizations: [],
    },
  };
  return encodeDefinition(definition.subscriptionId, definition.id, body, {
    provisioningState: "Succeeded",
    manageeTenantId: customer.tenantId,
  });
}

function assignmentsOf({ definition, assignments }) {
  const registrationDefinitionId = registrationDefinitionResourceId(definition.subscriptionId, definition.id);
  return assignments.map(({ id, scope }) =>
    encodeAssignment(
      scopeId(scope),
      id,
      { properties: { registrationDefinitionId } },
      { provisioningState: "Succeeded" },
    ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, "..");
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  const keeper = join(root, "dist", "cli", "main.js");
  const [runs, customers] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5_000)];
  try {
    const measured = await measureDrift(keeper, scratch, root, runs, customers);
    console.log(`${JSON.stringify(measured, undefined, 2)}\n${driftSection(customers, measured)}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
