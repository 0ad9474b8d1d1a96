import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../documents/json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { objectAt } from "../values/json-object.ts";
import { attemptAsync, take } from "../values/result.ts";
import type { OutputRequest, PipelineOutput } from "./pipeline-sides.ts";
import { askPlatform, type PlatformCli, type PlatformContext, runPlatform } from "./platform-command.ts";

const AZ: PlatformCli = {
  program: "az",
  fix: "install Azure CLI with its extension azure-devops, and run az login",
};

/** Artifacts of the shipped review pipeline: the base's output, and the change's. */
const ARTIFACTS = ["base.out", "cdktf.out"] as const;

/** Runs that are looked at, newest first. */
const MOST_RUNS = 200;

/**
 * Downloads both sides from the newest matching pull request run. The run was queued for exactly this commit and has
 * the artifacts of the shipped pipeline.
 */
export function downloadFromAzureDevOps(
  { head, into }: OutputRequest,
  context: PlatformContext,
): Promise<Outcome<PipelineOutput>> {
  return attemptAsync(async function* () {
    const run = yield* take(await runOf(head, context));
    for (const artifact of ARTIFACTS) {
      const folder = join(into, artifact);
      mkdirSync(folder);
      const what = ["--run-id", run, "--artifact-name", artifact, "--path", folder];
      yield* take(await runPlatform(AZ, ["pipelines", "runs", "artifact", "download", ...what], context));
    }
    const [before, after] = ARTIFACTS;
    return { before: join(into, before), after: join(into, after) };
  });
}

function runOf(head: string, context: PlatformContext): Promise<Outcome<string>> {
  return attemptAsync(async function* () {
    const order = ["--query-order", "QueueTimeDesc", "--top", String(MOST_RUNS)];
    const words = ["pipelines", "runs", "list", "--reason", "pullRequest", ...order, "--output", "json"];
    for (const run of runsIn(yield* take(await askPlatform(AZ, words, context)), head)) {
      const list = ["pipelines", "runs", "artifact", "list", "--run-id", run, "--output", "json"];
      if (hasArtifacts(yield* take(await askPlatform(AZ, list, context)))) return run;
    }
    const problem = `of the last ${MOST_RUNS} runs for pull requests, none for ${head} has ${ARTIFACTS.join(" and ")}`;
    const fix = "wait for the pipeline, run it again, or hand over both outputs";
    return yield* take(failure("unreadable-input", problem, fix));
  });
}

/** Ids of the runs for a commit, in the order of the list. */
function runsIn(listed: unknown, head: string): readonly string[] {
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((run: unknown) => {
    const { id } = objectAt(run);
    return Number.isSafeInteger(id) && sourceCommits(run).includes(head) ? [String(id)] : [];
  });
}

/** The source commit of a pull request's run, wherever the platform says it. */
function sourceCommits(run: unknown): readonly unknown[] {
  const { parameters } = objectAt(run);
  const parsed = typeof parameters === "string" ? parseJson(parameters) : undefined;
  const given = objectAt(parsed?.ok === true ? parsed.value : undefined);
  return [given["system.pullRequest.sourceCommitId"], objectAt(run, "triggerInfo")["pr.sourceSha"]];
}

function hasArtifacts(listed: unknown): boolean {
  const names = Array.isArray(listed) ? listed.map((artifact: unknown) => objectAt(artifact)["name"]) : [];
  return ARTIFACTS.every((name) => names.includes(name));
}
