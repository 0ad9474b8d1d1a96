import { join } from "node:path";
import { failure, type Outcome } from "../values/failure.ts";
import { objectAt } from "../values/json-object.ts";
import { attemptAsync, take } from "../values/result.ts";
import type { OutputRequest, PipelineOutput } from "./pipeline-sides.ts";
import { askPlatform, type PlatformCli, type PlatformContext, runPlatform } from "./platform-command.ts";

const GH: PlatformCli = { program: "gh", fix: "install GitHub CLI and run gh auth login" };

/**
 * The workflow that calls the gate. GitHub names a run after the file that its event started. It runs from the default
 * branch, whatever the change brings.
 */
export const SIDES_WORKFLOW = ".github/workflows/lighthouse-synthesized.yml";

/** Limit of artifacts to look at. Each run of the workflow for a commit has one. */
const MOST_ARTIFACTS = 20;

/** Name of the artifact with both sides of a change, by its commit. */
export function sidesArtifact(head: string): string {
  return `lighthouse-sides-${head}`;
}

/**
 * Downloads both sides from the newest run of the shipped workflow for a commit. Any workflow can give an artifact this
 * name. The event and the file of its run show that the default branch's workflow made it.
 */
export function downloadFromGithub(
  { head, into }: OutputRequest,
  context: PlatformContext,
): Promise<Outcome<PipelineOutput>> {
  return attemptAsync(async function* () {
    const name = sidesArtifact(head);
    const run = yield* take(await runOf(name, context));
    yield* take(await runPlatform(GH, ["run", "download", run, "--name", name, "--dir", into], context));
    return { before: join(into, "base.out"), after: join(into, "change.out") };
  });
}

/** The newest run of the workflow that has an artifact. */
function runOf(name: string, context: PlatformContext): Promise<Outcome<string>> {
  return attemptAsync(async function* () {
    const path = `repos/{owner}/{repo}/actions/artifacts?per_page=100&name=${name}`;
    const listed = yield* take(await askPlatform(GH, ["api", path], context));
    for (const run of runsIn(listed, name)) {
      const found = yield* take(
        await askPlatform(GH, ["api", `repos/{owner}/{repo}/actions/runs/${run}`], context),
      );
      if (isOfWorkflow(found)) return run;
    }
    const problem = `no run of ${SIDES_WORKFLOW} has the artifact ${name}`;
    const fix = "wait for the pipeline, run it again, or hand over both outputs";
    return yield* take(failure("unreadable-input", problem, fix));
  });
}

/** Ids of the runs with an unexpired artifact of this name, newest first. */
function runsIn(listed: unknown, name: string): readonly string[] {
  const { artifacts } = objectAt(listed);
  if (!Array.isArray(artifacts)) return [];
  const runs = artifacts.flatMap((artifact: unknown) => {
    const { name: own, expired } = objectAt(artifact);
    const { id } = objectAt(artifact, "workflow_run");
    return own === name && expired === false && Number.isSafeInteger(id) ? [Number(id)] : [];
  });
  return [...new Set(runs)]
    .sort((a, b) => b - a)
    .slice(0, MOST_ARTIFACTS)
    .map(String);
}

/** GitHub's documentation shows a workflow's path with and without the branch. */
function isOfWorkflow(run: unknown): boolean {
  const { event, path } = objectAt(run);
  return event === "workflow_run" && typeof path === "string" && path.split("@")[0] === SIDES_WORKFLOW;
}
