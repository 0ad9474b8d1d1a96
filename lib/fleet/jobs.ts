import type { FleetRun } from "./fleet-change.ts";
import { stableScore } from "./stable-score.ts";

/** Seconds that a customer is taken for where none were measured. */
const UNMEASURED_SECONDS = 60;

/** How much more than the mean a job may take. So customers can stay where they are. */
const MOST_OVER_MEAN = 1.25;

/** Customers that one job deploys, one after the other. */
export interface FleetJob {
  /** Letters, digits and hyphens: the customer's id, or `job-<number>` where a job has several. */
  readonly name: string;
  readonly runs: readonly FleetRun[];
  /** Seconds that the job is expected to take. */
  readonly seconds: number;
}

/** How customers are divided among jobs. */
export interface JobLimits {
  /** From 1 on. */
  readonly most: number;
  /** Minutes that a job should take. @default - as many jobs as there may be */
  readonly minutes?: number | undefined;
  /** Measured seconds by customer. */
  readonly seconds: ReadonlyMap<string, number>;
}

/**
 * Divides customers among jobs, one each where there are enough. With fewer jobs, each takes about the same time. A
 * customer stays in its job while the number of jobs is the same and the job has room, whichever others run. That is
 * rendezvous hashing with bounded load.
 */
export function jobsOf(runs: readonly FleetRun[], { most, minutes, seconds }: JobLimits): FleetJob[] {
  const durationOf = ({ customer }: FleetRun) => seconds.get(customer) ?? UNMEASURED_SECONDS;
  const total = runs.reduce((sum, run) => sum + durationOf(run), 0);
  const wanted = minutes === undefined ? runs.length : Math.ceil(total / (60 * minutes));
  const count = Math.min(Math.max(wanted, 1), most, runs.length);
  if (count === runs.length)
    return runs.map((run) => ({ name: run.customer, runs: [run], seconds: durationOf(run) }));
  const jobs = Array.from({ length: count }, (_, index) => ({
    name: `job-${index + 1}`,
    runs: [] as FleetRun[],
    seconds: 0,
  }));
  const room = (total / count) * MOST_OVER_MEAN;
  for (const run of runs) {
    const duration = durationOf(run);
    const job = preferred(run.customer, jobs, ({ seconds: load }) => load + duration <= room);
    job.runs.push(run);
    job.seconds += duration;
  }
  return jobs.filter((job) => job.runs.length > 0);
}

/** The job that a customer prefers among those with room. Where none has, the one that ends first. */
function preferred<T extends { readonly name: string; readonly seconds: number }>(
  customer: string,
  jobs: readonly T[],
  hasRoom: (job: T) => boolean,
): T {
  const free = jobs.filter(hasRoom);
  const [first, ...others] = free.length > 0 ? free : jobs;
  if (first === undefined) throw new Error("there is no job");
  const better = (a: T, b: T) =>
    free.length > 0
      ? stableScore(`${customer} ${a.name}`) > stableScore(`${customer} ${b.name}`)
      : a.seconds < b.seconds;
  return others.reduce((best, job) => (better(job, best) ? job : best), first);
}
