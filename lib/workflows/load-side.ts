import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { GitRepository } from "../repository/git.ts";
import { runDefinitions } from "../repository/run-definitions.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { notGated } from "./gated-side.ts";
import type { DocumentContext, LoadedSide } from "./load-document.ts";
import { loadOutput } from "./load-output.ts";

/** What loading a side may need. */
export interface LoadContext extends DocumentContext {
  /** Paths are relative to it. */
  readonly folder: string;
  /** Whether definitions, which are programs, may be run; never where `gated` is given. */
  readonly mayExecute: boolean;
  /** The repository; asked for only where a revision is named. */
  readonly repository: () => Outcome<GitRepository>;
  /** The command that starts this keeper. */
  readonly keeper: readonly string[];
}

/**
 * Loads a side: `.` (the definitions of the work tree), `git:<revision>` (those of a commit), the output folder of
 * `keeper synth`, a file with a Terraform plan or state in JSON, or a folder with what `az managedservices` lists.
 */
export async function loadSide(name: string, context: LoadContext): Promise<Outcome<LoadedSide>> {
  if (name === "." || name.startsWith("git:")) return loadDefinitions(name, context);
  const path = resolve(context.folder, name);
  if (existsSync(join(path, "manifest.json")) || existsSync(join(path, "keeper.json"))) {
    const output = loadOutput(path, name, context.gated);
    return output.ok ? success({ kind: "side", ...output.value }) : output;
  }
  // its readers are loaded where there is one: most sides are outputs
  const { loadDocument } = await import("./load-document.ts");
  return loadDocument(name, path, context);
}

async function loadDefinitions(name: string, context: LoadContext): Promise<Outcome<LoadedSide>> {
  const { root, mayExecute, gated, repository, keeper } = context;
  if (gated !== undefined) return notGated(name, "would run definitions, which are programs");
  if (!mayExecute) {
    const fix =
      "compare synthesized output, or pass --execute-definitions where this job holds no credential";
    return failure("bad-arguments", `${name} would run definitions, which are programs`, fix);
  }
  if (root === undefined)
    return failure(
      "no-estate",
      "there is no cdktf.json in this folder or above it",
      "run keeper inside an estate",
    );
  if (name === ".") {
    // loaded where definitions are a side: every rule and the parsers of definitions come with it
    const { readDefinitions } = await import("./definition-side.ts");
    const defined = await readDefinitions(root, "this checkout");
    return defined.ok
      ? success({ kind: "side", side: defined.value.side, facts: defined.value.facts })
      : defined;
  }
  const git = repository();
  if (!git.ok) return git;
  const commit = git.value.commit(name.slice("git:".length));
  if (!commit.ok) return commit;
  const defined = await runDefinitions(git.value, commit.value, root, keeper);
  return defined.ok ? success({ kind: "side", ...defined.value }) : defined;
}
