/** A figure that a rollout is computed from, and where it comes from. */
export interface ScaleFigure {
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  /** A published page, or how it was measured. */
  readonly source: string;
}

const MEASURED = "[measured](#how-it-was-measured)";
const THROTTLING =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling";
const GRAPH =
  "https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests";
const ACTIONS = "https://docs.github.com/actions/reference/limits";
const USAGE =
  "https://docs.github.com/en/github-ae@latest/actions/reference/usage-limits-billing-and-administration";
const REPOSITORY =
  "https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits";
const STORAGE = "https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account";

/** Every figure of the arithmetic. */
export const SCALE_FIGURES = {
  initSeconds: {
    value: 0.07,
    unit: "s",
    what: "`terraform init`, with the provider at hand",
    source: MEASURED,
  },
  planSeconds: {
    value: 10.2,
    unit: "s",
    what: "`terraform plan`; 10 s of it wait for the resource provider's registration",
    source: MEASURED,
  },
  applySeconds: { value: 2.18, unit: "s", what: "`terraform apply` of a new delegation", source: MEASURED },
  secondPlanSeconds: { value: 0.16, unit: "s", what: "the plan after the apply", source: MEASURED },
  gateSeconds: {
    value: 1.36,
    unit: "s",
    what: "`keeper gate` on the plan",
    source: MEASURED,
  },
  terraformMemory: { value: 71, unit: "MiB", what: "memory of a Terraform process", source: MEASURED },
  showSeconds: { value: 0.09, unit: "s", what: "`terraform show -json` of the plan", source: MEASURED },
  gateMemory: { value: 109, unit: "MiB", what: "memory of `keeper gate`", source: MEASURED },
  customersAtOnce: {
    value: 4,
    unit: "customers",
    what: "customers at once on a runner",
    source: "the default of `LIGHTHOUSE_CUSTOMERS_AT_ONCE`",
  },
  recordReads: {
    value: 1,
    unit: "read",
    what: "times that an apply reads the records of its whole step",
    source: "`pipelines/scripts/deploy.mjs`",
  },
  unrecorded: {
    value: 20,
    unit: "customers",
    what: "customers of a job that are not recorded yet, from which on no other begins",
    source: "`pipelines/scripts/record-queue.mjs`",
  },
  readAt1000: {
    value: 0.04,
    unit: "s",
    what: "reading the records of 1,000 customers again",
    source: MEASURED,
  },
  readAt10000: {
    value: 0.06,
    unit: "s",
    what: "reading the records of 10,000 customers again",
    source: MEASURED,
  },
  readAt100000: {
    value: 0.56,
    unit: "s",
    what: "reading the records of 100,000 customers again",
    source: MEASURED,
  },
  writeAt1000: {
    value: 0.07,
    unit: "s",
    what: "recording one apply among 1,000 customers",
    source: MEASURED,
  },
  writeAt10000: {
    value: 0.1,
    unit: "s",
    what: "recording one apply among 10,000 customers",
    source: MEASURED,
  },
  writeAt100000: {
    value: 0.46,
    unit: "s",
    what: "recording one apply among 100,000 customers",
    source: MEASURED,
  },
  pushesPerMinute: {
    value: 6,
    unit: "pushes per minute",
    what: "most pushes to a repository that GitHub recommends, to avoid throttling",
    source: REPOSITORY,
  },
  jobsPerRun: { value: 256, unit: "jobs", what: "jobs of a matrix in one run", source: ACTIONS },
  jobHours: {
    value: 6,
    unit: "h",
    what: "longest job on a hosted runner (self-hosted: 5 days)",
    source: USAGE,
  },
  armReads: {
    value: 15,
    unit: "requests",
    what: "reads of Resource Manager for each customer: plan, apply, second plan",
    source: MEASURED,
  },
  armWrites: {
    value: 3,
    unit: "requests",
    what: "writes of Resource Manager for each customer: registration, definition, assignment",
    source: MEASURED,
  },
  armReadBucket: {
    value: 250,
    unit: "requests",
    what: "reads at once, of one subscription by one principal; 25 more each second",
    source: THROTTLING,
  },
  armWriteBucket: {
    value: 200,
    unit: "requests",
    what: "writes at once, of one subscription by one principal; 10 more each second",
    source: THROTTLING,
  },
  graphRows: {
    value: 1_000,
    unit: "rows",
    what: "rows of a page of Resource Graph (`keeper fetch` reads an assignment a row)",
    source: "https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data",
  },
  graphQueriesPerSecond: {
    value: 3,
    unit: "queries per second",
    what: "queries of Resource Graph by one user: 15 in 5 s",
    source: GRAPH,
  },
  graphSubscriptions: {
    value: 10_000,
    unit: "subscriptions",
    what: "subscriptions that a query looks at; `keeper fetch` says where there are more",
    source: GRAPH,
  },
  stateRequests: {
    value: 40,
    unit: "requests",
    what: "requests to the state's storage for each customer: reads, locks and writes of four commands",
    source: "**assumed**, on the high side: not measured",
  },
  stateRequestsPerSecond: {
    value: 20_000,
    unit: "requests per second",
    what: "requests to one storage account",
    source: STORAGE,
  },
} as const satisfies Readonly<Record<string, ScaleFigure>>;

/** Values of the figures, by name. */
export type ScaleInputs = Readonly<Record<keyof typeof SCALE_FIGURES, number>>;

/** What may hold up a rollout. In the order in which a tie is decided. */
export const SCALE_LIMITS = ["runners", "jobs", "records", "storage", "graph"] as const;

/** One of {@link SCALE_LIMITS}. */
export type ScaleLimit = (typeof SCALE_LIMITS)[number];

/** A rollout to all customers, computed. */
export interface Rollout {
  /** Runners that work: no more than there are jobs in a run. */
  readonly runnersUsed: number;
  readonly customersPerJob: number;
  /** Pushes of records at least: where they are slow, a job records what it can by one. */
  readonly pushes: number;
  /** Memory that the processes of a runner need, in MiB. */
  readonly memory: number;
  /** Runs that the limit of a job's hours needs. */
  readonly runs: number;
  /** Seconds that the rollout takes at least, by what holds it up. */
  readonly seconds: Readonly<Record<ScaleLimit, number>>;
  /** What saturates first: it takes longest. */
  readonly first: ScaleLimit;
  /** Time by GitHub's recommended rate of pushes, in seconds. */
  readonly recommendedSeconds: number;
  /** Subscriptions that a query of Resource Graph does not look at, with one for each customer. */
  readonly unseenSubscriptions: number;
}

/**
 * Computes the lower bounds of a rollout's time. What takes longest saturates first. Customers have one subscription each.
 *
 * @param customers from 1 on
 * @param runners from 1 on
 */
export function rollout(customers: number, runners: number, inputs: ScaleInputs): Rollout {
  const runnersUsed = Math.min(runners, inputs.jobsPerRun, customers);
  const customersPerJob = Math.ceil(customers / runnersUsed);
  // those that have begun when no other may begin are recorded too
  const mostByOnePush = inputs.unrecorded + inputs.customersAtOnce - 1;
  const pushes = runnersUsed * Math.ceil(customersPerJob / mostByOnePush);
  const workSeconds = secondsOnRunner(customersPerJob, customers, inputs);
  // the same runners, if a run could have a job for each of them
  const withoutJobLimit = Math.ceil(customers / Math.min(runners, customers));
  const seconds = {
    runners: secondsOnRunner(withoutJobLimit, customers, inputs),
    jobs: runnersUsed < Math.min(runners, customers) ? workSeconds : 0,
    // one push after the other: of two at once, one is refused and tries again
    records: pushes * writeSeconds(customers, inputs),
    storage: (customers * inputs.stateRequests) / inputs.stateRequestsPerSecond,
    graph: Math.ceil(customers / inputs.graphRows) / inputs.graphQueriesPerSecond,
  };
  const longest = Math.max(...Object.values(seconds));
  return {
    runnersUsed,
    customersPerJob,
    pushes,
    memory:
      Math.min(inputs.customersAtOnce, customersPerJob) * Math.max(inputs.terraformMemory, inputs.gateMemory),
    runs: Math.max(1, Math.ceil(workSeconds / (inputs.jobHours * 3_600))),
    seconds,
    first: SCALE_LIMITS.find((limit) => seconds[limit] === longest) ?? "runners",
    recommendedSeconds: (pushes / inputs.pushesPerMinute) * 60,
    unseenSubscriptions: Math.max(0, customers - inputs.graphSubscriptions),
  };
}

/** The values of {@link SCALE_FIGURES}. */
export function scaleInputs(): ScaleInputs {
  const entries = Object.entries(SCALE_FIGURES).map(([name, { value }]) => [name, value]);
  return Object.fromEntries(entries);
}

/** Time of a runner with some customers: they are initialized one after the other, and the rest overlaps. */
function secondsOnRunner(mine: number, all: number, inputs: ScaleInputs): number {
  const { initSeconds, planSeconds, showSeconds, gateSeconds, applySeconds, secondPlanSeconds } = inputs;
  const reads = inputs.recordReads * readSeconds(all, inputs);
  const each =
    initSeconds + planSeconds + showSeconds + gateSeconds + applySeconds + secondPlanSeconds + reads;
  const turns = Math.ceil(mine / Math.min(inputs.customersAtOnce, mine));
  return Math.max(mine * initSeconds, turns * each);
}

const readSeconds = (customers: number, { readAt1000, readAt10000, readAt100000 }: ScaleInputs) =>
  between(customers, [readAt1000, readAt10000, readAt100000]);

const writeSeconds = (customers: number, { writeAt1000, writeAt10000, writeAt100000 }: ScaleInputs) =>
  between(customers, [writeAt1000, writeAt10000, writeAt100000]);

/** A measured line between 1,000, 10,000 and 100,000 customers; the first value below, and the last slope above. */
function between(customers: number, [a, b, c]: readonly [number, number, number]): number {
  if (customers <= 1_000) return a;
  if (customers <= 10_000) return a + ((b - a) * (customers - 1_000)) / 9_000;
  return b + ((c - b) * (customers - 10_000)) / 90_000;
}
