import { stringify } from "yaml";
import type { FleetJob } from "../../fleet/jobs.ts";
import { idsOf } from "./job-matrix.ts";

/**
 * Script that deploys each customer of a job separately. Where one fails, the others go on, and the job fails at its
 * end.
 */
const SCRIPT = `failed=""
for customer in $CUSTOMERS $DESTROYS; do
  case " $DESTROYS " in
    *" $customer "*) stack="$FLEET/destroys/$customer" how=-destroy ;;
    *) stack="$FLEET/stacks/$customer" how= ;;
  esac
  terraform -chdir="$stack" init -input=false &&
    terraform -chdir="$stack" plan -input=false -lock-timeout=5m $how -out=fleet.tfplan &&
    terraform -chdir="$stack" apply -input=false -lock-timeout=5m fleet.tfplan || failed="$failed $customer"
done
if [ -n "$failed" ]; then echo "not applied:$failed" >&2; exit 1; fi`;

/**
 * A child pipeline of GitLab with one job for each of the fleet's. The parent's job `fleet` hands its folder over as an artifact.
 * A pipeline must have a job: where no customer runs, one says so.
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
  // a customer's id alone could be a word of GitLab's, such as "variables" or "image"
  const entries = jobs.map((job) => [
    `deploy-${job.name}`,
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
