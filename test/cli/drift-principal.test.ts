import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy } from "../support/estates.ts";
import { type AzureResources, writeSnapshot } from "../support/snapshots.ts";

const LEADS = "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404";
const SHOPS = "c2e6d3a1-4b5f-4c7d-9e8f-000000000221";
const WAREHOUSE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000222";
const STRANGER = "c2e6d3a1-4b5f-4c7d-9e8f-0000000009ff";

interface End {
  readonly granted: readonly { readonly customer: string | null; readonly subscriptionId: string }[];
  readonly gone: readonly { readonly subscriptionId: string; readonly wasThere: boolean | null }[];
  readonly notKnown: readonly { readonly subscriptionId: string; readonly code: string }[];
}

const asked = (estate: string, ...words: readonly string[]) =>
  keeper(estate, ["drift", "--from", "azure", "--principal", ...words]);

async function endIn(estate: string, ...words: readonly string[]) {
  const { code, out, err } = await asked(estate, ...words, "--format", "json");
  expect(err).toBe("");
  return { code, ...(JSON.parse(out) as End) };
}

/** An estate in which the group is revoked after a snapshot of what was deployed before. */
async function revoked(...more: readonly string[]): Promise<string> {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, { folder: "before" });
  const words = ["revoke", LEADS, "--reason", "left the company", ...more];
  expect((await keeper(estate, words)).code).toBe(0);
  return estate;
}

test("while nothing is deployed, Azure still grants what was revoked, and names the way out", async () => {
  const estate = await revoked();
  change(estate, {
    ...Object.fromEntries(
      ["definitions.json", "assignments.json", "snapshot.json"].map((name) => [
        `azure/${name}`,
        readFileSync(join(estate, "before", name), "utf8"),
      ]),
    ),
  });
  const { code, granted, notKnown } = await endIn(estate, LEADS);
  expect([code, notKnown]).toEqual([1, []]);
  expect(granted.map(({ subscriptionId }) => subscriptionId)).toEqual([SHOPS, WAREHOUSE]);
  const { out } = await asked(estate, "Northwind Security Leads");
  expect(out).toContain(`Northwind Security Leads (${LEADS}) still has access on 2 subscriptions`);
  expect(out).toContain("Reader, standing");
  // who approves can let others in
  expect(out).toContain("approves Security Admin of Northwind Security Analysts");
  expect(out).toContain("no longer defined: deploy contoso-retail");
});

test("after the deployment it is gone, and an earlier snapshot says where it was", async () => {
  const estate = await revoked();
  await writeSnapshot(estate);
  const { code, granted, notKnown, gone } = await endIn(estate, LEADS);
  expect([code, granted, notKnown]).toEqual([0, [], []]);
  expect(gone.length).toBeGreaterThan(2);
  expect(gone.every(({ wasThere }) => wasThere === null)).toBe(true);
  const compared = await endIn(estate, LEADS, "--earlier", "before");
  expect(
    compared.gone.filter(({ wasThere }) => wasThere === true).map(({ subscriptionId }) => subscriptionId),
  ).toEqual([SHOPS, WAREHOUSE]);
  const { out } = await asked(estate, LEADS, "--earlier", "before");
  expect(out).toContain("has no access any more, by azure of 2026-11-29T21:00:09.000Z");
  expect(out).toMatch(/Gone since the earlier snapshot:\n {2}.*shops.*\n {2}.*warehouse/);
});

test("what was not read is never gone: the exit code is 2, also where the rest is", async () => {
  const estate = await revoked();
  const unread = { [WAREHOUSE]: notRead("registration-assignments", "unreachable") };
  await writeSnapshot(estate, () => {}, { unread });
  const { code, granted, notKnown, gone } = await endIn(estate, LEADS, "--earlier", "before");
  expect([code, granted]).toEqual([2, []]);
  expect(notKnown).toMatchObject([
    { customer: "contoso-retail", subscriptionId: WAREHOUSE, code: "unreachable" },
  ]);
  expect(gone.map(({ subscriptionId }) => subscriptionId)).not.toContain(WAREHOUSE);
  const { out } = await asked(estate, LEADS);
  expect(out).toContain("has no access where the snapshot read everything, and elsewhere that is not known");
  expect(out).toContain("the connection to Azure failed");
  // of another customer everything is known
  expect((await keeper(estate, ["drift", "fabrikam", "--from", "azure", "--principal", LEADS])).code).toBe(0);
});

test("revoke itself names what a snapshot shows of it, and the subscriptions that were not read", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, {
    unread: { [WAREHOUSE]: notRead("registration-assignments", "unreachable") },
  });
  const words = ["revoke", LEADS, "--reason", "left", "--from", "azure"];
  const { code, out } = await keeper(estate, words);
  expect(code).toBe(0);
  const [, azure = ""] = out.split("In Azure, before any deployment:");
  expect(azure).toContain("still has access on 1 subscription, and not everything was read");
  expect(azure).toMatch(/Not known:\n {2}.*warehouse.*: the connection to Azure failed/);
  const json = JSON.parse((await keeper(estate, [...words, "--json"])).out);
  expect(json.azure).toMatchObject({
    granted: [{ subscriptionId: SHOPS }],
    notKnown: [{ subscriptionId: WAREHOUSE, code: "unreachable" }],
  });
});

test("revoke says that no subscription was read: without a snapshot, and with one that cannot be read", async () => {
  const estate = sampleCopy();
  const words = ["revoke", LEADS, "--reason", "left"];
  const none = await keeper(estate, words);
  expect(none.out).toContain("No subscription was read in Azure");
  expect(JSON.parse((await keeper(estate, [...words, "--json"])).out).azure).toBeNull();
  const broken = await keeper(estate, [...words, "--from", "nowhere"]);
  expect(broken.out).toContain("The snapshot was not compared: ");
  expect(broken.out).toContain("No subscription was read in Azure");
});

test.each([
  ["--allow", "they are two commands"],
  ["--format", "--principal is reported as text or JSON"],
  ["--reason", "--reason without --allow: nothing would be allowed"],
])("--principal with %s is refused in words of its own", async (option, problem) => {
  const values: Readonly<Record<string, string>> = { "--format": "sarif", "--reason": "moved" };
  const words = [option, ...(values[option] === undefined ? [] : [values[option]])];
  const { code, err } = await asked(sampleCopy(), LEADS, ...words);
  expect(code).toBe(2);
  expect(err.replaceAll(/\s+/g, " ")).toContain(problem);
});

test("a delegation that failed after it was assigned leaves open what stands of it", async () => {
  const estate = await revoked();
  await writeSnapshot(estate, (azure: AzureResources) => {
    const [definition] = azure.definitions.filter(({ id }) => id.includes(SHOPS));
    if (definition === undefined) throw new Error("nothing is delegated there");
    definition.properties.provisioningState = "Failed";
  });
  const { code, notKnown } = await endIn(estate, LEADS);
  expect(code).toBe(2);
  expect(notKnown).toMatchObject([{ subscriptionId: SHOPS, code: "failed" }]);
});

test("a tenant that did not list its subscriptions may hide others", async () => {
  const estate = await revoked();
  await writeSnapshot(estate, () => {}, { tenantUnread: [notRead("subscriptions", "throttled")] });
  const { code, out } = await asked(estate, LEADS);
  expect(code).toBe(2);
  expect(out).toContain("note: a tenant did not list its subscriptions");
});

test("access on a subscription of no customer counts, and one that definitions grant names the revocation", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, (azure) => {
    const ofShops = (list: AzureResources["definitions"]) =>
      list
        .filter(({ id }) => id.includes(SHOPS))
        .map((each) => JSON.parse(JSON.stringify(each).replaceAll(SHOPS, STRANGER)));
    azure.definitions.push(...ofShops(azure.definitions));
    azure.assignments.push(...ofShops(azure.assignments));
  });
  const { code, out } = await asked(estate, LEADS);
  expect(code).toBe(1);
  expect(out).toContain(`the definitions grant it: keeper revoke ${LEADS} --reason <why>`);
  const { granted } = await endIn(estate, LEADS);
  expect(granted.map(({ customer }) => customer)).toContain("contoso-retail");
});

test("a revocation at one customer ends there alone", async () => {
  const estate = await revoked("--customer", "contoso-retail");
  await writeSnapshot(estate);
  expect((await endIn(estate, LEADS)).granted).toEqual([]);
});

test.each([
  [["nobody"], "is not a principal of this estate"],
  [["1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2299"], "is not a principal of this estate"],
  [[LEADS, "--format", "sarif"], "--principal is reported as text or JSON"],
])("%j is refused: a wrong id would look gone", async (words, problem) => {
  const estate = sampleCopy();
  await writeSnapshot(estate);
  const { code, err } = await asked(estate, ...words);
  expect(code).toBe(2);
  expect(err).toContain(problem);
});
