import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";

const read = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");
/** A customer that delegates something new. */
const NEW_CUSTOMER = `id: new-customer
name: New Customer
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000909
subscriptions: { main: c2e6d3a1-4b5f-4c7d-9e8f-000000000999 }
delegations:
  - { offer: managed-operations, plan: complete, version: 1.1.0, scopes: [{ subscription: main }] }
`;
const BROKEN = "id: broken\nname: [\n";

/** A sample estate that was synthesized once. */
async function synthesized(): Promise<string> {
  const estate = sampleCopy();
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  return estate;
}

test("keeper synth prints who gets which role where, and writes a stack for each customer", async () => {
  const estate = sampleCopy();
  const { code, out, err } = await keeper(estate, ["synth"]);
  expect(code).toBe(0);
  await expect(`${out}---\n${err}`).toMatchFileSnapshot(
    join(REPOSITORY, "test", "golden", "cli", "synth.txt"),
  );
  const manifest = JSON.parse(read(estate, "cdktf.out/manifest.json"));
  expect(Object.keys(manifest.stacks)).toHaveLength(6);
  for (const [name, stack] of Object.entries<{ synthesizedStackPath: string }>(manifest.stacks)) {
    const golden = join(REPOSITORY, "test", "golden", `${name}.tf.json`);
    expect(read(estate, join("cdktf.out", stack.synthesizedStackPath))).toBe(readFileSync(golden, "utf8"));
  }
});

test("keeper synth writes the same bytes with its own encoder, chosen by the estate or by the option", async () => {
  const estate = await synthesized();
  const written = snapshot(join(estate, "cdktf.out"));
  const settings = read(estate, "estate.ts");
  change(estate, { "estate.ts": settings.replace("defineEstate({", 'defineEstate({ engine: "json",') });
  rmSync(join(estate, "cdktf.out"), { recursive: true });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(written);
  change(estate, { "estate.ts": settings });
  rmSync(join(estate, "cdktf.out"), { recursive: true });
  expect((await keeper(estate, ["synth", "--engine", "json"])).code).toBe(0);
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(written);
  const unknown = await keeper(estate, ["synth", "--engine", "pulumi"]);
  expect([unknown.code, unknown.err]).toEqual([
    2,
    expect.stringContaining("Allowed choices are cdktf, cdktn, json"),
  ]);
});

test("keeper synth leaves the lock of this repository as it is: it is current", async () => {
  const estate = await synthesized();
  expect(read(estate, "estate.lock.json")).toBe(read(REPOSITORY, "estate.lock.json"));
});

test("keeper synth writes the same bytes wherever the estate lies, and no path of the machine", async () => {
  const [first, second] = [
    snapshot(join(await synthesized(), "cdktf.out")),
    snapshot(join(await synthesized(), "cdktf.out")),
  ];
  expect(second).toEqual(first);
  for (const text of Object.values(first)) expect(text).not.toContain(REPOSITORY);
});

test("keeper synth writes nothing on an error: what was there stays byte for byte", async () => {
  const estate = await synthesized();
  const before = snapshot(estate);
  change(estate, { "customers/broken.yaml": BROKEN });
  const { code, out, err } = await keeper(estate, ["synth"]);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("LH069 customers/broken.yaml");
  expect(err).toContain("nothing was written");
  expect(snapshot(estate)).toEqual({ ...before, "customers/broken.yaml": BROKEN });
});

test("keeper synth makes no output folder on an error", async () => {
  const estate = sampleCopy({ "customers/broken.yaml": BROKEN });
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  expect(existsSync(join(estate, "cdktf.out"))).toBe(false);
});

test.each([
  ["on the command line", ["synth", "fabrikam"], {}],
  ["in KEEPER_CUSTOMERS", ["synth"], { KEEPER_CUSTOMERS: " fabrikam, " }],
])(
  "keeper synth of one customer %s is not stopped by another's file, and leaves the others in place",
  async (_, words, environment) => {
    const estate = await synthesized();
    const before = snapshot(join(estate, "cdktf.out"));
    change(estate, {
      "customers/contoso-retail.ts": "export default (",
      "customers/wide-world-importers.yaml": BROKEN,
      "offers/draft.ts": "throw new Error('draft')",
    });
    const { code, out, err } = await keeper(estate, words, environment);
    expect(code).toBe(0);
    expect(out).toContain("1 stack written to cdktf.out; 5 other stacks kept");
    expect(err).toContain("skipped, because they need the whole estate: LH060");
    const after = snapshot(join(estate, "cdktf.out"));
    expect({ ...after, "keeper.json": "" }).toEqual({ ...before, "keeper.json": "" });
    expect(JSON.parse(after["keeper.json"] ?? "")).toMatchObject({
      selection: "selected",
      customers: ["fabrikam"],
      kept: ["city-of-adatum", "contoso-retail", "proseware", "tailwind-traders", "wide-world-importers"],
    });
  },
);

test("keeper synth of a customer finds it in a file with another name", async () => {
  const estate = await synthesized();
  const text = read(estate, "customers/fabrikam.ts");
  change(estate, { "customers/fabrikam.ts": undefined, "customers/other-name.ts": text });
  expect(await keeper(estate, ["synth", "fabrikam"])).toMatchObject({ code: 0 });
});

test("keeper synth of an unknown customer could not run, and suggests a near one", async () => {
  const { code, err } = await keeper(sampleCopy(), ["synth", "fabricam"]);
  expect(code).toBe(2);
  expect(err).toContain("did you mean fabrikam?");
});

test("keeper synth of a customer is stopped by that customer's own error", async () => {
  const estate = sampleCopy({ "customers/wide-world-importers.yaml": BROKEN });
  expect((await keeper(estate, ["synth", "wide-world-importers"])).code).toBe(1);
});

test("keeper synth of a customer is not stopped by a version that it does not take", async () => {
  const estate = sampleCopy();
  const offer = read(estate, "offers/managed-operations.ts");
  change(estate, {
    "offers/managed-operations.ts": offer.replace(
      '"1.0.0": { includes: [baseline] },',
      '"1.0.0": { includes: [baseline] },\n"9.0.0": {},',
    ),
  });
  expect((await keeper(estate, ["synth"])).err).toContain("error LH014");
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(0);
});

// data files are read anew by every run; a module is loaded once in a process
const customerYaml = (scopes: string, subscriptions = "production: c2e6d3a1-4b5f-4c7d-9e8f-000000000111") => `
id: fabrikam
name: Fabrikam Logistics
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101
subscriptions: { ${subscriptions} }
delegations: [{ offer: managed-operations, plan: complete, version: 1.1.0, scopes: ${scopes} }]
`;
const DELEGATED = "[{ subscription: production }]";

/** The sample estate with Fabrikam as data, synthesized once. */
async function synthesizedWithData(): Promise<string> {
  const estate = sampleCopy({
    "customers/fabrikam.ts": undefined,
    "customers/fabrikam.yaml": customerYaml(DELEGATED),
  });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  return estate;
}

test("a customer whose file is deleted is an error with the way out, and the way out works", async () => {
  const estate = await synthesizedWithData();
  change(estate, { "customers/fabrikam.yaml": undefined });
  const naive = await keeper(estate, ["synth"]);
  expect(naive.code).toBe(1);
  expect(naive.err).toContain("error LH063");
  expect(naive.err).toContain("scopes: []");
  change(estate, { "customers/fabrikam.yaml": customerYaml("[]") });
  expect((await keeper(estate, ["synth"])).out).toContain(
    "took managed-operations/complete@1.1.0; 1 subscription listed",
  );
  change(estate, { "customers/fabrikam.yaml": undefined });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(existsSync(join(estate, "cdktf.out/stacks/fabrikam"))).toBe(false);
});

test("a subscription that is dropped with its delegations is an error, and passes once they were emptied", async () => {
  const estate = await synthesizedWithData();
  change(estate, { "customers/fabrikam.yaml": customerYaml("[]", "") });
  for (const words of [["synth"], ["synth", "fabrikam"]]) {
    expect(await keeper(estate, words)).toMatchObject({
      code: 1,
      err: expect.stringContaining("error LH065"),
    });
  }
  change(estate, { "customers/fabrikam.yaml": customerYaml("[]") });
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(0);
  change(estate, { "customers/fabrikam.yaml": customerYaml("[]", "") });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});

test("a delegation that was emptied but not deployed keeps its customer, where state is local", async () => {
  const estate = await synthesizedWithData();
  const scope = "/subscriptions/c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
  const state = {
    resources: [{ type: "azurerm_lighthouse_definition", instances: [{ attributes: { scope } }] }],
  };
  change(estate, {
    "state/fabrikam.tfstate": JSON.stringify(state),
    "customers/fabrikam.yaml": customerYaml("[]"),
  });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  change(estate, { "customers/fabrikam.yaml": undefined });
  expect(await keeper(estate, ["synth"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("error LH070"),
  });
  change(estate, { "state/fabrikam.tfstate": JSON.stringify({ resources: [] }) });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});

test("a changed id is an error without formerId, and with it prints how to move the state", async () => {
  const estate = await synthesizedWithData();
  const renamed = customerYaml(DELEGATED).replace("id: fabrikam", "id: fabrikam-group");
  change(estate, { "customers/fabrikam.yaml": undefined, "customers/fabrikam-group.yaml": renamed });
  expect(await keeper(estate, ["synth"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("error LH064"),
  });
  change(estate, { "customers/fabrikam-group.yaml": `formerId: fabrikam${renamed}` });
  const { code, out } = await keeper(estate, ["synth"]);
  expect(code).toBe(0);
  expect(out).toContain("mv state/fabrikam.tfstate state/fabrikam-group.tfstate");
  expect(JSON.parse(read(estate, "estate.lock.json")).customers).not.toHaveProperty("fabrikam");
});

test("local state is refused in continuous integration, unless the estate allows it", async () => {
  const estate = sampleCopy({ "estate.ts": "export default {};\n" });
  expect(await keeper(estate, ["synth"], { CI: "true" })).toMatchObject({
    code: 1,
    err: expect.stringContaining("error LH067"),
  });
  expect((await keeper(estate, ["synth"], { TF_BUILD: "True" })).code).toBe(1);
  expect((await keeper(estate, ["synth"], { CI: "false" })).code).toBe(0);
  expect((await keeper(sampleCopy(), ["synth"], { CI: "true" })).code).toBe(0);
});

test("a committed provider lock is placed beside every stack", async () => {
  const lock = 'provider "registry.terraform.io/hashicorp/azurerm" {}\n';
  const estate = sampleCopy({ ".terraform.lock.hcl": lock });
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const placed = Object.entries(snapshot(join(estate, "cdktf.out"))).filter(([path]) =>
    path.endsWith(".lock.hcl"),
  );
  expect(placed.map(([, text]) => text)).toEqual(Array.from({ length: 6 }, () => lock));
});

test("keeper synth --json tells what the text tells", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, ["synth", "--json"]);
  const report = JSON.parse(out);
  expect(code).toBe(0);
  expect(report.findings).toMatchObject([
    { code: "LH025", severity: "warning", line: 15, accepted: expect.any(String) },
  ]);
  expect(report.written).toEqual(JSON.parse(read(estate, "cdktf.out/keeper.json")));
  const fabrikam = report.customers.find(({ id }: { id: string }) => id === "fabrikam");
  expect(fabrikam.access).toHaveLength(7);
});

test("under the cdktf CLI only what needs somebody is printed, and the stacks go where it says", async () => {
  const estate = sampleCopy();
  const { code, out, err } = await keeper(estate, ["synth"], { CDKTF_OUTDIR: "elsewhere" });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: "" });
  expect(existsSync(join(estate, "elsewhere/manifest.json"))).toBe(true);
});

test("HCL output is refused plainly", async () => {
  expect(await keeper(sampleCopy(), ["synth"], { SYNTH_HCL_OUTPUT: "true" })).toMatchObject({ code: 2 });
});

test("KEEPER_IMPORT brings import blocks for what it names, and refuses what it cannot know", async () => {
  const estate = sampleCopy();
  const stack = () => JSON.parse(readFileSync(join(estate, "cdktf.out/stacks/fabrikam/cdk.tf.json"), "utf8"));
  expect((await keeper(estate, ["synth"], { KEEPER_IMPORT: "fabrikam" })).code).toBe(0);
  expect(stack().import.map(({ to }: { to: string }) => to)).toEqual([
    "azurerm_lighthouse_definition.managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111",
    "azurerm_lighthouse_assignment.managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111",
  ]);
  const written = snapshot(join(estate, "cdktf.out"));
  const unknown = await keeper(estate, ["synth"], { KEEPER_IMPORT: "fabrikan" });
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('KEEPER_IMPORT names "fabrikan"');
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(written);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(stack().import).toBeUndefined();
});

test("inside a sandbox stacks and lock are written there, and nothing in the estate", async () => {
  const estate = sampleCopy();
  const sandbox = temporaryFolder();
  const before = snapshot(estate);
  const run = await keeper(estate, ["synth"], {
    KEEPER_SANDBOX: sandbox,
    CDKTF_OUTDIR: join(estate, "cdktf.out"),
  });
  expect(run.code).toBe(0);
  expect(snapshot(estate)).toEqual(before);
  expect(Object.keys(snapshot(sandbox))).toContain("cdktf.out/stacks/fabrikam/cdk.tf.json");
  expect(Object.keys(snapshot(sandbox))).toContain("estate.lock.json");
  // the same bytes as outside: state lies beside the output there too
  await keeper(estate, ["synth"]);
  expect(snapshot(join(sandbox, "cdktf.out"))).toEqual(snapshot(join(estate, "cdktf.out")));
});

test("a selected synth takes over nobody else's state, and needs a former id as a complete one does", async () => {
  const estate = await synthesized();
  const lock = read(estate, "estate.lock.json");
  const newco = (formerId: string, tenantId: string) => `id: newco
name: Newco
${formerId}tenantId: ${tenantId}
subscriptions: { production: c2e6d3a1-4b5f-4c7d-9e8f-000000000111 }
delegations: []
`;
  const tenant = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
  change(estate, { "customers/newco.yaml": newco("formerId: fabrikam\n", tenant) });
  const inUse = await keeper(estate, ["synth", "newco"]);
  expect(inUse.code).toBe(1);
  expect(inUse.err).toContain("LH062 customers/newco.yaml:3");
  change(estate, { "customers/fabrikam.ts": undefined, "customers/newco.yaml": newco("", tenant) });
  const unnamed = await keeper(estate, ["synth", "newco"]);
  expect(unnamed.code).toBe(1);
  expect(unnamed.err).toContain("LH064 customers/newco.yaml:1");
  const stranger = newco("formerId: fabrikam\n", "b1d5c2f0-3a4e-4b6c-8d7e-000000000999");
  change(estate, { "customers/newco.yaml": stranger });
  expect((await keeper(estate, ["synth", "newco"])).err).toContain("which was a customer of another tenant");
  expect(read(estate, "estate.lock.json")).toBe(lock);
  change(estate, { "customers/newco.yaml": newco("formerId: fabrikam\n", tenant) });
  const moved = await keeper(estate, ["synth", "newco"]);
  expect(moved.code).toBe(0);
  expect(moved.out).toContain("mv state/fabrikam.tfstate state/newco.tfstate");
});

test("a revocation goes on though the offer's file and another customer's lock entry are broken", async () => {
  const estate = await synthesized();
  const lock = JSON.parse(read(estate, "estate.lock.json"));
  lock.customers["contoso-retail"].tenantId = "x";
  change(estate, {
    "customers/fabrikam.ts": undefined,
    "customers/fabrikam.yaml": `id: fabrikam
name: Fabrikam Logistics
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101
subscriptions: { production: c2e6d3a1-4b5f-4c7d-9e8f-000000000111 }
delegations:
  - { offer: managed-operations, plan: complete, version: 1.1.0, scopes: [] }
`,
    "offers/managed-operations.ts": "export default (",
    "estate.lock.json": JSON.stringify(lock),
  });
  expect((await keeper(estate, ["synth"])).code).toBe(2);
  const revoked = await keeper(estate, ["synth", "fabrikam"]);
  expect(revoked.err).not.toContain("error LH");
  expect(revoked.code).toBe(0);
  expect(revoked.out).toContain("nothing delegated");
});

test("KEEPER_CUSTOMERS that names nobody does not mean everybody", async () => {
  const estate = sampleCopy();
  for (const variable of [",", " , ", " "]) {
    const run = await keeper(estate, ["synth"], { KEEPER_CUSTOMERS: variable });
    expect(run.code).toBe(2);
    expect(run.err).toContain("KEEPER_CUSTOMERS is set but names no customer");
  }
  expect((await keeper(estate, ["synth"], { KEEPER_CUSTOMERS: "" })).code).toBe(0);
});

test("a folder in the way of one stack leaves every other stack as it was", async () => {
  const estate = await synthesized();
  const stack = "cdktf.out/stacks/tailwind-traders/cdk.tf.json";
  rmSync(join(estate, stack));
  change(estate, { [`${stack}/x`]: "" });
  const before = snapshot(join(estate, "cdktf.out"));
  change(estate, { "customers/new.yaml": NEW_CUSTOMER });
  const run = await keeper(estate, ["synth"]);
  expect(run.code).toBe(2);
  expect(run.err).toContain("there is a folder at");
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(before);
});

test("local state may not lie among the stacks, whatever their folder is called", async () => {
  const estate = sampleCopy({
    "cdktf.json": '{ "output": "build" }',
    "estate.ts": undefined,
    "estate.yaml": "state: { backend: local, folder: build/stacks/x }\n",
  });
  const run = await keeper(estate, ["synth"]);
  expect(run.code).toBe(1);
  expect(run.err).toContain("LH069 estate.yaml:1 state.folder");
});

test.each([
  [
    "an entry twice, as a merge that keeps both sides leaves it",
    (lock: string) => lock.replace(/^( *"fabrikam".*\n)/m, "$1$1"),
  ],
  ["a conflict", (lock: string) => lock.replace(/^( *"fabrikam".*\n)/m, "<<<<<<< HEAD\n$1=======\n")],
])("a lock with %s stops everything, and says what to do", async (_, broken) => {
  const estate = await synthesized();
  change(estate, { "estate.lock.json": broken(read(estate, "estate.lock.json")) });
  const before = snapshot(estate);
  const run = await keeper(estate, ["synth", "fabrikam"]);
  expect(run.code).toBe(2);
  expect(run.err).toContain("keep one line for each customer");
  expect(snapshot(estate)).toEqual(before);
});

test("a lock that is a link to nowhere is not taken for an estate that was never synthesized", async () => {
  const estate = await synthesized();
  rmSync(join(estate, "estate.lock.json"));
  symlinkSync(join(estate, "nowhere"), join(estate, "estate.lock.json"));
  expect((await keeper(estate, ["synth"])).code).toBe(2);
});
