import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { REPOSITORY, temporaryFolder } from "../estates.ts";
import { git } from "../git.ts";

/** The script of the records. */
export const SCRIPT: string = join(REPOSITORY, "pipelines", "scripts", "records.mjs");

/** How a script ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A remote with a default branch, and a clone that the scripts run in. */
export class Remote {
  readonly root: string = temporaryFolder();
  readonly clone: string = temporaryFolder();
  #count = 0;

  constructor() {
    git(this.root, "init", "-q", "--bare", "-b", "main");
    git(this.clone, "clone", "-q", this.root, ".");
    git(this.clone, "checkout", "-q", "-b", "main");
  }

  /** Merges something into the default branch, and gives the commit. */
  merge(): string {
    this.#count += 1;
    git(this.clone, "commit", "-q", "--allow-empty", "-m", `change ${this.#count}`);
    git(this.clone, "push", "-q", "origin", "main");
    return git(this.clone, "rev-parse", "HEAD");
  }

  /** Runs records.mjs. */
  records(...words: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], {
      cwd: this.clone,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    });
    return { code: status, out: stdout, err: stderr };
  }

  /** Runs records.mjs in a clone of its own, beside others. */
  recordedApart(...words: readonly string[]): Promise<Ended> {
    const clone = temporaryFolder();
    git(clone, "clone", "-q", this.root, ".");
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
    return new Promise((resolve) => {
      const ended = (error: { readonly code?: number | string | null } | null, out: string, err: string) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      execFile(process.execPath, [SCRIPT, ...words], { cwd: clone, env }, ended);
    });
  }

  /** The record of a customer. */
  record(customer: string) {
    return JSON.parse(git(this.root, "cat-file", "blob", `lighthouse-records:applied/${customer}.json`));
  }

  /** Accepts a commit for customers, and gives those that started. */
  accept(head: string, customers: readonly string[]): { started: string[]; held: Record<string, string> } {
    const base = /^base=(.*)$/m.exec(this.records("base", head).out)?.[1] ?? "";
    const { code, out, err } = this.records("accept", head, base, ...customers);
    expect(code, err).toBe(0);
    return JSON.parse(out);
  }

  /** The accepted commit. */
  accepted(): string {
    return git(this.root, "cat-file", "blob", "lighthouse-records:accepted");
  }
}

/** A remote whose first commit is accepted. */
export function begun(): { remote: Remote; first: string } {
  const remote = new Remote();
  const first = remote.merge();
  expect(remote.records("begin", first)).toMatchObject({ code: 0 });
  return { remote, first };
}
