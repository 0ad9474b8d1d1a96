import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ENGINE_PACKAGES } from "../lib/workflows/load-engine.ts";
import { REPOSITORY, sampleCopy, snapshot } from "./support/estates.ts";

/*
 * The packed tarball, installed as README says for a review job: without the engine's packages. The folder is outside
 * the repository, so that nothing of it is found by chance.
 */

const root = mkdtempSync(join(tmpdir(), "keeper-packed-"));
const estate = join(root, "estate");
const packages = join(estate, "node_modules");
let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

beforeAll(() => {
  [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", root], REPOSITORY),
  );
  sampleCopy({ "package.json": '{ "type": "module", "private": true }' }, estate);
  const flags = ["--omit=peer", "--prefer-offline", "--no-audit", "--no-fund", "--no-save"];
  run("npm", ["install", ...flags, join(root, packed.filename)], estate);
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

test("the tarball holds what runs and what is read, and nothing else", () => {
  const tops = new Set(packed.files.map(({ path }) => path.split("/")[0]));
  expect([...tops].sort()).toEqual(
    [
      "ARCHITECTURE.md",
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "data",
      "dist",
      "docs",
      "package.json",
      "pipelines",
      "schemas",
    ].sort(),
  );
});

test("the tarball holds the documents, and not what builds their site", () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toContain("docs/rules/LH001.md");
  expect(paths.filter((path) => path.startsWith("docs/site"))).toEqual([]);
});

test("publint and are-the-types-wrong find nothing in the tarball", async () => {
  const bytes = readFileSync(join(root, packed.filename));
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true });
  expect(messages).toEqual([]);
  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (types.types === false) throw new Error("the package has no types");
  // meant for Node's resolution of ES modules: neither require() nor the resolution before "exports" is promised
  const unexpected = types.problems.filter(
    (problem) =>
      problem.kind !== "CJSResolvesToESM" &&
      !(problem.kind === "NoResolution" && problem.resolutionKind === "node10"),
  );
  expect(unexpected).toEqual([]);
});

test("a review job installs 2 packages and about 10 MB, as the documents say, and runs no install script", () => {
  const installed = Object.keys(
    JSON.parse(readFileSync(join(packages, ".package-lock.json"), "utf8")).packages,
  );
  expect(installed).toContain("node_modules/azure-lighthouse-keeper");
  expect(installed).toHaveLength(2);
  // nearer to 10 MB than to another number that one would say
  expect(sizeOf(packages)).toBeGreaterThan(8_000_000);
  expect(sizeOf(packages)).toBeLessThan(12_500_000);
  for (const page of ["how-to/install.md", "how-to/pipelines.md"])
    expect(readFileSync(join(REPOSITORY, "docs", page), "utf8")).toContain("2 packages and about 10 MB");
  const scripts = installed.flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(estate, folder, "package.json"), "utf8"));
    return ["preinstall", "install", "postinstall"].filter((name) => name in (manifest.scripts ?? {}));
  });
  expect(scripts).toEqual([]);
});

test("check, roles, access and review run without the engine; synth names the command that installs it", () => {
  expect(keeper("check")).toMatchObject({ status: 0 });
  expect(keeper("roles", "reader")).toMatchObject({ status: 0 });
  expect(keeper("access", ".")).toMatchObject({ status: 0 });
  expect(keeper("review", ".", ".")).toMatchObject({ status: 0 });
  const synth = keeper("synth");
  expect(synth.status).toBe(2);
  expect(synth.stderr).toContain("synthesis needs the package cdktf, which is not installed");
  expect(synth.stderr).toContain('npm install "cdktf@~0.21.0" "constructs@');
});

test("keeper's own encoder writes the stacks without the engine", () => {
  expect(keeper("synth", "--engine", "json")).toMatchObject({ status: 0 });
  expect(Object.keys(snapshot(join(estate, "cdktf.out")))).toContain("stacks/fabrikam/cdk.tf.json");
});

test("the door for tests opens without the engine", () => {
  const script =
    'const { loadEstate } = await import("azure-lighthouse-keeper/testing"); console.log((await loadEstate(".")).customers.length)';
  expect(run(process.execPath, ["--input-type=module", "-e", script], estate)).toBe("6\n");
});

test("the command that synth names installs what the package declares", () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  expect([...ENGINE_PACKAGES.cdktf].sort()).toEqual(
    Object.entries(peerDependencies)
      .map(([name, range]) => `${name}@${range}`)
      .sort(),
  );
});

test("with the engine beside it the package synthesizes, and its sandbox answers Terraform", {
  tags: ["terraform"],
}, () => {
  mkdirSync(join(packages, "@cdktf"), { recursive: true });
  for (const name of ["cdktf", "constructs", "@cdktf/provider-azurerm"])
    symlinkSync(join(REPOSITORY, "node_modules", name), join(packages, name));
  expect(keeper("synth")).toMatchObject({ status: 0 });
  expect(Object.keys(snapshot(join(estate, "cdktf.out")))).toContain("stacks/fabrikam/cdk.tf.json");
  const words = "init -no-color && terraform -chdir=cdktf.out/stacks/fabrikam plan -no-color";
  const planned = keeper("sandbox", "--", "sh", "-c", `terraform -chdir=cdktf.out/stacks/fabrikam ${words}`);
  expect(planned).toMatchObject({ status: 0 });
  expect(planned.stdout).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
});

function keeper(...words: string[]) {
  const main = join(packages, "azure-lighthouse-keeper/dist/cli/main.js");
  // as at a desk: in continuous integration definitions run only where that is allowed
  const { PATH, HOME } = process.env;
  return spawnSync(process.execPath, [main, ...words], {
    cwd: estate,
    encoding: "utf8",
    env: { PATH, HOME },
  });
}

function run(program: string, words: readonly string[], folder: string): string {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${stderr}`);
  return stdout;
}

/** Bytes of all files below a folder; links are not followed. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
}
