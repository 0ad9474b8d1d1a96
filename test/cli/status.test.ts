import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy } from "../support/estates.ts";
import { writeSnapshot } from "../support/snapshots.ts";

const FABRIKAM = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const SHOPS = "c2e6d3a1-4b5f-4c7d-9e8f-000000000221";
const WAREHOUSE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000222";

/** The row of a customer's offer, cells without blanks. */
function row(out: string, words: string): string[] {
  const line = out.split("\n").find((each) => each.includes(words)) ?? "";
  return line.split("│").map((cell) => cell.trim());
}

test("without a snapshot, definitions are shown and nothing is said of Azure", async () => {
  const { code, out, err } = await keeper(sampleCopy(), ["status"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("6 customers, 8 offers taken: 1 nothing delegated\n");
  expect(out).toContain("update available (→): 1 offer taken, waiting since: not known\n");
  expect(out).toContain("Azure was not compared: keeper fetch");
  expect(row(out, "contoso-retail")).toContain("managed-operations/complete");
  expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test("with a snapshot, each delegation has its state in Azure", async () => {
  const estate = sampleCopy();
  await writeSnapshot(
    estate,
    (azure) => {
      // fabrikam's first authorization was removed by hand, and the warehouse's delegation is gone
      azure.definitions.find(({ id }) => id.includes(FABRIKAM))?.properties.authorizations.pop();
      for (const list of ["definitions", "assignments"] as const)
        azure[list] = azure[list].filter(({ id }) => !id.includes(WAREHOUSE));
    },
    {
      unread: {
        "c2e6d3a1-4b5f-4c7d-9e8f-000000000441": notRead("registration-definitions", "not-delegated"),
      },
    },
  );
  const { code, out } = await keeper(estate, ["status", "--from", "azure", "--format", "json"]);
  expect(code).toBe(0);
  const { customers, others, snapshot } = JSON.parse(out);
  const states = Object.fromEntries(
    customers.flatMap(
      ({ id, delegations }: { id: string; delegations: { offer: string; state: string }[] }) =>
        delegations.map(({ offer, state }) => [`${id} ${offer}`, state]),
    ),
  );
  expect(states).toEqual({
    "city-of-adatum federal-operations": "in-place",
    "contoso-retail managed-operations": "in-place",
    "contoso-retail security-operations": "differs",
    "contoso-retail cost-management": "in-place",
    "fabrikam managed-operations": "differs",
    "proseware managed-operations": "nothing-delegated",
    "tailwind-traders managed-operations": "in-place",
    "wide-world-importers cost-management": "not-read",
  });
  expect(others).toEqual({ toOwnTenants: 0, toOtherTenants: 0 });
  expect(snapshot).toEqual({ name: "azure", ended: "2026-11-29T21:00:09.000Z" });
});

test("a delegation that no definition makes is counted by whose managing tenant it names", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, (azure) => {
    for (const [digit, tenant] of [
      ["d", undefined],
      ["e", "ffffffff-0000-4000-8000-00000000000f"],
    ] as const) {
      const name = `${digit.repeat(8)}-0000-4000-8000-000000000001`;
      const at = (text: string, old: string) => text.replaceAll(old, name);
      const definition = structuredClone(azure.definitions.find(({ id }) => id.includes(SHOPS)));
      if (definition === undefined) throw new Error("there is no delegation of the shops");
      const assignment = structuredClone(
        azure.assignments.find(({ properties }) => properties.registrationDefinitionId === definition.id),
      );
      if (assignment === undefined) throw new Error("it is not assigned");
      const [oldName, oldAssignment] = [definition.name, assignment.name];
      azure.definitions.push({ ...definition, id: at(definition.id, oldName), name });
      if (tenant !== undefined) azure.definitions.at(-1)!.properties.managedByTenantId = tenant;
      azure.assignments.push({ ...assignment, id: at(assignment.id, oldAssignment), name });
      azure.assignments.at(-1)!.properties.registrationDefinitionId = at(definition.id, oldName);
    }
  });
  const { out } = await keeper(estate, ["status", "--from", "azure"]);
  expect(out).toContain("in Azure without a definition: 1 to managing tenants of this estate, 1 to others");
});

test("broken definitions are named, the rest is shown, and the exit code is 1", async () => {
  const estate = sampleCopy({ "customers/broken.yaml": "id: [", "offers/managed-operations.ts": undefined });
  change(estate, {
    // both customers of the missing offer stay readable
    "customers/fabrikam.ts": undefined,
    "customers/contoso-retail.ts": undefined,
    "customers/proseware.ts": undefined,
    "customers/tailwind-traders.ts": undefined,
    "customers/left.yaml":
      "id: left\nname: Left\ntenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101\nsubscriptions: { one: c2e6d3a1-4b5f-4c7d-9e8f-000000000111 }\ndelegations:\n  - { offer: managed-operations, plan: complete, version: 1.0.0, scopes: [{ subscription: one }] }\n",
  });
  const { code, out } = await keeper(estate, ["status"]);
  expect(code).toBe(1);
  expect(out).toContain("missing here: 1 file that cannot be read; keeper check lists them");
  expect(row(out, "left").at(-2)).toBe("has errors");
  expect(row(out, "city-of-adatum").at(-2)).toBe("not compared");
});

test("a role that the catalogue refuses is named with who holds it in Azure", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, (azure) => {
    const definition = azure.definitions.find(({ id }) => id.includes(FABRIKAM));
    // Log Analytics Contributor, which has data actions
    definition?.properties.authorizations.push({
      principalId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202",
      roleDefinitionId: "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
    });
  });
  const { out } = await keeper(estate, ["status", "--from", "azure"]);
  expect(out).toContain("  Log Analytics Contributor: refused by Azure Lighthouse; 1 customer: fabrikam\n");
  expect((await keeper(estate, ["status"])).out).not.toContain("Log Analytics Contributor");
  const csv = (await keeper(estate, ["status", "--from", "azure", "--format", "csv"])).out.split("\n");
  const holding = csv.filter((line) => line.includes("Log Analytics Contributor"));
  expect(holding.length).toBeGreaterThan(0);
  expect(holding.every((line) => line.startsWith("fabrikam,"))).toBe(true);
});

test("a snapshot that is none is refused, and the fix can be typed", async () => {
  const { code, err } = await keeper(sampleCopy(), ["status", "--from", "nowhere"]);
  expect(code).toBe(2);
  expect(err).toContain("nowhere/snapshot.json cannot be read");
  expect(err).toContain("keeper fetch --output <folder>");
});

test("the status is written into a file, as CSV with a line for each scope", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, ["status", "--format", "csv"]);
  expect(code).toBe(0);
  const lines = out.trimEnd().split("\n");
  expect(lines[0]).toBe(
    "customer,name,deployed_by,offer,plan,version,update,state,subscription,subscription_id,resource_groups,scope_state,source_in_azure,acceptance,acceptance_recorded_on,acceptance_signature,accepted_version,waiting_since,refused_roles,deprecated_roles,roles_not_in_catalogue,kept_roles,deviation_until,deviation_state,accepted_warnings,without_definition_to_own_tenants,without_definition_to_other_tenants,kind,file",
  );
  expect(lines).toContain(
    `contoso-retail,Contoso Retail,provider,managed-operations,complete,1.0.0,1.1.0,unknown,shops,${SHOPS},,unknown,,not-recorded,,,,,,,,,,,,,,status,`,
  );
  expect(lines.every((line) => line.split(",").length === 29)).toBe(true);
});
