import { stringify } from "yaml";
import type { FleetJob } from "../../fleet/jobs.ts";
import { idsOf } from "./job-matrix.ts";

/** Deploys each customer of a job by itself: where one fails, the others go on, and the job fails at its end. */
const SCRIPT = `failed=""
for customer in $CUSTOMERS $DESTROYS; do
  stack="$FLEET/stacks/$customer"
  case " $DESTROYS " in *" $customer "*) how=-destroy ;; *) how= ;; esac
  terraform -chdir="$stack" init -input=false &&
    terraform -chdir="$stack" plan -input=false -lock-timeout=5m $how -out=fleet.tfplan &&
    terraform -chdir="$stack" apply -input=false -lock-timeout=5m fleet.tfplan || failed="$failed $customer"
done
if [ -n "$failed" ]; then echo "not applied:$failed" >&2; exit 1; fi`;

/**
 * A child pipeline of GitLab with one job for each of the fleet's. The parent's job `fleet` hands its folder over as an artifact.
 * A pipeline must have a job: where nothing runs, one says so.
 *
 * @param folder of the fleet, relative to the checkout
 */
export function gitlabPipeline(jobs: readonly FleetJob[], folder: string): string {
  if (jobs.length === 0)
    return stringify({ nothing: { script: ["echo 'no customer has to run'"] } }, { lineWidth: 0 });
  const deploy = {
    stage: "deploy",
    needs: [{ pipeline: "$PARENT_PIPELINE_ID", job: "fleet" }],
    script: [SCRIPT],
  };
  const entries = jobs.map((job) => [
    job.name,
    { extends: ".deploy", variables: { CUSTOMERS: idsOf(job, "apply"), DESTROYS: idsOf(job, "destroy") } },
  ]);
  const pipeline = {
    stages: ["deploy"],
    variables: { FLEET: folder },
    ".deploy": deploy,
    ...Object.fromEntries(entries),
  };
  return stringify(pipeline, { lineWidth: 0 });
}
