import paths, { resolve } from "node:path";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { FLEET_FORMAT, writeFleet } from "../estate/fleet-folder.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import { type FleetChange, type FleetRun, type FleetSide, fleetChange } from "../fleet/fleet-change.ts";
import { type FleetJob, type JobLimits, jobsOf } from "../fleet/jobs.ts";
import type { FleetTarget } from "../fleet/targets.ts";
import type { WaveRefusal } from "../fleet/wave-turn.ts";
import type { Waves } from "../fleet/waves.ts";
import { atlantisFile, terramateStack } from "../formats/fleet/engine-files.ts";
import { spaceliftStacks, tfeWorkspaces } from "../formats/fleet/engine-terraform.ts";
import { gitlabPipeline } from "../formats/fleet/gitlab.ts";
import { azureDevOpsMatrix, githubMatrix } from "../formats/fleet/job-matrix.ts";
import { PROVIDER_LOCK_FILE, STACK_FILE } from "../formats/stack/manifest.ts";
import { stableJson } from "../values/canonical-json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { pathBelow } from "../values/path-below.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { type FleetRequest, fitting, possible, tagsOf } from "./fleet-request.ts";
import { loadFleetSides, ownOutput, type ReadFleetSide } from "./fleet-sides.ts";
import { withNarrowing } from "./narrowing-runs.ts";
import { unknownTags } from "./read-waves.ts";
import { unusableWaves, type WaveOfFleet, waveOfFleet, wavesOfEstate } from "./wave-of-fleet.ts";
import { placeOf, type World } from "./world.ts";

/** The fleet that has to run. */
export interface FleetResult {
  readonly change: FleetChange;
  readonly jobs: readonly FleetJob[];
  /** Paths of the files that were written, below the output folder. */
  readonly written: readonly string[];
  /** The step that the customers are of; undefined where no step was asked for. */
  readonly wave: WaveOfFleet | undefined;
  /** Why the step's turn has not come. No customer then runs, and nothing is written. */
  readonly refusal: WaveRefusal | undefined;
  /** Whether the estate has waves that were passed over. */
  readonly isEmergency: boolean;
}

/** Engines whose files name the fleet's folder, as a path of the checkout. */
const WITH_PATHS: readonly FleetTarget[] = ["gitlab", "atlantis", "tfe", "spacelift"];

/** A path that no shell and no platform evaluates. */
const PLAIN_PATH = /^[\w.-]+(?:\/[\w.-]+)*$/;

/** Compares final stacks, and writes what has to run for an engine that exists. */
export function fleet(request: FleetRequest, world: World): Promise<Outcome<FleetResult>> {
  const { folder } = world;
  return attemptAsync(async function* () {
    yield* take(possible(request));
    const tags = yield* take(tagsOf(request.tags));
    const waves = yield* take(await wavesOfEstate(placeOf(world).root));
    yield* take(fitting(request, waves));
    const { before, after } = yield* take(await loadFleetSides(request, world));
    yield* take(withKnownTags(waves, after));
    const seconds = yield* take(readDurations(folder, request.durations));
    const all = withNarrowing(fleetChange(before, after, { ...request, tags }), before, after);
    const isEmergency = request.isEmergency && waves !== undefined;
    const { wave, refusal } = yield* take(await turnOf(request, waves, all, world));
    const runs = refusal === undefined ? (wave?.runs ?? all.runs) : [];
    const change = { ...all, runs };
    // customers of a job run one after the other: as many jobs as customers may run at once
    const most = Math.min(request.jobs, wave?.step.maximumConcurrency ?? request.jobs);
    const limits: JobLimits = { most, minutes: request.jobMinutes, seconds };
    const jobs = jobsOf(change.runs, limits);
    const made = { change, jobs, wave, refusal, isEmergency };
    const { output } = request;
    if (output === undefined || (refusal !== undefined && refusal.kind !== "done"))
      return { ...made, written: [] };
    const place = yield* take(placeOfFleet(request, folder, output));
    const stacks = change.runs.flatMap((run) => stackFiles(run, before, after));
    const files = [...engineFiles(request.target, change, jobs, place), ...stacks];
    const written = files.map(({ path }) => path);
    yield* take(writeFleet(resolve(folder, output), files, fleetDocument({ ...made, written })));
    return { ...made, written };
  });
}

/** A misspelt tag would leave its step without customers, and the next one would begin. */
function withKnownTags(waves: Waves | undefined, { customers }: FleetSide): Outcome<undefined> {
  const tags = Object.values(customers).map((each) => each.tags);
  const [unknown] = waves === undefined ? [] : unknownTags(waves, tags);
  return unknown === undefined ? success(undefined) : unusableWaves([unknown]);
}

/** The step whose turn it is, or why it is refused. Neither where no step was requested. */
function turnOf(
  { wave, change }: FleetRequest,
  waves: Waves | undefined,
  all: FleetChange,
  world: World,
): Promise<Outcome<Pick<FleetResult, "wave" | "refusal">>> {
  return attemptAsync(async function* () {
    if (waves === undefined || wave === undefined) return { wave: undefined, refusal: undefined };
    const defined = change ?? (yield* take(ownOutput(world.folder)));
    const turn = yield* take(await waveOfFleet(wave, waves, all, defined, world));
    return turn.ok ? { wave: turn.value, refusal: undefined } : { wave: undefined, refusal: turn.error };
  });
}

/** The folder as engines name it. Relative to the working folder, which is the checkout's root. */
function placeOfFleet({ target }: FleetRequest, folder: string, output: string): Outcome<string> {
  const place = pathBelow(paths, folder, resolve(folder, output));
  if (!WITH_PATHS.includes(target)) return success(place ?? output);
  if (place !== undefined && PLAIN_PATH.test(place)) return success(place);
  const problem = `${target} names the fleet's folder, and ${JSON.stringify(output)} is none below the working folder with a plain name`;
  return failure(
    "bad-arguments",
    problem,
    "run keeper in the checkout's root, with for example --output fleet",
  );
}

function readDurations(folder: string, file: string | undefined): Outcome<ReadonlyMap<string, number>> {
  if (file === undefined) return success(new Map());
  const document = readJsonFile(resolve(folder, file), "durations", NAMED);
  const entries = document.ok && isObject(document.value) ? Object.entries(document.value) : undefined;
  if (
    entries?.every((entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] > 0) ===
    true
  )
    return success(new Map(entries));
  const why = document.ok ? "is not an object of customers' ids and seconds above 0" : "cannot be read";
  const fix = 'write for example {"fabrikam": 42.5}, or leave --durations out';
  return failure("unreadable-input", `${file} ${why}`, fix);
}

/** `fleet.json`: who runs and why, who does not, and which files belong to it. */
function fleetDocument({
  change: { runs, ...rest },
  jobs,
  wave,
  isEmergency,
  written: files,
}: Omit<FleetResult, "refusal">): string {
  const jobOf = new Map(jobs.flatMap((job) => job.runs.map(({ customer }) => [customer, job.name])));
  const customers = runs.map((run) => ({ ...run, job: jobOf.get(run.customer) }));
  const times = jobs.map(({ name, seconds }) => ({ name, seconds }));
  return stableJson({
    version: FLEET_FORMAT,
    customers,
    jobs: times,
    ...rest,
    ...(wave === undefined ? {} : { wave: waveFacts(wave) }),
    ...(isEmergency ? { emergency: true } : {}),
    files,
  });
}

/** Facts of a step for pipelines: customers left for later, and when to stop. */
function waveFacts({ step, index, steps, applied, later }: WaveOfFleet): object {
  const { name, maximumConcurrency, failureTolerance } = step;
  return { name, step: index + 1, steps, maximumConcurrency, failureTolerance, applied, later };
}

function engineFiles(
  target: FleetTarget,
  { runs }: FleetChange,
  jobs: readonly FleetJob[],
  place: string,
): NewFile[] {
  const files = {
    plain: () => [],
    github: () => [{ path: "matrix.json", text: githubMatrix(jobs) }],
    "azure-devops": () => [{ path: "matrix.json", text: azureDevOpsMatrix(jobs) }],
    gitlab: () => [{ path: "fleet.gitlab-ci.yml", text: gitlabPipeline(jobs, place) }],
    terramate: () =>
      runs.map((run) => ({ path: `stacks/${run.customer}/stack.tm.hcl`, text: terramateStack(run) })),
    atlantis: () => [{ path: "atlantis.yaml", text: atlantisFile(runs, place) }],
    tfe: () => [{ path: "tfe/main.tf.json", text: tfeWorkspaces(runs, place) }],
    spacelift: () => [{ path: "spacelift/main.tf.json", text: spaceliftStacks(runs, place) }],
  } satisfies Record<FleetTarget, () => NewFile[]>;
  return files[target]();
}

/**
 * Files that a customer runs: its stack, and the provider lock. Nothing else stands beside a stack, because Terraform
 * runs the providers that it finds there. Stacks to destroy have their own folder, so that none is applied by mistake.
 */
function stackFiles(
  { customer, action }: FleetRun,
  before: ReadFleetSide | undefined,
  after: ReadFleetSide,
): NewFile[] {
  const [side, kind] = action === "destroy" ? [before, "destroys"] : [after, "stacks"];
  const text = side?.texts.get(customer);
  if (text === undefined) throw new Error(`there is no stack of ${customer}`);
  const lock = side?.providerLock;
  return [
    { path: `${kind}/${customer}/${STACK_FILE}`, text },
    ...(lock === undefined ? [] : [{ path: `${kind}/${customer}/${PROVIDER_LOCK_FILE}`, text: lock }]),
  ];
}
