import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KEEPER, keeper, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";
import {
  definitionsRead,
  listening,
  readWhole,
  SECRET,
  settled,
  startFetch,
} from "../support/fetch-process.ts";
import { CLIENT_ENVIRONMENT, Fleet, PROVIDER, subscriptionId } from "../support/fleet.ts";

/*
 * `keeper fetch` as a process, over HTTPS to the emulator, signed in by the variables that azurerm reads.
 */

const [NODE = "", ...MAIN] = KEEPER;
/** The sample estate's provider, one of its groups, and a subscription of its customer fabrikam. */
const NORTHWIND = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const FABRIKAM = "/subscriptions/c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const [DEFINITION, ASSIGNMENT] = [
  "0000dddd-0000-4000-8000-000000000000",
  "0000eeee-0000-4000-8000-000000000000",
];
const PROVIDERS = `${FABRIKAM}/providers/Microsoft.ManagedServices`;

/** Lists in which fabrikam's subscription is delegated to a group of the provider. */
const DELEGATED = [
  {
    id: `${PROVIDERS}/registrationDefinitions/${DEFINITION}`,
    name: DEFINITION,
    type: "Microsoft.ManagedServices/registrationDefinitions",
    properties: {
      managedByTenantId: NORTHWIND,
      manageeTenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000101",
      registrationDefinitionName: "Operations",
      provisioningState: "Succeeded",
      authorizations: [{ principalId: ENGINEERS, roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7" }],
    },
  },
  {
    id: `${PROVIDERS}/registrationAssignments/${ASSIGNMENT}`,
    name: ASSIGNMENT,
    type: "Microsoft.ManagedServices/registrationAssignments",
    properties: {
      registrationDefinitionId: `${PROVIDERS}/registrationDefinitions/${DEFINITION}`,
      provisioningState: "Succeeded",
    },
  },
].map((each) => JSON.stringify([each]));

test("a fetch that is killed is resumed: what was read whole is not read again", async () => {
  // many more than are read until the signal arrives, however busy the machine is
  const [fleet, folder] = [new Fleet(200, { pageSize: 50 }), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const first = startFetch([], folder, environment);
  while (definitionsRead(fleet).length < 25) await new Promise((done) => setTimeout(done, 2));
  first.child.kill("SIGKILL");
  expect((await first.ended).code).toBeNull();
  await settled(fleet);
  const kept = readWhole(folder);
  expect(kept.length).toBeGreaterThan(5);
  const before = definitionsRead(fleet).length;
  expect(before).toBeLessThan(200);

  const { code, output } = await startFetch([], folder, environment).ended;
  expect(output).toContain(
    `200 of 200 subscriptions read whole, ${kept.length} of them by a fetch that did not`,
  );
  expect(code).toBe(0);
  expect(definitionsRead(fleet).length - before).toBe(200 - kept.length);
  const files = Object.keys(snapshot(join(folder, "azure"))).sort();
  expect(files).toEqual([".gitignore", "assignments.json", "definitions.json", "snapshot.json"]);
  expect(JSON.parse(readFileSync(join(folder, "azure/definitions.json"), "utf8")).value).toHaveLength(200);
});

test("another request does not resume a killed fetch", async () => {
  const [fleet, folder] = [new Fleet(120, { pageSize: 50 }), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const first = startFetch([], folder, environment);
  while (definitionsRead(fleet).length < 25) await new Promise((done) => setTimeout(done, 2));
  first.child.kill("SIGKILL");
  await first.ended;
  await settled(fleet);
  expect(readWhole(folder).length).toBeGreaterThan(5);
  const before = definitionsRead(fleet).length;
  const { code, output } = await startFetch(["--with-people"], folder, environment).ended;
  expect(output).toContain("120 of 120 subscriptions read whole\n");
  expect(code).toBe(0);
  expect(definitionsRead(fleet).length - before).toBe(120);
});

/** A new estate, with this project installed. */
async function newEstate(): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules", "azure-lighthouse-keeper"));
  expect(await keeper(folder, ["init"])).toMatchObject({ code: 0 });
  return folder;
}

test("the first hour of README: init, fetch by the identity's own tenant, adopt", async () => {
  const [fleet, folder] = [new Fleet(3), await newEstate()];
  const environment = await listening(fleet, temporaryFolder());
  const { code, output } = await startFetch([], folder, environment).ended;
  expect(output).toContain("3 of 3 subscriptions read whole");
  expect(code).toBe(0);
  const { tenants, subscriptions } = JSON.parse(readFileSync(join(folder, "azure/snapshot.json"), "utf8"));
  expect(tenants).toMatchObject([{ id: PROVIDER, route: "managing-tenant" }]);
  expect(subscriptions).toHaveLength(3);
  const adopted = await keeper(folder, ["adopt", "azure", "--offline", "--json"]);
  expect(adopted.code, adopted.err).toBe(0);
  expect(JSON.parse(adopted.out)).toMatchObject({ adopted: 3, notAdopted: [] });
  expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
  // what was adopted is asked next time
  const again = await startFetch([], folder, environment).ended;
  expect(again).toMatchObject({ code: 0 });
});

test("in the sandbox of a new estate nothing is delegated yet: fetch names it, and writes", async () => {
  const folder = await newEstate();
  const words = [...MAIN, "sandbox", "--state", "kept", "--", NODE, ...MAIN, "fetch"];
  const child = spawn(NODE, words, { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((done) => child.on("close", done));
  expect(output).toContain("0 of 1 subscription read whole");
  expect(output).toContain("(not-delegated)");
  expect(code).toBe(1);
  expect(Object.keys(snapshot(join(folder, "kept/azure")))).toContain("snapshot.json");
});

test("neither token nor secret is in any file or output, whatever fails", async () => {
  const [fleet, folder] = [new Fleet(4), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const path = `/subscriptions/${subscriptionId(1)}`;
  fleet.azure.inject({ kind: "forbidden", action: "*", path, count: 9 });
  const lost = `/subscriptions/${subscriptionId(2)}/resourcegroups`;
  fleet.azure.inject({ kind: "responseLost", action: "*", path: lost, count: 1 });
  const { code, output } = await startFetch(["--json"], folder, environment).ended;
  expect(code).toBe(1);
  const strange = await startFetch(["--tenant", subscriptionId(3)], folder, environment).ended;
  expect(strange.code).toBe(2);
  const broken = await startFetch([], folder, { ...environment, ARM_CLIENT_SECRET: `${SECRET}\n\u0001` })
    .ended;
  const all = [output, strange.output, broken.output, ...Object.values(snapshot(folder))].join("\n");
  expect(all).toContain("access-denied");
  expect(all).not.toContain(SECRET);
  // every token of the emulator begins so, as every JSON Web Token does
  expect(all).not.toContain("eyJ");
  expect(all).not.toContain("Bearer");
});

test("two fetches into one folder: the second waits a moment, and then says who holds it", async () => {
  const [fleet, folder] = [new Fleet(3), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const action = "Microsoft.ManagedServices/registrationDefinitions/read";
  fleet.azure.inject({ kind: "throttled", retryAfterSeconds: 6, action, count: 3 });
  const first = startFetch([], folder, environment);
  while (definitionsRead(fleet).length < 1) await new Promise((done) => setTimeout(done, 2));
  const second = await startFetch([], folder, environment).ended;
  expect(second.code).toBe(2);
  expect(second.output).toContain("another keeper");
  expect((await first.ended).code).toBe(0);
});

test("help of fetch says what signs in; wrong arguments end with 2", async () => {
  const folder = temporaryFolder();
  expect((await keeper(folder, ["fetch", "--help"])).out).toContain("Azure CLI");
  const { code, err } = await keeper(folder, ["fetch", "--subscription", "x"], CLIENT_ENVIRONMENT);
  expect([code, err]).toEqual([2, expect.stringContaining("--subscription is not a GUID")]);
});

test("inside a sandbox that is filled from lists, the estate's fetch reads them back", async () => {
  const estate = sampleCopy({
    "lists/definitions.json": DELEGATED[0],
    "lists/assignments.json": DELEGATED[1],
  });
  const words = [...MAIN, "sandbox", "--from", "lists", "--state", "kept", "--", NODE, ...MAIN, "fetch"];
  const child = spawn(NODE, words, {
    cwd: estate,
    env: { PATH: process.env["PATH"] ?? "", HOME: estate, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const code = await new Promise((done) => child.on("close", done));
  expect(output).toContain("1 registration definition and 1 registration assignment, read from public Azure");
  // the other customers of the estate delegated nothing yet: named, not taken for nothing
  expect(output).toContain("(not-delegated)");
  expect(code).toBe(1);
  const files = snapshot(join(estate, "kept", "azure"));
  const [definition] = JSON.parse(files["definitions.json"] ?? "").value;
  expect(definition.properties.managedByTenantId).toBe(NORTHWIND);
  const [assignment] = JSON.parse(files["assignments.json"] ?? "").value;
  expect(assignment.id).toMatch(/registrationAssignments\/0000eeee/);
  // nothing of a sandbox reaches the estate
  expect(Object.keys(snapshot(estate)).filter((name) => name.startsWith("azure/"))).toEqual([]);
});
