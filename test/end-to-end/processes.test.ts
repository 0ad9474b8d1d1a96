import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, KEEPER, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * What only whole processes show. The environment is made here: nothing of whoever runs the tests reaches them.
 */

const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "/",
  CHECKPOINT_DISABLE: "1",
  TF_CLI_CONFIG_FILE: "/dev/null",
};
const [NODE = "", ...MAIN] = KEEPER;
const FROM_SOURCE = ["--conditions=keeper-source", "--import", "tsx"];

function keeperProcess(estate: string, words: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(NODE, [...MAIN, ...words], {
    cwd: estate,
    encoding: "utf8",
    env: { ...ENVIRONMENT, ...environment },
  });
}

/** A sample copy whose cdktf.json starts this package from wherever the copy lies. */
function cdktfEstate(): string {
  const app = `${KEEPER.join(" ")} synth`;
  return sampleCopy({
    "cdktf.json": JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
  });
}

/** Each start of the cdktf CLI takes seconds, and many where other programs want the cores. */
const CDKTF = { timeout: 240_000 };

function cdktf(estate: string, words: readonly string[], environment: Record<string, string> = {}) {
  const command = join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf");
  return spawnSync(process.execPath, [command, ...words], {
    cwd: estate,
    encoding: "utf8",
    env: { ...ENVIRONMENT, ...environment },
  });
}

test("keeper loads cdktf to synthesize, and not to help, review or gate", { tags: ["git"] }, () => {
  const folder = temporaryFolder();
  change(folder, {
    "report.mjs": `import { register } from "node:module";
import { writeFileSync } from "node:fs";
register("data:text/javascript," + encodeURIComponent(
  'import { appendFileSync } from "node:fs";' +
  'export async function load(url, context, next) { appendFileSync(${JSON.stringify(join(folder, "loaded"))}, url + "\\\\n"); return next(url, context); }'
));
`,
  });
  const repository = new ScratchRepository();
  const estate = repository.root;
  const loaded = (...words: string[]) => {
    writeFileSync(join(folder, "loaded"), "");
    const hooked = ["--import", join(folder, "report.mjs"), ...MAIN, ...words];
    const { status } = spawnSync(NODE, hooked, { cwd: estate, env: ENVIRONMENT });
    return { status, modules: readFileSync(join(folder, "loaded"), "utf8") };
  };
  const help = loaded("--help");
  expect(help.status).toBe(0);
  expect(help.modules).toContain("/dist/cli/main.js");
  expect(help.modules).not.toMatch(/node_modules\/(zod|cdktf|constructs|yaml)\/|\/synth-/);
  const synth = loaded("synth");
  expect(synth.status).toBe(0);
  expect(synth.modules).toMatch(/node_modules\/cdktf\//);
  const review = loaded("review", "cdktf.out", "cdktf.out", "--customer", "fabrikam");
  expect(review.status).toBe(0);
  const commits = ["--base", repository.base, "--head", repository.commit()];
  const gate = loaded("gate", "cdktf.out", "cdktf.out", ...commits, "--author", "a");
  expect([0, 1]).toContain(gate.status);
  for (const [verb, { modules }] of Object.entries({ review, gate })) {
    expect(modules).toContain(`/dist/cli/${verb}-`);
    expect(modules, verb).not.toMatch(/node_modules\/(?:@cdktf|cdktf|constructs)\//);
  }
});

test("the cdktf CLI lists the stacks, and keeps the others' folders under a selected run", CDKTF, () => {
  const estate = cdktfEstate();
  const all = cdktf(estate, ["list"]);
  expect(all.stderr).toBe("");
  for (const id of ["city-of-adatum", "contoso-retail", "fabrikam", "proseware", "tailwind-traders"]) {
    expect(all.stdout).toContain(`cdktf.out/stacks/${id}`);
  }
  const before = snapshot(join(estate, "cdktf.out/stacks"));
  change(estate, { "customers/proseware.ts": "export default (" });
  const selected = cdktf(estate, ["synth"], { KEEPER_CUSTOMERS: "fabrikam" });
  expect(selected.status).toBe(0);
  expect(snapshot(join(estate, "cdktf.out/stacks"))).toEqual(before);
  const stopped = cdktf(estate, ["synth"]);
  expect(stopped.status).toBe(1);
  expect(stopped.stdout + stopped.stderr).toContain("LH069 customers/proseware.ts");
  expect(snapshot(join(estate, "cdktf.out/stacks"))).toEqual(before);
});

test("two selected runs at once both end up in the manifest", async () => {
  const estate = sampleCopy();
  const run = (id: string) =>
    new Promise<number | null>((done) => {
      spawn(NODE, [...MAIN, "synth", id], {
        cwd: estate,
        env: ENVIRONMENT,
        stdio: "ignore",
      }).on("exit", done);
    });
  expect(await Promise.all(["fabrikam", "proseware", "tailwind-traders"].map(run))).toEqual([0, 0, 0]);
  const { stacks } = JSON.parse(readFileSync(join(estate, "cdktf.out/manifest.json"), "utf8"));
  expect(Object.keys(stacks)).toEqual(["fabrikam", "proseware", "tailwind-traders"]);
  expect(readdirSync(join(estate, "cdktf.out")).sort()).toEqual([
    "facts.json",
    "keeper.json",
    "manifest.json",
    "stacks",
  ]);
});

test("a killed run leaves whole files, and the next run is not held up", async () => {
  const estate = sampleCopy();
  expect(keeperProcess(estate, ["synth"]).status).toBe(0);
  const whole = snapshot(join(estate, "cdktf.out"));
  for (const delay of [150, 300, 400, 500]) {
    await new Promise<void>((done) => {
      const child = spawn(NODE, [...MAIN, "synth"], {
        cwd: estate,
        env: ENVIRONMENT,
        stdio: "ignore",
        detached: true,
      });
      child.on("exit", () => done());
      // the whole group: definitions run in a process that this one starts
      setTimeout(() => process.kill(-(child.pid ?? 0), "SIGKILL"), delay);
    });
    const left = snapshot(join(estate, "cdktf.out"));
    for (const [path, text] of Object.entries(whole)) expect(left[path]).toBe(text);
  }
  // as if the killed run had held the folder
  writeFileSync(join(estate, "cdktf.out/.keeper.hold"), "4194304");
  expect(keeperProcess(estate, ["synth"]).status).toBe(0);
  expect(existsSync(join(estate, "cdktf.out/.keeper.hold"))).toBe(false);
});

test("the compiled package makes the same bytes in a platform team's own repository as the source here", () => {
  const estate = sampleCopy();
  const source = [...FROM_SOURCE, join(REPOSITORY, "lib/cli/main.ts"), "synth"];
  expect(spawnSync(process.execPath, source, { cwd: estate, env: ENVIRONMENT }).status).toBe(0);
  const folder = temporaryFolder();
  const dist = join(folder, "package/dist");
  const build = spawnSync(process.execPath, [...FROM_SOURCE, join(REPOSITORY, "scripts/build.ts"), dist], {
    encoding: "utf8",
    env: ENVIRONMENT,
  });
  expect(build).toMatchObject({ status: 0, stderr: "" });
  const { exports, ...manifest } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  change(folder, {
    // without the condition that leads to the source
    "package/package.json": JSON.stringify({
      ...manifest,
      exports: { ".": exports["."].default, "./constructs": exports["./constructs"].default },
    }),
    "package/data/role-catalogue.json": readFileSync(join(REPOSITORY, "data/role-catalogue.json"), "utf8"),
  });
  const team = sampleCopy({ "package.json": '{ "type": "module" }' });
  mkdirSync(join(team, "node_modules"));
  symlinkSync(join(folder, "package"), join(team, "node_modules/azure-lighthouse-keeper"));
  const ran = spawnSync(
    process.execPath,
    ["node_modules/azure-lighthouse-keeper/dist/cli/main.js", "synth"],
    {
      cwd: team,
      encoding: "utf8",
      env: ENVIRONMENT,
    },
  );
  expect(ran).toMatchObject({ status: 0 });
  expect(snapshot(join(team, "cdktf.out"))).toEqual(snapshot(join(estate, "cdktf.out")));
});

test("keeper ends quietly where its reader stops early", () => {
  const { status, stderr } = spawnSync(
    "sh",
    ["-c", `${KEEPER.map((word) => `"${word}"`).join(" ")} roles | head -1`],
    { cwd: REPOSITORY, encoding: "utf8", env: ENVIRONMENT },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test.each([
  ["ends the process as if all were well", "process.exit(0);\nexport default {};\n"],
  ["is never loaded to its end", "await new Promise(() => {});\nexport default {};\n"],
  ["throws later", 'queueMicrotask(() => { throw new Error("later"); });\nexport default {};\n'],
])("a definition that %s is not taken for a run without findings", (_, text) => {
  const estate = sampleCopy({ "customers/hostile.ts": text });
  for (const verb of ["check", "synth"]) {
    const run = keeperProcess(estate, [verb]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("keeper could not run");
  }
  expect(existsSync(join(estate, "cdktf.out"))).toBe(false);
});

test("what a definition prints stays out of the results", () => {
  const estate = sampleCopy({ "customers/talks.ts": 'console.log("hello");\nexport default {};\n' });
  const run = keeperProcess(estate, ["check", "--json"]);
  expect(run.status).toBe(1);
  expect(run.stderr).toBe("hello\n");
  expect(JSON.parse(run.stdout).findings[0]).toMatchObject({ code: "LH069" });
});

test("TypeScript that cannot be read is named with what is wrong and where", () => {
  const estate = sampleCopy({ "customers/broken.ts": "export default {\n  id: ,\n};\n" });
  const run = keeperProcess(estate, ["check"]);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(
    "LH069 customers/broken.ts:2\n  the file cannot be loaded: Unexpected token\n",
  );
});

test("broken TypeScript that a definition imports is named with its own file and line", () => {
  const estate = sampleCopy({
    "offers/shared/broken.ts": "export const a = 1;\n\nexport const b = ;\n",
    "customers/importing.ts": 'import { a } from "../offers/shared/broken.ts";\nexport default { id: a };\n',
  });
  const run = keeperProcess(estate, ["check"]);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(
    "LH069 customers/importing.ts:2\n  the file cannot be loaded: offers/shared/broken.ts:3: Unexpected token\n",
  );
});
