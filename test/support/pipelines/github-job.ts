import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { REPOSITORY } from "../estates.ts";
import type { Pipeline } from "./pipeline.ts";
import { REPO } from "./platform.ts";
import type { Context, Ran } from "./step.ts";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Context;
  readonly with?: Context;
}

interface JobText {
  readonly env?: Context;
  readonly outputs?: Context;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly env?: Context;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<Record<string, JobText>>;
}

/** A shipped workflow. @param name its file's name */
export const workflow = (name: string): Workflow =>
  parse(readFileSync(join(REPOSITORY, "pipelines", "github-actions", `${name}.yml`), "utf8"));

/** What GitHub Actions sets for every step. */
export const GITHUB_SETS: Context = {
  CI: "true",
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_RUN_ID: "1",
  GITHUB_RUN_ATTEMPT: "1",
};

/** Programs that GitHub's runners start for `shell`, or where it is left out. */
export const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ["--noprofile", "--norc", "-eo", "pipefail"],
  "": ["-e"],
};

/** A job of a GitHub workflow, step by step. */
export class Job {
  readonly folder: string;
  readonly steps: Record<string, Ran> = {};
  failed = false;
  readonly #pipeline: Pipeline;
  readonly #workflow: Workflow;
  readonly #job: JobText;
  readonly #context: Context;

  constructor(pipeline: Pipeline, name: string, job: string, context: Context) {
    this.#pipeline = pipeline;
    this.#workflow = workflow(name);
    this.#job = this.#workflow.jobs[job] as JobText;
    this.folder = pipeline.jobFolder();
    this.#context = {
      "github.repository": REPO,
      "github.token": "t",
      "github.run_attempt": "1",
      "github.event.repository.default_branch": "main",
      "!github.event.repository.private": "true",
      "runner.temp": join(this.folder, "temp"),
      // a repository that chose nothing: an unset variable is empty on GitHub
      "vars.TERRAFORM_BINARY_NAME": "",
      "vars.LIGHTHOUSE_SNAPSHOT": "",
      "vars.LIGHTHOUSE_CUSTOMERS_AT_ONCE": "",
      "vars.LIGHTHOUSE_OTHER_TENANTS": "",
      // a merge says nothing of its own
      "inputs.commit": "",
      "inputs.approved": "false",
      "inputs.emergency": "false",
      ...context,
    };
  }

  /** The job's checkout. */
  get work(): string {
    return join(this.folder, "work");
  }

  /** Everything that the steps said. */
  get said(): string {
    return Object.entries(this.steps)
      .map(([id, { said }]) => `${id}: ${said}`)
      .join("\n");
  }

  /** What the job gives to others. */
  get outputs(): Context {
    return this.#filled(this.#job.outputs);
  }

  /** Runs every step whose condition holds, but these. */
  async run(...without: readonly string[]): Promise<this> {
    for (const step of this.#job.steps) {
      if (without.includes(step.id ?? "")) continue;
      const outcome = this.#applies(step.if) ? await this.#step(step) : "skipped";
      this.#context[`steps.${step.id}.outcome`] = outcome;
      if (outcome === "failure") this.failed = true;
    }
    return this;
  }

  async #step(step: Step): Promise<"success" | "failure"> {
    const options = this.#filled(step.with);
    const action = step.uses?.replace(/@.*/, "");
    if (step.run !== undefined) return this.#shell(step, step.run);
    if (action === "actions/checkout")
      this.#pipeline.checkout(options["ref"] ?? this.#value("github.sha"), this.work);
    if (action === "actions/upload-artifact")
      return this.#upload(step, options["name"] ?? "", options["path"] ?? "");
    const place = resolve(this.work, options["path"] ?? ".");
    if (action === "actions/download-artifact") {
      const artifact = this.#pipeline.artifacts[options["artifact-ids"] ?? options["name"] ?? ""];
      if (artifact === undefined) return "failure";
      cpSync(artifact, place, { recursive: true });
    }
    return "success";
  }

  #upload({ id, with: options }: Step, name: string, path: string): "success" | "failure" {
    // of one path the content is kept; of several, each below what they have in common
    const paths = path.trim().split("\n");
    const found = paths.filter((each) => existsSync(resolve(this.work, each)));
    if (found.length === 0) return options?.["if-no-files-found"] === "error" ? "failure" : "success";
    const number = `${name}-${Object.keys(this.#pipeline.artifacts).length}`;
    const folder = join(this.#pipeline.folder, number);
    for (const each of found)
      cpSync(resolve(this.work, each), paths.length === 1 ? folder : join(folder, each), { recursive: true });
    Object.assign(this.#pipeline.artifacts, { [name]: folder, [number]: folder });
    this.#context[`steps.${id}.outputs.artifact-id`] = number;
    return "success";
  }

  async #shell(step: Step, script: string): Promise<"success" | "failure"> {
    // a job without a checkout works in an empty folder
    mkdirSync(this.work, { recursive: true });
    const words = SHELLS[this.#workflow.defaults?.run.shell ?? ""] ?? [];
    const given = { ...this.#workflow.env, ...this.#job.env, ...step.env };
    const variables = { RUNNER_TEMP: join(this.folder, "temp"), ...this.#filled(given) };
    const ran = await this.#pipeline.shell(words, script, this.work, {
      ...GITHUB_SETS,
      ...variables,
      ...("github.event.pull_request.head.sha" in this.#context ? { GITHUB_BASE_REF: "main" } : {}),
    });
    this.steps[step.id ?? ""] = ran;
    for (const [name, value] of Object.entries(ran.outputs))
      this.#context[`steps.${step.id}.outputs.${name}`] = value;
    return ran.code === 0 ? "success" : "failure";
  }

  #filled(texts: Context = {}): Context {
    const fill = (text: string) => String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, name) => this.#value(name));
    return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  }

  #value(name: string): string {
    if (name.includes(" || "))
      return (
        name
          .split(" || ")
          .map((each) => this.#value(each))
          .find(Boolean) ?? ""
      );
    if (name.startsWith("env.")) return this.#filled(this.#job.env)[name.slice("env.".length)] ?? "";
    const value = this.#context[name];
    // what a step did not say is empty, as it is on GitHub
    if (value !== undefined || /^(?:steps|secrets)\.|^hashFiles\(/.test(name)) return value ?? "";
    throw new Error(`the workflow asks for ${name}`);
  }

  #applies(condition = "success()"): boolean {
    const parts = condition.split(" && ");
    if (this.failed && !parts.includes("always()")) return false;
    return parts.every((part) => {
      const [name = "", operator, value] = part.split(" ");
      if (operator === undefined) return true;
      return (`'${this.#value(name)}'` === value) === (operator === "==");
    });
  }
}
