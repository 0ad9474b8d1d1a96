import { markdownTable } from "./markdown.ts";
import { rollout, SCALE_FIGURES, type ScaleInputs, type ScaleLimit, scaleInputs } from "./scale.ts";

const CUSTOMERS = [1_000, 10_000, 100_000] as const;
/** The first is what the shipped pipelines start at once without waves. */
const RUNNERS = [10, 20, 256, 1_000] as const;

/** What saturates, in words. */
const LIMIT_WORDS = {
  runners: "runners",
  jobs: "jobs of a run",
  records: "records",
  storage: "state storage",
  graph: "Resource Graph",
} satisfies Record<ScaleLimit, string>;

/** Makes `docs/scale.md`. It shows rollouts on paper, computed from {@link SCALE_FIGURES}. */
export function scalePage(): string {
  const inputs = scaleInputs();
  return [
    ...INTRODUCTION,
    rolloutTable(inputs),
    ...limitLines(inputs),
    "",
    sharedTable(inputs),
    ...ownLines(inputs),
    "",
    ...DEPLOYED,
    ...MEASUREMENT,
    figureTable(),
  ].join("\n");
}

const INTRODUCTION: readonly string[] = [
  "# A fleet at scale, on paper",
  "",
  "`npm run docs` computes this page from the figures at its end. **Nothing of this size was deployed**: the largest fleet that was, in the",
  "[sandbox](sandbox.md), has [500 customers](#what-was-deployed). For synthesis, review and gate see [performance](performance.md).",
  "",
  "Computed is one change that reaches all customers in one step, each with one subscription, by the shipped scripts with 4 customers at once",
  "on every runner. **The shipped pipelines reach less**: they start 10 jobs at once without `waves.yaml`, the first row of each size, and at most",
  "256 customers at once with it. Times are what this takes at least on such a machine. They leave out the start of runners, approvals, git's",
  "network, and azurerm itself: the stand-in waits as azurerm does, but starts no process.",
  "",
  "## What saturates first",
  "",
];

function rolloutTable(inputs: ScaleInputs): string {
  const rows = CUSTOMERS.flatMap((customers) =>
    RUNNERS.map((runners) => {
      const { runnersUsed, customersPerJob, pushes, seconds, first, runs } = rollout(
        customers,
        runners,
        inputs,
      );
      return [
        ...[customers, runners, runnersUsed, customersPerJob].map(number),
        duration(Math.max(seconds.jobs, seconds.runners)),
        number(pushes),
        duration(seconds.records),
        `**${LIMIT_WORDS[first]}**`,
        runs === 1 ? "no" : `yes: ${runs} runs`,
      ];
    }),
  );
  const head = ["customers", "runners", "that work", "customers a job", "their work"];
  return markdownTable([...head, "pushes", "records", "first", "a job over 6 h"], rows);
}

function limitLines(inputs: ScaleInputs): readonly string[] {
  const { jobsPerRun, pushesPerMinute, unrecorded, customersAtOnce } = inputs;
  const mostByOnePush = unrecorded + customersAtOnce - 1;
  return [
    "- **Runners**, while there are few: each customer takes a plan, a gate and an apply.",
    `- **Jobs of a run**: a matrix has at most ${jobsPerRun}, so further runners have no job.`,
    "- **Records**: what was applied is recorded by pushes to one branch, one after the other, and the more customers the branch has, the",
    `  longer each takes. A job pushes as soon as none of its pushes is under way, so by one alone or, where pushes are slow, by one for up to ${mostByOnePush}`,
    "  customers ([decision 39](decisions/0039-what-ends-during-a-push-is-recorded-together.md)). The table has as few pushes as that allows.",
    `  GitHub recommends at most ${pushesPerMinute} pushes per minute to a repository, and 3,000 files in a folder. Of pushes at once, all but one are`,
    "  refused. A script tries again for 20 minutes, after random times that grow: of 40 at one moment, each was recorded (with ten tries at",
    "  once, 26 gave up). Where one gives up, a customer that was applied stands as one that was not:",
    "  [run the commit again](../pipelines/README.md#the-two-records).",
  ];
}

function sharedTable(inputs: ScaleInputs): string {
  const rows = CUSTOMERS.map((customers) => {
    const { seconds, recommendedSeconds, unseenSubscriptions } = rollout(customers, RUNNERS[0], inputs);
    return [
      number(customers),
      duration(recommendedSeconds),
      duration(seconds.storage),
      duration(seconds.graph),
      unseenSubscriptions === 0 ? "none" : number(unseenSubscriptions),
    ];
  });
  const pushes = `pushes of ${RUNNERS[0]} jobs at GitHub's recommended rate`;
  const head = ["customers", pushes, "state storage", "Resource Graph"];
  return markdownTable([...head, "subscriptions that it does not see"], rows);
}

function ownLines(inputs: ScaleInputs): readonly string[] {
  const { armReads, armReadBucket, armWrites, armWriteBucket, customersAtOnce } = inputs;
  const share = (part: number, whole: number) => `${Math.ceil((100 * part) / whole)} %`;
  const { memory } = rollout(CUSTOMERS[0], RUNNERS[0], inputs);
  return [
    "## What does not add up over customers",
    "",
    "- **Resource Manager's tokens** are counted for each subscription and principal. A customer's apply takes",
    `  ${share(armReads, armReadBucket)} of the reads and ${share(armWrites, armWriteBucket)} of the writes that its own subscription gives at once.`,
    "- **Delegations**: no published limit was found of how many a subscription or a managing tenant may have.",
    `- **Memory** of a runner: ${number(memory)} MiB for ${customersAtOnce} customers at once, without azurerm's processes, which were not measured.`,
  ];
}

const DEPLOYED: readonly string[] = [
  "## What was deployed",
  "",
  "500 customers, by the shipped workflows with Terraform and the stand-in at the pace `fast`, in one step of `waves.yaml` with 10 jobs of about",
  "50, 3 at the same time on 2 processors, one customer after the other in each. One job failed in the middle of each apply, one runner was killed",
  "(`SIGKILL` to all of its processes while it planned), and Azure throttled: 465 requests were answered 429. The next run reached the 93",
  "customers that were left, and those alone. After it each had exactly the access that is defined and a record that says so, and Azure had been",
  "asked to make each definition and each assignment once.",
  "",
  "- **Time**: 598 s of deploy jobs in one run of it, and 774 s in another beside more work on the machine: 3.6 and 4.6 s of one job for each",
  "  customer.",
  "- **Memory**: 185 and 183 MiB for all processes of a runner at their peak, with what they share counted for each; stand-in and Azure are not in it.",
  "- **Records**: 559 pushes in the second run, one for almost every end: with the remote on the same disk a push is faster than an apply. In the first",
  "  each end was pushed by itself, as it was before [decision 39](decisions/0039-what-ends-during-a-push-is-recorded-together.md).",
  "",
  "`ROLLOUT_CUSTOMERS=500 ROLLOUT_JOBS=10 npx vitest run -c vitest.long.config.ts test/end-to-end/fleet-rollout.long.ts` does it",
  "again. It needs Linux. `npm run test:long` does it with 40 customers. A runner that is killed while Terraform applies is not in it: its state may",
  "lack what was just made. Then the next apply says `already exists`, and [an import](troubleshooting.md) takes it over.",
  "",
];

const MEASUREMENT: readonly string[] = [
  "## How it was measured",
  "",
  "On 2026-12-01, on 2 × AMD EPYC with Terraform 1.11.4, beside other work on the machine. **Commands**: an estate of 10 customers with one",
  "subscription each, in the sandbox at the pace `azure`, one customer after the other; times are medians of the 10, memory is the largest.",
  "The gate decided on each plan, and blocked it: nobody had approved it. **Records**: `recordEnds` and `recordsNow` of the shipped scripts,",
  "with a remote on the same disk. Writes are means of two runs, each the median of 10 (of 4 among 100,000 customers); a push that records 20",
  "took as long as one that records 1. Reads are medians of 5 in one run; a job's first took 0.1, 0.6 and 6 s.",
  "",
  "Published limits were read in copies of these pages, some older than the page is now.",
  "",
];

function figureTable(): string {
  const rows = Object.values(SCALE_FIGURES).map(({ what, value, unit, source }) => [
    what,
    `${number(value)} ${unit}`,
    source,
  ]);
  return markdownTable(["figure", "value", "source"], rows);
}

const number = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

/** A number of about two digits, with the largest unit that fits. */
function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([, , below]) => seconds < below) ?? DAYS;
  const value = seconds / size;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

const DAYS = [86_400, "days", Number.POSITIVE_INFINITY] as const;
const UNITS = [[1, "s", 120] as const, [60, "min", 7_200] as const, [3_600, "h", 172_800] as const, DAYS];
