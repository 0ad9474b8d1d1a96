import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { fleetJsonSchema } from "../../lib/formats/fleet/fleet-json-schema.ts";
import { change, keeper, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";

const SELF = "customers/wide-world-importers.yaml";
const OFFER = "offers/managed-operations.ts";
const original = (file: string) => readFileSync(join(REPOSITORY, file), "utf8");
const folder = temporaryFolder(afterAll);
let made: Promise<string> | undefined;

/** The output of the sample estate, made once. */
function baseOutput(): Promise<string> {
  made ??= outputOf({}, join(folder, "base"));
  return made;
}

async function outputOf(
  files: Readonly<Record<string, string | undefined>>,
  estate?: string,
): Promise<string> {
  const root = sampleCopy(files, estate);
  const ran = await keeper(root, ["synth", "--engine", "json"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return join(root, "cdktf.out");
}

/** A fleet that is written, and what was printed. */
async function fleetOf(change: string, ...words: readonly string[]) {
  const root = temporaryFolder();
  const sides = ["--base", await baseOutput(), "--change", change];
  const ran = await keeper(root, ["fleet", ...sides, "--output", "fleet", ...words]);
  const document = existsSync(join(root, "fleet/fleet.json"))
    ? JSON.parse(readFileSync(join(root, "fleet/fleet.json"), "utf8"))
    : undefined;
  return { ...ran, root, document };
}

test("a comment in a shared file is no reason to run; a role of a version, for every customer that has it", async () => {
  const commented = await outputOf({ [OFFER]: `// a comment\n${original(OFFER)}` });
  const none = await fleetOf(commented);
  expect(none.out).toContain("0 customers to run in 0 jobs, 6 unchanged\n");
  expect(readdirSync(join(none.root, "fleet"))).toEqual(["fleet.json"]);
  const narrowed = await outputOf({
    // what was published may change where its record is gone
    "published/managed-operations.yaml": undefined,
    [OFFER]: original(OFFER).replaceAll('role: "Contributor"', 'role: "Reader"'),
  });
  const having = await fleetOf(narrowed);
  expect(having.out).toMatch(/^2 customers to run in 2 jobs, 4 unchanged\n/);
  expect(having.out).toContain("  contoso-retail: changed: delegations\n  fabrikam: changed: delegations\n");
  // less access and nothing else waits for no earlier apply; the other way round it does
  for (const run of having.document.customers) expect(run).toMatchObject({ narrowing: true });
  const back = await fleetOf(await baseOutput(), "--base", narrowed);
  expect(back.document.customers).toHaveLength(2);
  for (const run of back.document.customers) expect(run).not.toHaveProperty("narrowing");
  const changed = await outputOf({
    "estate.ts": original("estate.ts").replace(">= 4.55.0, < 6.0.0", "~> 5.2"),
  });
  const all = await fleetOf(changed);
  expect(all.out).toContain("6 customers to run in 6 jobs, 0 unchanged\n");
  expect(all.out).toContain("  fabrikam: changed: settings of Terraform, or versions of it or azurerm\n");
  expect(readdirSync(join(all.root, "fleet/stacks"))).toHaveLength(6);
});

test("a stack that imports more than the base's runs, though its access is the same", async () => {
  const root = sampleCopy();
  const ran = await keeper(root, ["synth", "--engine", "json"], { KEEPER_IMPORT: "fabrikam" });
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const { out, document } = await fleetOf(join(root, "cdktf.out"));
  expect(out).toContain("1 customer to run in 1 job, 5 unchanged\n  fabrikam: changed: imports\n");
  expect(document.customers).toMatchObject([{ customer: "fabrikam", action: "apply", parts: ["imports"] }]);
});

test("a new customer, a vanished one and one that deploys itself are told apart", async () => {
  const changed = await outputOf({
    // what was destroyed already is removed from the lock by hand
    "estate.lock.json": undefined,
    "customers/fabrikam.ts": undefined,
    "customers/new-customer.yaml": `id: new-customer
name: New Customer
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000909
subscriptions: { main: c2e6d3a1-4b5f-4c7d-9e8f-000000000999 }
delegations: []
`,
    [SELF]: `deployedBy: customer\n${original(SELF).replace("name: Wide", "name: New Wide")}`,
    "customers/proseware.ts": original("customers/proseware.ts").replace(
      /tenantId: "[^"]+"/,
      'tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000990"',
    ),
  });
  const kept = await fleetOf(changed);
  expect(kept, kept.err).toMatchObject({ code: 0 });
  const validate = new Ajv2020().compile(fleetJsonSchema());
  expect(validate(kept.document), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...kept.document, more: [] })).toBe(false);
  expect(kept.document.vanished).toEqual(["fabrikam"]);
  expect(
    kept.document.customers.map(({ customer, reason }: Record<string, string>) => [customer, reason]),
  ).toEqual([
    ["new-customer", "new"],
    ["proseware", "changed"],
  ]);
  expect(kept.out).toContain("vanished, and not destroyed without --include-destroys: fabrikam\n");
  const destroyed = await fleetOf(changed, "--include-destroys", "--format", "github");
  const { include } = JSON.parse(readFileSync(join(destroyed.root, "fleet/matrix.json"), "utf8"));
  expect(include).toContainEqual({ job: "fabrikam", customers: "", destroys: "fabrikam" });
  // the base's stack, which Terraform destroys
  expect(readFileSync(join(destroyed.root, "fleet/destroys/fabrikam/cdk.tf.json"), "utf8")).toBe(
    readFileSync(join(await baseOutput(), "stacks/fabrikam/cdk.tf.json"), "utf8"),
  );
  const plain = await keeper(temporaryFolder(), [
    "fleet",
    "--base",
    await baseOutput(),
    "--change",
    changed,
    "--format",
    "plain",
    "--include-destroys",
  ]);
  expect(plain).toMatchObject({ code: 0, out: "new-customer\nproseware\n" });
  expect(plain.err).toBe(
    "to destroy, from destroys/: fabrikam\ndeployed by the customer, in no job: wide-world-importers\n",
  );
});

test("each engine gets its files, beside the stacks that run, and a later fleet leaves none of the former", async () => {
  const estate = join(await baseOutput(), "..");
  const run = async (...words: readonly string[]) => {
    const ran = await keeper(estate, ["fleet", "--output", "fleet", ...words]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return snapshot(join(estate, "fleet"));
  };
  const github = await run("--format", "github", "--jobs", "2");
  const { include } = JSON.parse(github["matrix.json"] ?? "");
  expect(include).toHaveLength(2);
  expect(include.flatMap(({ customers }: { customers: string }) => customers.split(" ")).sort()).toEqual([
    "city-of-adatum",
    "contoso-retail",
    "fabrikam",
    "proseware",
    "tailwind-traders",
    "wide-world-importers",
  ]);
  const azure = JSON.parse((await run("--format", "azure-devops"))["matrix.json"] ?? "");
  expect(azure["city_of_adatum"]).toEqual({ CUSTOMERS: "city-of-adatum", DESTROYS: "" });
  writeFileSync(join(estate, "fleet", "notes.txt"), "mine");
  const atlantis = await run("--format", "atlantis", "--tag", "ring=canary");
  expect(Object.keys(atlantis)).not.toContain("matrix.json");
  expect(atlantis["notes.txt"]).toBe("mine");
  const { projects } = parse(atlantis["atlantis.yaml"] ?? "");
  const terramate = await run("--format", "terramate");
  expect(Object.keys(terramate)).not.toContain("atlantis.yaml");
  for (const { name, dir } of projects) {
    expect(dir).toBe(`fleet/stacks/${name}`);
    expect(terramate[`stacks/${name}/stack.tm.hcl`]).toContain(`  id   = "${name}"\n`);
  }
  expect(Object.keys(terramate).filter((path) => path.endsWith("/cdk.tf.json"))).toHaveLength(6);
  rmSync(join(estate, "fleet"), { recursive: true });
});

test("the child pipeline of GitLab deploys the others where one customer fails, and fails then", async () => {
  const changed = await outputOf({
    "estate.ts": original("estate.ts").replace(">= 4.55.0, < 6.0.0", "~> 5.2"),
    // what was destroyed already is removed from the lock by hand
    "estate.lock.json": undefined,
    "customers/fabrikam.ts": undefined,
  });
  const { root } = await fleetOf(changed, "--format", "gitlab", "--jobs", "1", "--include-destroys");
  const pipeline = parse(readFileSync(join(root, "fleet/fleet.gitlab-ci.yml"), "utf8"));
  const { variables } = pipeline["deploy-job-1"];
  const [script] = pipeline[".deploy"].script;
  mkdirSync(join(root, "bin"));
  writeFileSync(
    join(root, "bin/terraform"),
    '#!/bin/sh\necho "$*" >> calls\ncase "$*" in *proseware*plan*) exit 1 ;; esac\n',
  );
  chmodSync(join(root, "bin/terraform"), 0o755);
  const { status, stderr } = spawnSync("sh", ["-c", script], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: `${join(root, "bin")}:${process.env["PATH"]}`, ...pipeline.variables, ...variables },
  });
  expect([status, stderr]).toEqual([1, "not applied: proseware\n"]);
  const calls = readFileSync(join(root, "calls"), "utf8").trim().split("\n");
  expect(calls.filter((call) => call.includes("fleet.tfplan") && call.includes(" apply "))).toHaveLength(5);
  expect(calls.filter((call) => call.includes("-destroy"))).toEqual([
    "-chdir=fleet/destroys/fabrikam plan -input=false -lock-timeout=5m -destroy -out=fleet.tfplan",
  ]);
  const [nobody] = [await fleetOf(await baseOutput(), "--format", "gitlab")];
  const idle = parse(readFileSync(join(nobody.root, "fleet/fleet.gitlab-ci.yml"), "utf8"));
  expect(Object.keys(idle)).toEqual(["nothing"]);
});

test("what was measured decides which customers share a job; a broken file of it is refused", async () => {
  const estate = temporaryFolder();
  const words = [
    "fleet",
    "--change",
    await baseOutput(),
    "--output",
    "fleet",
    "--job-minutes",
    "30",
    "--durations",
    "seconds.json",
  ];
  change(estate, { "seconds.json": '{ "fabrikam": 3600 }' });
  expect(await keeper(estate, words)).toMatchObject({ code: 0 });
  const { customers } = JSON.parse(readFileSync(join(estate, "fleet/fleet.json"), "utf8"));
  const jobs = new Map(customers.map(({ customer, job }: Record<string, string>) => [customer, job]));
  const beside = [...jobs].filter(
    ([customer, job]) => job === jobs.get("fabrikam") && customer !== "fabrikam",
  );
  expect(beside).toEqual([]);
  for (const broken of ["{", "[]", '{ "fabrikam": -1 }', '{ "fabrikam": "60" }', "{}}"]) {
    change(estate, { "seconds.json": broken });
    const ran = await keeper(estate, words);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining("seconds.json")]);
  }
});

test("ids that are words of GitLab's are no jobs of that name", async () => {
  const customer = (id: string, digit: number) => `id: ${id}
name: New Customer
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-00000000099${digit}
subscriptions: { main: c2e6d3a1-4b5f-4c7d-9e8f-00000000099${digit} }
delegations: []
`;
  const ids = ["variables", "stages", "image", "default", "workflow"];
  const changed = await outputOf(
    Object.fromEntries(ids.map((id, index) => [`customers/${id}.yaml`, customer(id, index)])),
  );
  const { root } = await fleetOf(changed, "--format", "gitlab");
  const pipeline = parse(readFileSync(join(root, "fleet/fleet.gitlab-ci.yml"), "utf8"));
  expect(Object.keys(pipeline).sort()).toEqual(
    [".deploy", "stages", "variables", ...ids.map((id) => `deploy-${id}`)].sort(),
  );
  expect([pipeline.stages, pipeline.variables]).toEqual([["deploy"], { FLEET: "fleet" }]);
});

test("the provider lock goes with every stack; a new one is a reason to run, and two in one output are refused", async () => {
  const locked = await outputOf({ ".terraform.lock.hcl": "# one\n" });
  const { root, out } = await fleetOf(locked);
  expect(out).toContain("  fabrikam: changed: the provider lock\n");
  expect(readFileSync(join(root, "fleet/stacks/fabrikam/.terraform.lock.hcl"), "utf8")).toBe("# one\n");
  writeFileSync(join(locked, "stacks/fabrikam/.terraform.lock.hcl"), "# another\n");
  const refused = await fleetOf(locked);
  expect([refused.code, refused.document]).toEqual([2, undefined]);
  expect(refused.err).toContain("the provider lock of fabrikam is another than that of the stacks before it");
});

test("what Terraform and people leave in the folder stays; only what the fleet before wrote is replaced", async () => {
  const estate = temporaryFolder();
  const run = (...words: readonly string[]) =>
    keeper(estate, ["fleet", "--output", "fleet", "--change", "change.out", ...words]);
  cpSync(await baseOutput(), join(estate, "change.out"), { recursive: true });
  expect(await run()).toMatchObject({ code: 0 });
  change(estate, { "fleet/stacks/fabrikam/errored.tfstate": "{}", "fleet/notes.txt": "mine" });
  expect(await run("--base", "change.out")).toMatchObject({ code: 0 });
  expect(Object.keys(snapshot(join(estate, "fleet"))).sort()).toEqual([
    "fleet.json",
    "notes.txt",
    "stacks/fabrikam/errored.tfstate",
  ]);
  expect(readdirSync(join(estate, "fleet/stacks"))).toEqual(["fabrikam"]);
  // a file of the user's where the fleet would write one
  change(estate, { "fleet/matrix.json": "mine" });
  const clash = await run("--format", "github");
  expect([clash.code, clash.err]).toEqual([2, expect.stringContaining("matrix.json in ")]);
  // a list that is not keeper's, or names what no fleet has
  for (const list of ['{"apps":[]}', '{"version":1,"customers":[],"files":["../estate.ts"]}', "{"]) {
    change(estate, { "fleet/fleet.json": list });
    const before = snapshot(join(estate, "fleet"));
    expect(await run()).toMatchObject({ code: 2, out: "" });
    expect(snapshot(join(estate, "fleet"))).toEqual(before);
  }
});

test("what cannot be decided ends with exit code 2, and nothing is written", async () => {
  const base = await baseOutput();
  const root = sampleCopy();
  expect((await keeper(root, ["synth", "fabrikam", "--engine", "json"])).code).toBe(0);
  const part = join(root, "cdktf.out");
  const estate = temporaryFolder();
  mkdirSync(join(estate, "mine"));
  writeFileSync(join(estate, "mine/notes.txt"), "mine");
  const cases = [
    [["--base", part, "--change", base], "selected customers, not the whole estate"],
    [["--base", base, "--change", part], "selected customers, not the whole estate"],
    [["--change", base, "--include-destroys"], "cannot be known without a base"],
    [
      ["--base", base, "--change", base, "--include-destroys", "--format", "atlantis", "--output", "x"],
      "atlantis knows nothing",
    ],
    [["--change", base, "--format", "github"], "github needs files"],
    [["--change", base, "--jobs", "257"], "--jobs"],
    [["--change", base, "--jobs", "many"], "--jobs"],
    [["--change", base, "--job-minutes", "0"], "--job-minutes"],
    [["--change", base, "--tag", "canary"], "is not a tag"],
    [["--change", base, "--tag", "ring=a", "--tag", "ring=b"], '--tag names "ring" twice'],
    [["--base", "", "--change", base], "a side has an empty name"],
    [["--change", base, "--format", "gitlab", "--output", "../elsewhere"], "none below the working folder"],
    [["--change", base, "--format", "atlantis", "--output", "a $b"], "none below the working folder"],
    [["--change", base, "--output", "mine"], "and no fleet.json of keeper fleet"],
    [["--change", join(estate, "nowhere")], "is not a complete output folder"],
  ] as const;
  for (const [words, problem] of cases) {
    const ran = await keeper(estate, ["fleet", ...words]);
    expect([ran.code, ran.out, ran.err]).toEqual([2, "", expect.stringContaining(problem)]);
  }
  expect(snapshot(estate)).toEqual({ "mine/notes.txt": "mine" });
});
