import { type FleetTarget, MOST_JOBS, WHOLE_FLEETS } from "../fleet/targets.ts";
import type { Waves } from "../fleet/waves.ts";
import { WAVES_FILE } from "../fleet/waves-schema.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";
import { tagOf } from "./tag-of.ts";
import type { WaveRequest } from "./wave-of-fleet.ts";

/** Which customers to run, and for what to write them. */
export interface FleetRequest {
  /** Output folder of the state that is deployed. @default - none: all customers run */
  readonly base: string | undefined;
  /** Revision whose definitions give what is deployed, in the place of `base`. @default - `base` does */
  readonly since: string | undefined;
  /** Whether definitions may run under continuous integration too. */
  readonly executeDefinitions: boolean;
  /** Output folder to deploy. @default - the estate's own */
  readonly change: string | undefined;
  /** Tags that a customer must have, all of them: `key=value`. */
  readonly tags: readonly string[];
  readonly includeDestroys: boolean;
  /** Most jobs, from 1 to 256. */
  readonly jobs: number;
  /** Minutes that a job should take. @default - as many jobs as there may be */
  readonly jobMinutes: number | undefined;
  /** File with measured seconds by customer. @default - one minute each */
  readonly durations: string | undefined;
  readonly target: FleetTarget;
  /** Folder to write. @default - nothing is written */
  readonly output: string | undefined;
  /** The step of `waves.yaml` to give. @default - all customers, where the estate has no waves */
  readonly wave: WaveRequest | undefined;
  /** Whether all customers run at once in spite of `waves.yaml`. */
  readonly isEmergency: boolean;
  /** Whether an engine gets the customers. A summary shows all of them, whatever steps there are. */
  readonly isForEngine: boolean;
}

/** Engines that know nothing of destroying a stack that is no longer defined. */
const WITHOUT_DESTROYS: readonly FleetTarget[] = ["terramate", "atlantis"];

/** Whether a request can be answered at all. */
export function possible({
  target,
  includeDestroys,
  base,
  since,
  change,
  jobs,
  jobMinutes,
  tags,
}: FleetRequest): Outcome<undefined> {
  const refuse = (problem: string, fix: string) => failure("bad-arguments", problem, fix);
  // a variable that is not set must not mean "all"
  if (base === "" || change === "" || since === "")
    return refuse("a side has an empty name", "name an output folder, or leave the option out");
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS)
    return refuse(`--jobs is not a whole number from 1 to ${MOST_JOBS}`, `pass --jobs ${MOST_JOBS} or less`);
  if (jobMinutes !== undefined && !(jobMinutes > 0))
    return refuse("--job-minutes is not a number above 0", "pass for example --job-minutes 20");
  if (base !== undefined && since !== undefined)
    return refuse("--base and --since both name what is deployed", "leave one of them out");
  if (WHOLE_FLEETS.includes(target) && (base !== undefined || since !== undefined || tags.length > 0))
    return refuse(
      `${target} needs all customers: Terraform deletes what its file no longer has`,
      "leave --base, --since and --tag out",
    );
  if (includeDestroys && base === undefined && since === undefined)
    return refuse("what vanished cannot be known without a base", "pass --base <output folder>");
  if (includeDestroys && WITHOUT_DESTROYS.includes(target))
    return refuse(
      `${target} knows nothing of stacks to destroy`,
      "leave --include-destroys out, and destroy those customers with --format plain",
    );
  return success(undefined);
}

/** Tags of a request: `key=value`, each key once. */
export function tagsOf(texts: readonly string[]): Outcome<Readonly<Record<string, string>>> {
  return attempt(function* () {
    const tags = new Map<string, string>();
    for (const text of texts) {
      const [key, value] = yield* take(tagOf(text));
      if (tags.has(key))
        yield* take(
          failure(
            "bad-arguments",
            `--tag names ${JSON.stringify(key)} twice`,
            "a customer has one value of a tag: pass one",
          ),
        );
      tags.set(key, value);
    }
    return Object.fromEntries(tags);
  });
}

/** Whether what is asked for fits the estate's waves. */
export function fitting(
  { wave, isEmergency, isForEngine, tags, includeDestroys, target }: FleetRequest,
  waves: Waves | undefined,
): Outcome<undefined> {
  const refuse = (problem: string, fix: string) => failure("bad-arguments", problem, fix);
  if (wave !== undefined && isEmergency)
    return refuse("--emergency passes over the waves", "leave --wave or --emergency out");
  if (wave !== undefined && waves === undefined)
    return refuse(`there is no ${WAVES_FILE} in this estate`, "write one, or leave --wave out");
  if (wave !== undefined && includeDestroys)
    return refuse(
      "a step never destroys a customer",
      "leave --include-destroys out, and destroy those customers beside it",
    );
  if (wave !== undefined && tags.length > 0)
    return refuse("a step takes its customers by itself", "leave --tag out");
  if (waves !== undefined && WHOLE_FLEETS.includes(target))
    return refuse(
      `${target} would run all customers at once, and this estate has ${WAVES_FILE}`,
      "take another --format, which gives the customers of a step",
    );
  if (waves !== undefined && wave === undefined && !isEmergency && isForEngine)
    return refuse(
      `this estate has ${WAVES_FILE}, and no step was named`,
      "pass --wave next, or --emergency for a revocation that must reach all customers at once",
    );
  return success(undefined);
}
