import type { Platform } from "../gate/author.ts";
import type { Outcome } from "../values/failure.ts";
import { downloadFromAzureDevOps } from "./azure-devops-output.ts";
import { downloadFromGithub } from "./github-output.ts";
import type { OutputRequest, PipelineOutput } from "./pipeline-sides.ts";
import type { PlatformContext } from "./platform-command.ts";

const DOWNLOADS: Readonly<
  Record<Platform, (request: OutputRequest, context: PlatformContext) => Promise<Outcome<PipelineOutput>>>
> = { github: downloadFromGithub, "azure-devops": downloadFromAzureDevOps };

/**
 * Downloads the synthesized output that the shipped pipeline compared for a commit. Uses the user's own `gh` or `az`.
 * Fails where no run of the pipeline for exactly this commit has it.
 */
export function downloadOutput(
  platform: Platform,
  request: OutputRequest,
  context: PlatformContext,
): Promise<Outcome<PipelineOutput>> {
  return DOWNLOADS[platform](request, context);
}
