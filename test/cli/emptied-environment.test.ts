import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KEEPER, sampleCopy } from "../support/estates.ts";
import { installedEstate, installedRepository } from "../support/scratch-repository.ts";

/*
 * Row 11 of the threat model's second table: definitions run without the caller's variables, in every verb that runs
 * any.
 */

const SECRETS = {
  ARM_CLIENT_SECRET: "hunter2",
  GH_TOKEN: "hunter2",
  SYSTEM_ACCESSTOKEN: "hunter2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "hunter2",
  TF_VAR_password: "hunter2",
};

const [NODE = "", ...MAIN] = KEEPER;

function keeperProcess(folder: string, words: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = "", HOME = "" } = process.env;
  return spawnSync(NODE, [...MAIN, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH, HOME, ...SECRETS, ...environment },
  });
}

/** Whether this Node can confine a process: 22.13 and later. */
const CONFINES = process.allowedNodeEnvironmentFlags.has("--permission");

/** A definition that says in a finding what it can do. */
const TRIES = `import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
const can = [];
for (const [name, act] of [
  ["write", () => writeFileSync(new URL("../written", import.meta.url), "x")],
  ["read elsewhere", () => readdirSync(tmpdir())],
  ["run", () => { if (spawnSync(process.execPath, ["--version"]).status !== 0) throw new Error(); }],
  ["read own", () => readFileSync(new URL("./fabrikam.ts", import.meta.url))],
]) try { act(); can.push(name); } catch {}
throw new Error("can " + can.join(", ") + ".");
`;

test.each(["access", "check", "synth"])(
  "row 11: where Node has the permission model, definitions read their estate and do nothing else: keeper %s",
  (verb) => {
    const root = installedEstate({ "customers/spy.ts": TRIES });
    const { status, stderr } = keeperProcess(root, [verb]);
    expect(status).toBe(verb === "access" ? 2 : 1);
    // what Node 20 leaves open is in the threat model
    const can = CONFINES ? ["read own"] : ["write", "read elsewhere", "run", "read own"];
    expect(stderr).toContain(`can ${can.join(", ")}.`);
    expect(existsSync(join(root, "written"))).toBe(!CONFINES);
  },
);

test("row 11: what the permission model denies is reported with what to do", () => {
  const root = installedEstate({
    "customers/spy.ts": 'import { readdirSync } from "node:fs";\nreaddirSync("/");\nexport default {};\n',
  });
  const { status, stderr } = keeperProcess(root, ["check"]);
  expect(status).toBe(1);
  if (CONFINES) expect(stderr).toContain("read nothing outside the estate and its packages");
  else expect(stderr).toContain("LH069 customers/spy.ts");
});

test("row 11: an estate in which nothing is amiss is read the same under the permission model", () => {
  const root = installedEstate();
  const { status, stdout, stderr } = keeperProcess(root, ["access", "--json"]);
  expect(status, stderr).toBe(0);
  expect(keeperProcess(root, ["synth"]).status).toBe(0);
  const synthesized = keeperProcess(root, ["access", "cdktf.out", "--json"]);
  expect(synthesized.status, synthesized.stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(synthesized.stdout));
});

/** A definition that says what it sees, on the error stream and in a finding. */
const SPY = `const seen = "sees " + JSON.stringify(process.env);
console.error(seen);
throw new Error(seen);
`;

test.each([
  ["check"],
  ["synth"],
  ["status"],
  ["review", ".", "."],
  ["access"],
  ["fetch"],
  ["sandbox", "--", "true"],
])("row 11: under keeper %s, definitions see no variable of the caller's", { tags: ["git"] }, (...words) => {
  const { root } = installedRepository({ "customers/spy.ts": SPY });
  const { stdout, stderr } = keeperProcess(root, words);
  expect(stdout + stderr).toContain("sees {");
  expect(stdout + stderr).not.toContain("hunter2");
});

test("row 11: under the cdktf CLI, which hands all it has to its app, definitions see no credential", () => {
  const estate = sampleCopy({ "customers/spy.ts": SPY });
  const output = join(estate, "elsewhere.out");
  const spied = keeperProcess(estate, ["synth"], { CDKTF_OUTDIR: output });
  expect(spied).toMatchObject({ status: 1 });
  expect(spied.stderr).toContain("sees {");
  expect(spied.stderr).not.toContain("hunter2");
  const clean = sampleCopy();
  const environment = { CDKTF_OUTDIR: join(clean, "elsewhere.out"), KEEPER_CUSTOMERS: "fabrikam" };
  const { status, stderr } = keeperProcess(clean, ["synth"], environment);
  expect(status, stderr).toBe(0);
  const manifest = JSON.parse(readFileSync(join(clean, "elsewhere.out/manifest.json"), "utf8"));
  expect(Object.keys(manifest.stacks)).toEqual(["fabrikam"]);
  expect(existsSync(join(clean, "cdktf.out"))).toBe(false);
});

test("row 10: definitions leave nothing in the temporary folder that all users share, and run nothing from there", () => {
  const estate = sampleCopy();
  const shared = join(estate, "shared-temporary-folder");
  mkdirSync(shared);
  const { status, stderr } = keeperProcess(estate, ["check"], { TMPDIR: shared });
  expect(status, stderr).toBe(0);
  expect(readdirSync(shared)).toEqual([]);
});

test("row 10: a defect of a definition is printed without commands to the pipeline", () => {
  const estate = sampleCopy({
    "customers/odd.ts": `setTimeout(() => { throw new Error("x\\n##vso[task.complete]\\n::add-mask::x\\u001b[2J"); });
await new Promise((done) => setTimeout(done, 1000));
`,
  });
  const { status, stderr } = keeperProcess(estate, ["check"]);
  expect(status).toBe(2);
  expect(stderr).toContain("because of a defect");
  expect(stderr).not.toMatch(/##vso\[|^::add-mask/m);
  expect(stderr).not.toContain("\u001b");
  const asked = keeperProcess(estate, ["\n##vso[task.complete]"]);
  expect(asked.status).toBe(2);
  expect(asked.stderr).not.toContain("##vso[");
});
