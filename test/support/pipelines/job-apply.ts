import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { change, REPOSITORY, temporaryFolder } from "../estates.ts";
import { begun, type Remote } from "./records-remote.ts";

/*
 * A job of the apply, as pipelines run it, against real records. Terraform and the gate are stood in for: what they do is written
 * down, and files say which customer fails.
 */

/** Where a script of the pipelines is. */
export const script = (name: string): string => join(REPOSITORY, "pipelines", "scripts", `${name}.mjs`);

/**
 * Stands in for Terraform. Notes each call as `<customer> <verb>`; fails where a file says so. Where
 * files say so, plans wait for one another, or fail where they find another one.
 */
export const TERRAFORM: string = `#!/usr/bin/env bash
set -eu
customer=$(basename "\${1#-chdir=}")
verb=$2
case "$*" in *-detailed-exitcode*) verb=again ;; esac
echo "$customer $verb" >> "$CALLS"
if [ -e "$TOGETHER" ] && [ $verb = plan ]; then
  touch "$TOGETHER.$customer"
  for tries in $(seq 100); do
    if [ "$(ls "$TOGETHER".* | wc -l)" -ge 2 ]; then break; fi
    sleep 0.1
  done
  [ "$(ls "$TOGETHER".* | wc -l)" -ge 2 ]
fi
if [ -e "$ALONE" ] && [ $verb = plan ]; then
  mkdir "$ALONE.now"
  sleep 0.3
  rmdir "$ALONE.now"
fi
case $verb in
  providers) [ ! -e "$OFFLINE" ] && cat "$(dirname "$0")/../fleet/stacks/$customer/cdk.tf.json" > "$4/provider" ;;
  init)
    # another initialization at the same time ends here
    mkdir "$CALLS.init"
    sleep 0.1
    rmdir "$CALLS.init"
    mirror=$(sed -n 's/^    path = "\\(.*\\)"$/\\1/p' "\${TF_CLI_CONFIG_FILE:-/dev/null}")
    echo "$customer from $(ls "\${mirror:-/nowhere}/provider" 2> /dev/null | grep -c .)" >> "$CALLS.from"
    ;;
  show) echo '{}' ;;
  apply) [ ! -e "$FAILS.$customer" ] ;;
  again) [ ! -e "$DIRTY.$customer" ] || exit 2 ;;
esac
`;

interface Wave {
  readonly maximumConcurrency: number;
  readonly failureTolerance: number;
  readonly later?: readonly string[];
}

/** A fleet whose customers are in one job or several. */
interface Fleet {
  readonly jobs: Readonly<Record<string, readonly string[]>>;
  readonly wave?: Wave;
  /** Whether the change only takes access away. */
  readonly narrowing?: true;
}

/** A change that was gated, and its fleet; every run of a job is a process of its own. */
export class Apply {
  readonly remote: Remote;
  readonly folder: string = temporaryFolder();
  head: string;
  #base: string;

  constructor({ jobs, wave, narrowing }: Fleet) {
    const { remote, first } = begun();
    this.remote = remote;
    this.#base = first;
    this.head = remote.merge();
    const customers = Object.entries(jobs).flatMap(([job, ids]) =>
      ids.map((customer) => ({ customer, job, action: "apply", narrowing })),
    );
    const names = Object.keys(jobs).map((name) => ({ name }));
    const named = wave && { name: "canary", later: [], ...wave };
    change(this.folder, {
      "fleet/fleet.json": JSON.stringify({ customers, jobs: names, ...(named && { wave: named }) }),
      "fleet/facts.json": "{}",
      "bin/terraform": TERRAFORM,
      ...Object.fromEntries(
        customers.map(({ customer }) => [`fleet/stacks/${customer}/cdk.tf.json`, '{"import":[]}']),
      ),
    });
    change(remote.clone, { "node_modules/.bin/keeper": "#!/bin/sh\nexit 0\n" });
    for (const file of [join(this.folder, "bin/terraform"), join(remote.clone, "node_modules/.bin/keeper")])
      chmodSync(file, 0o755);
  }

  /** Accepts the fleet, and gives the names of the jobs to run. */
  accept(): string[] {
    const fleet = join(this.folder, "fleet/fleet.json");
    const { code, out, err } = this.remote.records("accept", this.head, this.#base, "--fleet", fleet);
    expect(code, err).toBe(0);
    change(this.folder, { "accepted.json": out });
    return JSON.parse(this.matrix("github"));
  }

  /** The next change is merged. */
  goOn(): void {
    this.#base = this.head;
    this.head = this.remote.merge();
  }

  /** What job-matrix.mjs prints. */
  matrix(form: string): string {
    const files = ["fleet/fleet.json", "accepted.json"].map((file) => join(this.folder, file));
    return spawnSync(process.execPath, [script("job-matrix"), form, ...files], { encoding: "utf8" }).stdout;
  }

  /** Runs a job. */
  run(job: string, variables: Readonly<Record<string, string>> = {}): { code: number | null; said: string } {
    const at = (name: string) => join(this.folder, name);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script("deploy")], {
      cwd: this.remote.clone,
      encoding: "utf8",
      env: {
        PATH: `${at("bin")}:${process.env["PATH"]}`,
        HOME: this.folder,
        JOB: job,
        HEAD: this.head,
        BASE: this.#base,
        FLEET: at("fleet"),
        ACCEPTED: at("accepted.json"),
        AUTHOR: "mallory",
        AUTHOR_ID: "1",
        PLATFORM: "github",
        NAMES: "base.out",
        ...Object.fromEntries(
          ["CALLS", "FAILS", "DIRTY", "TOGETHER", "ALONE", "OFFLINE"].map((name) => [name, at(name)]),
        ),
        ...variables,
      },
    });
    return { code: status, said: `${stdout}${stderr}` };
  }

  /** Marks a customer: its apply `FAILS`, or a plan after it is not empty (`DIRTY`). */
  mark(how: "FAILS" | "DIRTY", customer: string, isSo = true): void {
    change(this.folder, { [`${how}.${customer}`]: isSo ? "" : undefined });
  }

  /** Customers that Terraform was started for with a verb, in their order. */
  ran(verb: string): string[] {
    const lines = readFileSync(join(this.folder, "CALLS"), "utf8").trim().split("\n");
    return lines.filter((line) => line.endsWith(` ${verb}`)).map((line) => line.split(" ")[0] ?? "");
  }
}
