import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy, snapshot } from "../support/estates.ts";
import { writeSnapshot } from "../support/snapshots.ts";

const CONTOSO = "customers/contoso-retail.ts";
const IMPORTERS = "customers/wide-world-importers.yaml";
const SHOPS = "c2e6d3a1-4b5f-4c7d-9e8f-000000000221";

const leave = (estate: string, customer: string, ...words: readonly string[]) =>
  keeper(estate, ["leave", customer, ...words]);
const text = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");
const EMPTY_STATE = { "state/contoso-retail.tfstate": '{ "version": 4, "resources": [] }' };
const accessOf = async (estate: string) => (await keeper(estate, ["access", "--json"])).out;

test("leaving leaves nothing: two steps, each said, with the customer's file gone at the end", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const first = await leave(estate, "contoso-retail");
  expect([first.code, first.err]).toEqual([0, ""]);
  expect(first.out).toContain(`Step 1 of 2: ${CONTOSO} no longer delegates these subscriptions.`);
  expect(first.out).toContain("What you can remove without the customer");
  expect(first.out).toContain("Registration definitions can be removed by the customer alone");
  expect(text(estate, CONTOSO)).toBe(before[CONTOSO]?.replaceAll(/scopes: \[\{.*\}\]/g, "scopes: []"));
  // until it is synthesized, nothing more is edited
  const early = await leave(estate, "contoso-retail");
  expect(early).toMatchObject({ code: 1, out: expect.stringContaining("keeper synth has not run since") });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(await accessOf(estate)).not.toContain(SHOPS);
  // synthesized is not deployed: no state is no sign that nothing is left
  expect(await leave(estate, "contoso-retail")).toMatchObject({
    code: 1,
    out: expect.stringContaining("nothing shows yet that Azure has none of it"),
  });
  change(estate, EMPTY_STATE);
  const second = await leave(estate, "contoso-retail");
  expect(second).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Step 2 of 2: ${CONTOSO} is removed.`),
  });
  expect(existsSync(join(estate, CONTOSO))).toBe(false);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect(text(estate, "estate.lock.json")).not.toContain("contoso-retail");
  expect((await leave(estate, "contoso-retail")).code).toBe(2);
});

test("a customer with delegations on a subscription that its file forgot is not removed", async () => {
  const estate = sampleCopy({
    [IMPORTERS]: `id: wide-world-importers
name: Wide World Importers
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000404
subscriptions: {}
delegations: []
`,
  });
  const { code, err } = await leave(estate, "wide-world-importers");
  expect([code, err]).toEqual([2, expect.stringContaining("by the lock or the state")]);
  expect(existsSync(join(estate, IMPORTERS))).toBe(true);
});

test("one subscription leaves, and the others keep what they have", async () => {
  const estate = sampleCopy();
  expect((await leave(estate, "contoso-retail", "--subscription", "shops")).code).toBe(0);
  expect(text(estate, CONTOSO)).toContain('scopes: [{ subscription: "warehouse" }]');
  expect(text(estate, CONTOSO)).toContain('scopes: [{ subscription: "sandbox" }]');
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const access = await accessOf(estate);
  expect(access).not.toContain(SHOPS);
  expect(access).toContain("c2e6d3a1-4b5f-4c7d-9e8f-000000000222");
  change(estate, EMPTY_STATE);
  expect((await leave(estate, "contoso-retail", "--subscription", "shops")).out).toContain("Step 2 of 2");
  expect(text(estate, CONTOSO)).not.toContain("shops");
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});

test("a customer in YAML keeps every other line", async () => {
  const estate = sampleCopy();
  const lines = text(estate, IMPORTERS).split("\n");
  expect((await leave(estate, "wide-world-importers")).code).toBe(0);
  const now = text(estate, IMPORTERS).split("\n");
  expect(now).toContain("    scopes: []");
  expect(lines.filter((line) => !now.includes(line)).every((line) => /scopes:|^ {6}|^ {4}#/.test(line))).toBe(
    true,
  );
});

test("removal scripts for the customer are written before the definitions forget what there was", async () => {
  const estate = sampleCopy();
  await leave(estate, "contoso-retail", "--output", "out");
  const files = snapshot(join(estate, "out"));
  expect(Object.keys(files)).toEqual(
    ["sandbox", "shops", "warehouse"].flatMap((name) =>
      ["remove.ps1", "remove.sh"].map((script) => `contoso-retail/${name}/${script}`),
    ),
  );
  expect(files["contoso-retail/shops/remove.sh"]).toContain(`/subscriptions/${SHOPS}`);
});

test("what no literal writes is left alone, with the edit in words", async () => {
  const estate = sampleCopy();
  change(estate, {
    [CONTOSO]: `const SCOPES = [{ subscription: "shops" as const }];\n${text(estate, CONTOSO).replace('scopes: [{ subscription: "shops" }],', "scopes: SCOPES,")}`,
  });
  const before = text(estate, CONTOSO);
  const { code, err } = await leave(estate, "contoso-retail", "--subscription", "shops");
  expect([code, err]).toEqual([2, expect.stringContaining("no scopes on shops")]);
  expect(text(estate, CONTOSO)).toBe(before);
});

test.each<[string, readonly string[], string]>([
  ["an unknown subscription", ["--subscription", "shop"], "lists no subscription"],
  ["a read-back that is missing", ["--read-back", "nothing.json"], "cannot be read"],
  ["a snapshot that is none", ["--from", "offers"], "cannot be read"],
])("keeper leave refuses %s and edits nothing", async (_, words, problem) => {
  const estate = sampleCopy();
  const before = text(estate, CONTOSO);
  const { code, err } = await leave(estate, "contoso-retail", ...words);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  expect(text(estate, CONTOSO)).toBe(before);
});

/** An estate whose customer deploys itself, after step 1. */
async function afterFirstStep(): Promise<string> {
  const estate = sampleCopy();
  change(estate, { [CONTOSO]: text(estate, CONTOSO).replace("tags:", 'deployedBy: "customer",\n  tags:') });
  for (const words of [["synth"], ["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  return estate;
}

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000202";
const readBack = (subscription: string, changes: object = {}) =>
  JSON.stringify({
    version: 1,
    tenant: TENANT,
    subscription,
    at: "2026-11-23T12:00:00Z",
    resources: [
      {
        id: `/subscriptions/${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/x`,
        before: true,
        after: false,
        ...changes,
      },
    ],
  });
const SUBSCRIPTIONS = ["221", "222", "223"].map((end) => `c2e6d3a1-4b5f-4c7d-9e8f-000000000${end}`);

test("where the customer deploys, the second step waits for what its scripts read back", async () => {
  const estate = await afterFirstStep();
  const waiting = await leave(estate, "contoso-retail");
  expect(waiting).toMatchObject({ code: 1, out: expect.stringContaining("nothing shows yet") });
  SUBSCRIPTIONS.forEach((id, index) => {
    writeFileSync(join(estate, `removed-${index}.json`), readBack(id));
  });
  const files = ["removed-0.json", "removed-1.json"];
  expect((await leave(estate, "contoso-retail", "--read-back", ...files)).code).toBe(1);
  const words = ["--read-back", ...files, "removed-2.json", "--certificate", "certificate.md"];
  expect((await leave(estate, "contoso-retail", ...words)).code).toBe(0);
  expect(existsSync(join(estate, CONTOSO))).toBe(false);
  const certificate = text(estate, "certificate.md");
  expect(certificate).toContain("# Delegations of contoso-retail: ended, as read in the customer's tenant");
  expect(certificate).toContain("| there | not there |");
});

test("a read-back of something left, of another tenant or of another subscription ends nothing", async () => {
  const estate = await afterFirstStep();
  writeFileSync(join(estate, "left.json"), readBack(SHOPS, { after: true }));
  const left = await leave(
    estate,
    "contoso-retail",
    ...["--subscription", "shops", "--read-back", "left.json", "--certificate", "c.md"],
  );
  expect(left.code).toBe(1);
  expect(text(estate, "c.md")).toContain("# Delegations of contoso-retail: not ended");
  for (const foreign of [
    readBack(SHOPS).replace(TENANT, "b1d5c2f0-3a4e-4b6c-8d7e-000000000999"),
    readBack("c2e6d3a1-4b5f-4c7d-9e8f-000000000999"),
    readBack(SHOPS, { id: `/subscriptions/${SUBSCRIPTIONS[1]}/x` }),
    readBack(SHOPS).replace('"version":1', '"version":2'),
    "{}",
  ]) {
    writeFileSync(join(estate, "foreign.json"), foreign);
    expect((await leave(estate, "contoso-retail", "--read-back", "foreign.json")).code).toBe(2);
  }
  expect(existsSync(join(estate, CONTOSO))).toBe(true);
});

test("from the provider's side a certificate says only that nothing is visible any more", async () => {
  const estate = sampleCopy();
  change(estate, { [CONTOSO]: text(estate, CONTOSO).replace("tags:", 'deployedBy: "customer",\n  tags:') });
  const hidden = Object.fromEntries(
    SUBSCRIPTIONS.map((id) => [id, notRead("registration-definitions", "not-delegated")]),
  );
  await writeSnapshot(
    estate,
    (azure) => {
      for (const list of ["definitions", "assignments"] as const)
        azure[list] = azure[list].filter(({ id }) => !SUBSCRIPTIONS.some((each) => id.includes(each)));
    },
    { unread: hidden },
  );
  for (const words of [["synth"], ["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  const words = ["--from", "azure", "--certificate", "c.md"];
  expect((await leave(estate, "contoso-retail", ...words)).code).toBe(0);
  expect(text(estate, "c.md")).toContain("# Delegations of contoso-retail: no longer visible to us");
  expect(text(estate, "c.md")).toContain("No longer visible to us since");
  expect(text(estate, "c.md")).not.toContain("ended");
});

test("a snapshot that still has the delegation keeps the second step waiting", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {});
  for (const words of [["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  expect((await leave(estate, "contoso-retail", "--from", "azure")).code).toBe(1);
  expect(existsSync(join(estate, CONTOSO))).toBe(true);
});
