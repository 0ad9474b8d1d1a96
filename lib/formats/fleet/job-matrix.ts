import type { FleetJob } from "../../fleet/jobs.ts";
import { stableJson } from "../../values/canonical-json.ts";

/**
 * Matrix of a GitHub workflow, as a file. It is `{ include: [{ job, customers, destroys }] }`; ids have spaces between
 * them.
 */
export function githubMatrix(jobs: readonly FleetJob[]): string {
  const include = jobs.map((job) => ({
    job: job.name,
    customers: idsOf(job, "apply"),
    destroys: idsOf(job, "destroy"),
  }));
  return stableJson({ include });
}

/**
 * The matrix of an Azure DevOps pipeline, as a file: names to variables. A name there has letters, digits and underscores
 * alone and begins with a letter.
 */
export function azureDevOpsMatrix(jobs: readonly FleetJob[]): string {
  const entries = jobs.map((job) => [
    job.name.replaceAll("-", "_"),
    { CUSTOMERS: idsOf(job, "apply"), DESTROYS: idsOf(job, "destroy") },
  ]);
  return stableJson(Object.fromEntries(entries));
}

/** Ids of a job's customers with this action, with spaces between. */
export function idsOf({ runs }: FleetJob, action: "apply" | "destroy"): string {
  return runs
    .filter((run) => run.action === action)
    .map(({ customer }) => customer)
    .join(" ");
}
