import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KEEPER, REPOSITORY, temporaryFolder } from "../estates.ts";
import { git } from "../git.ts";
import type { TestSandbox } from "../sandbox.ts";
import { ScratchRepository } from "../scratch-repository.ts";
import { CUSTOMER, definition } from "./customers.ts";
import { type Call, PLATFORM, REPO } from "./platform.ts";
import type { Context, Ran } from "./step.ts";

/** A repository, its platform, and the sandbox in which Terraform finds Azure. */
export class Pipeline {
  readonly repository: ScratchRepository;
  readonly folder: string = temporaryFolder();
  readonly sandbox: TestSandbox;
  readonly #tools: string;
  #jobs = 0;
  #shells = 0;
  /** What the platform's API answers where a path contains this; the first that fits. */
  answers: Record<string, unknown> = {};
  /** Folders of artifacts by their name, and by their number. */
  artifacts: Record<string, string> = {};

  constructor(sandbox: TestSandbox) {
    this.sandbox = sandbox;
    this.repository = new ScratchRepository({ [CUSTOMER]: definition('"1.0.0"') });
    this.#tools = join(this.folder, "tools");
    mkdirSync(this.#tools);
    // a local state stands for the remote one that jobs share
    mkdirSync(join(this.folder, "state"));
    writeFileSync(join(this.folder, "platform.mjs"), PLATFORM);
    const platform = `exec '${process.execPath}' '${join(this.folder, "platform.mjs")}' '${this.folder}' "$@"`;
    this.#tool("keeper", `exec ${KEEPER.map((word) => `'${word}'`).join(" ")} "$@"`);
    // as `npm ci` leaves it: the command in the checkout, and the package with its scripts
    this.#tool(
      "npm",
      `test "$1" = ci\nmkdir -p node_modules/.bin\nln -sfn '${this.#tools}/keeper' node_modules/.bin/keeper
ln -sfn '${REPOSITORY}' node_modules/azure-lighthouse-keeper`,
    );
    // it asks the registry for names that are not installed: no pipeline may call it
    this.#tool("npx", "exit 97");
    this.#tool("gh", `if [ "$1" = api ]; then shift; fi\n${platform}`);
    this.#tool("curl", platform);
  }

  #tool(name: string, script: string): void {
    const file = join(this.#tools, name);
    writeFileSync(file, `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** An empty folder of a job; Terraform finds the state from its checkout and from its temporary folder. */
  jobFolder(): string {
    this.#jobs += 1;
    const folder = join(this.folder, `job-${this.#jobs}`);
    mkdirSync(join(folder, "temp"), { recursive: true });
    // three folders above each stack: on GitHub a fleet is in the temporary folder, on Azure DevOps beside it
    for (const place of [folder, join(folder, "temp")])
      symlinkSync(join(this.folder, "state"), join(place, "state"));
    return folder;
  }

  /** What the platform was asked for so far. */
  calls(): Call[] {
    const file = join(this.folder, "calls");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line));
  }

  /** Runs the script of the records, as an administrator does; gives its output. */
  records(...words: readonly string[]): string {
    const script = join(REPOSITORY, "pipelines", "scripts", "records.mjs");
    const env = { ...process.env, RECORDS_REMOTE: this.repository.root };
    return execFileSync(process.execPath, [script, ...words], {
      cwd: this.repository.root,
      env,
      encoding: "utf8",
    });
  }

  /** The states of a commit, the newest last. */
  statuses(commit: string): string[] {
    const set = this.calls().filter(({ path }) => path === `repos/${REPO}/statuses/${commit}`);
    return set.map(({ fields }) => fields.find((field) => field.startsWith("state=")) ?? "");
  }

  /** A checkout of a commit, as a job begins with one. */
  checkout(commit: string, folder: string): void {
    this.repository.git("clone", "-q", this.repository.root, folder);
    if (commit === this.repository.git("rev-parse", "refs/pull/7/head"))
      git(folder, "fetch", "-q", "origin", "refs/pull/7/head");
    git(folder, "checkout", "-q", "--detach", commit);
    symlinkSync(join(this.folder, "state"), join(folder, "state"));
  }

  /** Runs a script as a step; the variables say on which platform. */
  async shell(words: readonly string[], script: string, folder: string, variables: Context): Promise<Ran> {
    const platform = { answers: this.answers, artifacts: this.artifacts };
    writeFileSync(join(this.folder, "platform.json"), JSON.stringify(platform));
    // of each its own: jobs may run at the same time
    this.#shells += 1;
    const output = join(this.folder, `output-${this.#shells}`);
    const file = join(this.folder, `script-${this.#shells}.sh`);
    writeFileSync(output, "");
    writeFileSync(file, script);
    const ran = this.sandbox.start("bash", [...words, file], folder, {
      GITHUB_OUTPUT: output,
      PATH: `${this.#tools}:${process.env["PATH"]}`,
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: `url.${this.repository.root}.insteadOf`,
      GIT_CONFIG_VALUE_0: `https://x-access-token:t@github.com/${REPO}.git`,
      GIT_CONFIG_KEY_1: `url.${this.repository.root}.insteadOf`,
      GIT_CONFIG_VALUE_1: `ssh://git@github.com/${REPO}.git`,
      // of the sandbox only where Azure is, and as whom: stacks and state go where the estate says
      KEEPER_SANDBOX: "",
      ...variables,
    });
    const { code, output: said } = await ran.ended;
    const lines = readFileSync(output, "utf8").split("\n");
    const outputs = lines
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    return { code, said, outputs: Object.fromEntries(outputs) };
  }
}
