import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy, snapshot } from "../support/estates.ts";
import { readBackOf } from "../support/read-backs.ts";
import { type AzureResources, writeSnapshot } from "../support/snapshots.ts";

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

const NAMES = ["shops", "warehouse", "sandbox"];
const SUBSCRIPTIONS = ["221", "222", "223"].map((end) => `c2e6d3a1-4b5f-4c7d-9e8f-000000000${end}`);
const ofCats = (id: string) => ({ id, before: false, after: false });

test("where the customer deploys, the second step waits for what its scripts read back", async () => {
  const estate = await afterFirstStep();
  const waiting = await leave(estate, "contoso-retail");
  expect(waiting).toMatchObject({ code: 1, out: expect.stringContaining("nothing shows yet") });
  NAMES.forEach((name, index) => {
    writeFileSync(join(estate, `removed-${index}.json`), JSON.stringify(readBackOf(estate, name)));
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

test("a read-back of something left shows that it is not ended", async () => {
  const estate = await afterFirstStep();
  const { resources, ...rest } = readBackOf(estate, "shops");
  const left = resources.map((each, index) => ({ ...each, after: index === 0 }));
  writeFileSync(join(estate, "left.json"), JSON.stringify({ ...rest, resources: left }));
  const { code } = await leave(
    estate,
    "contoso-retail",
    ...["--subscription", "shops", "--read-back", "left.json", "--certificate", "c.md"],
  );
  expect(code).toBe(1);
  expect(text(estate, "c.md")).toContain("# Delegations of contoso-retail: not ended");
});

test("a read-back about anything else, or of another day, ends nothing and gives no certificate", async () => {
  const estate = await afterFirstStep();
  const removed = readBackOf(estate, "shops");
  expect(removed.resources.length).toBeGreaterThan(2);
  const cats = ofCats(`/subscriptions/${SHOPS}/resourceGroups/cats`);
  const other = "c2e6d3a1-4b5f-4c7d-9e8f-000000000999";
  const refused: readonly (readonly [object, string])[] = [
    [{ ...removed, tenant: other }, "another subscription"],
    [{ ...removed, subscription: other }, "another subscription"],
    [{ ...removed, resources: [ofCats(`/subscriptions/${SUBSCRIPTIONS[1]}/x`)] }, "another subscription"],
    [{ ...removed, version: 2 }, "is no read-back"],
    [{}, "is no read-back"],
    [{ ...removed, resources: [] }, "is no read-back"],
    [{ ...removed, resources: [cats] }, "does not name"],
    [{ ...removed, resources: removed.resources.slice(1) }, "does not name"],
    [{ ...removed, resources: [...removed.resources, cats] }, "no part of a delegation"],
    [{ ...removed, at: "2019-01-01T00:00:00Z" }, "before step 1 of 2026-11-23"],
    [{ ...removed, at: "2026-11-24T00:00:00Z" }, "today is 2026-11-23"],
  ];
  const before = snapshot(estate);
  for (const [document, problem] of refused) {
    writeFileSync(join(estate, "foreign.json"), JSON.stringify(document));
    const words = ["--subscription", "shops", "--read-back", "foreign.json", "--certificate", "c.md"];
    expect(await leave(estate, "contoso-retail", ...words)).toMatchObject({
      code: 2,
      err: expect.stringContaining(problem),
    });
  }
  rmSync(join(estate, "foreign.json"));
  expect(snapshot(estate)).toEqual(before);
});

test("what was delegated is not guessed: without the lock's record, a read-back is refused", async () => {
  const estate = await afterFirstStep();
  writeFileSync(join(estate, "removed.json"), JSON.stringify(readBackOf(estate, "shops")));
  const lock = JSON.parse(text(estate, "estate.lock.json"));
  delete lock.customers["contoso-retail"].leaving;
  change(estate, { "estate.lock.json": JSON.stringify(lock) });
  const words = ["--subscription", "shops", "--read-back", "removed.json"];
  expect(await leave(estate, "contoso-retail", ...words)).toMatchObject({
    code: 2,
    err: expect.stringContaining("does not say what was delegated"),
  });
});

test("there is no certificate while the definitions still delegate, and nothing is edited", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const words = ["--subscription", "shops", "--certificate", "c.md"];
  const { code, err } = await leave(estate, "contoso-retail", ...words);
  expect([code, err]).toEqual([2, expect.stringContaining("still delegate shops")]);
  expect(err).toContain("keeper leave contoso-retail --subscription shops without --certificate");
  expect(snapshot(estate)).toEqual(before);
});

test("between both steps there is no certificate, because nothing shows what is left", async () => {
  const estate = sampleCopy();
  const refusedNow = async (names: string) => {
    const before = snapshot(estate);
    const { code, err } = await leave(estate, "contoso-retail", "--certificate", "c.md");
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`not shown that the delegations of ${names} ended`),
    ]);
    expect(snapshot(estate)).toEqual(before);
  };
  expect((await leave(estate, "contoso-retail")).code).toBe(0);
  await refusedNow("shops, warehouse, sandbox");
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  await refusedNow("shops, warehouse, sandbox");
});

test("a certificate from the state alone says that Azure was not read", async () => {
  const estate = sampleCopy();
  for (const words of [["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  change(estate, EMPTY_STATE);
  const { code, out } = await leave(estate, "contoso-retail", "--certificate", "c.md");
  expect([code, out]).toEqual([0, expect.stringContaining("Azure was not read")]);
  expect(out).not.toContain("nothing is left\n");
  const [title] = text(estate, "c.md").split("\n");
  expect(title).toBe(
    "# Delegations of contoso-retail: no longer in Terraform's state of our deployment; Azure was not read",
  );
});

test.each(["missing/c.md", "offers"])(
  "where the certificate cannot be written to %s, nothing is edited",
  async (file) => {
    const estate = sampleCopy();
    for (const words of [["leave", "contoso-retail"], ["synth"]])
      expect((await keeper(estate, words)).code).toBe(0);
    change(estate, EMPTY_STATE);
    const before = snapshot(estate);
    const { code, err } = await leave(estate, "contoso-retail", "--certificate", file);
    expect([code, err]).toEqual([2, expect.stringContaining("nothing was edited")]);
    expect(snapshot(estate)).toEqual(before);
    expect((await leave(estate, "contoso-retail", "--certificate", "c.md")).code).toBe(0);
    expect(Object.keys(snapshot(estate)).filter((each) => /c\.md|\.tmp$/.test(each))).toEqual(["c.md"]);
  },
);

test("where the second step cannot be made, there is no certificate of it", async () => {
  const estate = sampleCopy();
  for (const words of [["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  const written = text(estate, CONTOSO);
  const list = /subscriptions: (\{[^}]*\})/.exec(written)?.[1] ?? "";
  change(estate, {
    ...EMPTY_STATE,
    [CONTOSO]: `const LISTED = ${list};\n${written.replace(`subscriptions: ${list}`, "subscriptions: LISTED")}`,
  });
  const before = snapshot(estate);
  const words = ["--subscription", "shops", "--certificate", "c.md"];
  const { code, err } = await leave(estate, "contoso-retail", ...words);
  expect([code, err]).toEqual([2, expect.stringContaining("no subscriptions shops")]);
  expect(snapshot(estate)).toEqual(before);
});

test("the next command names the subscriptions of this run, and without them mixed steps are refused", async () => {
  const estate = sampleCopy();
  const first = await leave(estate, "contoso-retail", "--subscription", "shops", "sandbox");
  expect(first.out).toContain("then: keeper leave contoso-retail --subscription shops sandbox\n");
  const waiting = await leave(estate, "contoso-retail", "--subscription", "shops");
  expect(waiting.out).toContain("then: keeper leave contoso-retail --subscription shops\n");
  const before = snapshot(estate);
  const { code, err } = await leave(estate, "contoso-retail");
  expect([code, err]).toEqual([2, expect.stringContaining("are at different steps")]);
  expect(err).toContain("run keeper leave contoso-retail --subscription shops sandbox to go on");
  expect(err).toContain("or keeper leave contoso-retail --subscription warehouse to end more");
  expect(snapshot(estate)).toEqual(before);
});

test.each([
  ["wider", (list: AzureResources["definitions"]) => list],
  [
    "gone",
    (list: AzureResources["definitions"]) => list.filter(({ id }) => !id.includes(SUBSCRIPTIONS[1] ?? "")),
  ],
])(
  "a customer with a deviation (Azure's delegation is %s) leaves, and the deviation goes with it",
  async (kind, left) => {
    const estate = sampleCopy();
    await writeSnapshot(estate, (azure) => {
      const found = azure.definitions.find(({ id }) => id.includes(SUBSCRIPTIONS[1] ?? ""));
      if (kind === "wider")
        found?.properties.authorizations.push({
          principalId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202",
          roleDefinitionId: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
        });
      for (const list of ["definitions", "assignments"] as const) azure[list] = left(azure[list]);
    });
    const allowed = ["--allow", "--reason", "asked for", "--by", "Kim", "--until", "2027-01-31"];
    for (const words of [["drift", "contoso-retail", "--from", "azure", ...allowed], ["synth"]])
      expect(await keeper(estate, words)).toMatchObject({ code: 0 });
    const [file = "none"] = readdirSync(join(estate, "deviations"));
    const other = await leave(estate, "contoso-retail", "--subscription", "shops");
    expect(other.out).not.toContain("deviations/");
    const { code, out } = await leave(estate, "contoso-retail", "--subscription", "warehouse");
    expect([code, out]).toEqual([0, expect.stringContaining(`  deviations/${file}\n`)]);
    expect(readdirSync(join(estate, "deviations"))).toEqual([]);
    expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  },
);

/** Writes a snapshot of the provider's side in which nothing of contoso-retail is visible. */
async function writeHidden(estate: string, day: string): Promise<void> {
  const hidden = Object.fromEntries(
    SUBSCRIPTIONS.map((id) => [id, notRead("registration-definitions", "not-delegated")]),
  );
  await writeSnapshot(
    estate,
    (azure) => {
      for (const list of ["definitions", "assignments"] as const)
        azure[list] = azure[list].filter(({ id }) => !SUBSCRIPTIONS.some((each) => id.includes(each)));
    },
    { unread: hidden, day },
  );
}

test("without a record of the first step, no snapshot shows that a subscription ended", async () => {
  const estate = sampleCopy();
  change(estate, {
    [CONTOSO]: text(estate, CONTOSO)
      .replace("tags:", 'deployedBy: "customer",\n  tags:')
      .replaceAll(/scopes: \[\{.*\}\]/g, "scopes: []"),
  });
  await writeHidden(estate, "2020-01-02");
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const before = snapshot(estate);
  const words = ["--from", "azure", "--certificate", "c.md"];
  const { code, err } = await leave(estate, "contoso-retail", ...words);
  expect([code, err]).toEqual([2, expect.stringContaining("nor the day of step 1")]);
  expect(snapshot(estate)).toEqual(before);
});

test("a snapshot is compared with the first step of each subscription, also of one without delegations", async () => {
  const estate = sampleCopy();
  change(estate, {
    [CONTOSO]: text(estate, CONTOSO)
      .replace("tags:", 'deployedBy: "customer",\n  tags:')
      .replace('scopes: [{ subscription: "sandbox" }]', "scopes: []"),
  });
  await writeHidden(estate, "2026-11-23");
  for (const words of [["synth"], ["leave", "contoso-retail", "--subscription", ...NAMES], ["synth"]])
    expect(await keeper(estate, words)).toMatchObject({ code: 0 });
  const lock = text(estate, "estate.lock.json");
  const { leaving } = JSON.parse(lock).customers["contoso-retail"];
  const sandbox = { since: "2026-11-23", resources: [] };
  expect(leaving).toMatchObject({ [SUBSCRIPTIONS[2] ?? ""]: sandbox });
  const older = { ...leaving, [SHOPS]: { ...leaving[SHOPS], since: "2026-11-01" } };
  delete older[SUBSCRIPTIONS[1] ?? ""];
  const edited = JSON.parse(lock);
  edited.customers["contoso-retail"].leaving = older;
  change(estate, { "estate.lock.json": JSON.stringify(edited) });
  const { code, err } = await leave(estate, "contoso-retail", "--from", "azure");
  expect([code, err]).toEqual([2, expect.stringContaining(`was delegated on ${SUBSCRIPTIONS[1]}`)]);
  change(estate, { "estate.lock.json": lock });
  expect((await leave(estate, "contoso-retail", "--from", "azure")).code).toBe(0);
});

test("from the provider's side a certificate says only that nothing is visible any more", async () => {
  const estate = sampleCopy();
  change(estate, { [CONTOSO]: text(estate, CONTOSO).replace("tags:", 'deployedBy: "customer",\n  tags:') });
  await writeHidden(estate, "2026-11-23");
  for (const words of [["synth"], ["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  const words = ["--from", "azure", "--certificate", "c.md"];
  const later = readFileSync(join(estate, "azure/snapshot.json"), "utf8");
  for (const [day, problem] of [
    ["2026-11-22", "before step 1 of 2026-11-23"],
    ["2026-11-24", "today is 2026-11-23"],
  ] as const) {
    change(estate, { "azure/snapshot.json": later.replaceAll("2026-11-23T", `${day}T`) });
    const { code, err } = await leave(estate, "contoso-retail", ...words);
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  }
  change(estate, { "azure/snapshot.json": later });
  const { code, out } = await leave(estate, "contoso-retail", ...words);
  expect(code).toBe(0);
  // the terminal says no more than the certificate
  expect(out).toContain(`shops (${SHOPS}): no longer visible to us; what the customer's tenant still has`);
  expect(out).not.toContain("nothing is left");
  expect(text(estate, "c.md")).toContain("# Delegations of contoso-retail: no longer visible to us");
  expect(text(estate, "c.md")).toContain("No longer visible to us since");
  expect(text(estate, "c.md")).not.toContain("ended");
});

test("a snapshot that still has the delegation keeps the second step waiting", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, { day: "2026-11-23" });
  for (const words of [["leave", "contoso-retail"], ["synth"]])
    expect((await keeper(estate, words)).code).toBe(0);
  expect((await leave(estate, "contoso-retail", "--from", "azure")).code).toBe(1);
  expect(existsSync(join(estate, CONTOSO))).toBe(true);
});
