import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { REPOSITORY } from "../estates.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Context, Ran } from "./step.ts";

interface AzureJob {
  readonly steps?: AzureStep[];
  readonly strategy?: { readonly runOnce?: { readonly deploy: { readonly steps: AzureStep[] } } };
}

interface AzureStep {
  readonly name?: string;
  readonly bash?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/** Steps of an Azure DevOps pipeline, found by their name, in one checkout. @param base the accepted commit */
export async function azureSteps(pipeline: Pipeline, name: string, commit: string, base = commit) {
  const file = join(REPOSITORY, "pipelines", "azure-devops", "templates", `${name}.yml`);
  const stages: { jobs: AzureJob[] }[] = parse(readFileSync(file, "utf8")).stages;
  const steps = stages.flatMap(({ jobs }) => jobs.flatMap(stepsOf));
  const folder = pipeline.jobFolder();
  const work = join(folder, "work");
  pipeline.checkout(commit, work);
  const run = (step: string, variables: Context = {}) => {
    const found = steps.find((each) => each.name === step && each.inputs?.inlineScript !== undefined);
    const script = found?.inputs?.inlineScript ?? steps.find((each) => each.name === step)?.bash ?? "exit 99";
    return pipeline.shell(["--noprofile", "--norc"], script, work, {
      // Azure Pipelines sets this one and not CI
      TF_BUILD: "True",
      BUILD_SOURCEVERSION: commit,
      BUILD_BUILDID: "1",
      BUILD_REPOSITORY_ID: "r",
      BUILD_REPOSITORY_URI: pipeline.repository.root,
      RECORDS_REMOTE: pipeline.repository.root,
      RECORDS_TOKEN: "t",
      SYSTEM_COLLECTIONURI: "https://dev.azure.com/o/",
      SYSTEM_TEAMPROJECTID: "p",
      SYSTEM_ACCESSTOKEN: "t",
      PIPELINE_WORKSPACE: folder,
      AGENT_TEMPDIRECTORY: join(folder, "temp"),
      ...variables,
    });
  };
  // where keeper is installed in a step of its own, the others need it
  if (steps.some((step) => step.name === "install")) await run("install", { BASE: base });
  return { folder, work, run };
}

const stepsOf = ({ steps, strategy }: AzureJob): AzureStep[] =>
  steps ?? strategy?.runOnce?.deploy.steps ?? [];

/** What a step gave a variable. */
export const set = ({ said }: Ran, variable: string): string =>
  said.split(`##vso[task.setvariable variable=${variable}]`)[1]?.split("\n")[0] ?? "";

/** What the platform says of the author, as the steps before hand it on. */
export const AUTHOR = {
  AUTHOR: "mallory",
  AUTHOR_ID: "8f3e2a1b-7c6d-4e5f-9a0b-1c2d3e4f5a6b",
  PLATFORM: "azure-devops",
};
