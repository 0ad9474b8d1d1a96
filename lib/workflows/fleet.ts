import paths, { resolve } from "node:path";
import { NAMED, readJsonFile } from "../documents/read-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import { FLEET_FILE, writeFleet } from "../estate/fleet-folder.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import { type FleetChange, type FleetRun, type FleetSide, fleetChange } from "../fleet/fleet-change.ts";
import { type FleetJob, type JobLimits, jobsOf, MOST_JOBS } from "../fleet/jobs.ts";
import { type StackParts, stackParts } from "../fleet/stack-parts.ts";
import { atlantisFile, terramateStack } from "../formats/fleet/engine-files.ts";
import { gitlabPipeline } from "../formats/fleet/gitlab.ts";
import { azureDevOpsMatrix, githubMatrix } from "../formats/fleet/job-matrix.ts";
import { STACK_FILE } from "../formats/stack/manifest.ts";
import { stableJson } from "../values/canonical-json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { slashPath } from "../values/path-below.ts";
import { attempt, mapResult, success, take } from "../values/result.ts";
import { KnownStacks } from "./known-stacks.ts";
import { loadStacks } from "./load-output.ts";
import type { World } from "./world.ts";

/** What a fleet is written for. */
export const FLEET_TARGETS = ["plain", "github", "azure-devops", "gitlab", "terramate", "atlantis"] as const;

/** One of {@link FLEET_TARGETS}. */
export type FleetTarget = (typeof FLEET_TARGETS)[number];

/** Which customers to run, and for what to write them. */
export interface FleetRequest {
  /** Output folder of the state that is deployed. @default - none: all customers run */
  readonly base: string | undefined;
  /** Output folder to deploy. @default - the estate's own */
  readonly change: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
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
}

/** The fleet that has to run. */
export interface FleetResult {
  readonly change: FleetChange;
  readonly jobs: readonly FleetJob[];
  /** Files that were written below the output folder, but for the stacks. */
  readonly written: readonly string[];
}

interface ReadStack {
  readonly customer: string;
  readonly text: string;
  readonly parts: StackParts;
}

interface ReadSide extends FleetSide {
  readonly texts: ReadonlyMap<string, string>;
}

/** Engines that know nothing of destroying a stack that is no longer defined. */
const WITHOUT_DESTROYS: readonly FleetTarget[] = ["terramate", "atlantis"];

/** Compares final stacks, and writes what has to run for an engine that exists. */
export function fleet(request: FleetRequest, { folder }: Pick<World, "folder">): Outcome<FleetResult> {
  return attempt(function* () {
    yield* take(possible(request));
    const known = new KnownStacks();
    const before = request.base && (yield* take(loadFleetSide(folder, request.base, known)));
    const after = yield* take(
      loadFleetSide(folder, request.change ?? (yield* take(ownOutput(folder))), known),
    );
    const seconds = yield* take(readDurations(folder, request.durations));
    const change = fleetChange(before || undefined, after, request);
    const limits: JobLimits = { most: request.jobs, minutes: request.jobMinutes, seconds };
    const jobs = jobsOf(change.runs, limits);
    const { output } = request;
    if (output === undefined) return { change, jobs, written: [] };
    const place = slashPath(paths, folder, resolve(folder, output));
    const files = [fleetDocument(change, jobs), ...engineFiles(request.target, change, jobs, place)];
    const stacks = change.runs.map((run) => stackFile(run, before || undefined, after));
    yield* take(writeFleet(resolve(folder, output), [...files, ...stacks]));
    return { change, jobs, written: files.map(({ path }) => path).filter((path) => !path.includes("/")) };
  });
}

function possible({ target, includeDestroys, base, jobs, jobMinutes }: FleetRequest): Outcome<undefined> {
  const refuse = (problem: string, fix: string) => failure("bad-arguments", problem, fix);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS)
    return refuse(`--jobs is no whole number from 1 to ${MOST_JOBS}`, `pass --jobs ${MOST_JOBS} or less`);
  if (jobMinutes !== undefined && !(jobMinutes > 0))
    return refuse("--job-minutes is no number above 0", "pass for example --job-minutes 20");
  if (includeDestroys && base === undefined)
    return refuse("what vanished cannot be known without a base", "pass --base <output folder>");
  if (includeDestroys && WITHOUT_DESTROYS.includes(target))
    return refuse(
      `${target} knows nothing of stacks to destroy`,
      "leave --include-destroys out, and destroy those customers with --format plain",
    );
  return success(undefined);
}

function ownOutput(folder: string): Outcome<string> {
  return mapResult(findEstate(folder, undefined), ({ output }) => output);
}

function loadFleetSide(folder: string, name: string, known: KnownStacks): Outcome<ReadSide> {
  return attempt(function* () {
    const { selection, stacks, facts } = yield* take(
      loadStacks(resolve(folder, name), name, undefined, (customer, text) =>
        mapResult(
          known.read(customer, text),
          (): ReadStack => ({ customer, text, parts: stackParts(JSON.parse(text)) }),
        ),
      ),
    );
    // a customer that is missing in a part of an estate has not vanished
    if (selection !== "complete")
      return yield* take(
        failure(
          "unreadable-input",
          `${name} holds selected customers, not the whole estate`,
          "run keeper synth without customers",
        ),
      );
    return {
      stacks: new Map(stacks.map(({ customer, parts }) => [customer, parts])),
      texts: new Map(stacks.map(({ customer, text }) => [customer, text])),
      customers: facts.customers,
    };
  });
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
  const why = document.ok ? "is no object of customers' ids and seconds above 0" : "cannot be read";
  return failure(
    "unreadable-input",
    `${file} ${why}`,
    'write for example {"fabrikam": 42.5}, or leave --durations out',
  );
}

/** `fleet.json`: who runs and why, and who does not. */
function fleetDocument({ runs, ...rest }: FleetChange, jobs: readonly FleetJob[]): NewFile {
  const jobOf = new Map(jobs.flatMap((job) => job.runs.map(({ customer }) => [customer, job.name])));
  const customers = runs.map((run) => ({ ...run, job: jobOf.get(run.customer) }));
  const times = jobs.map(({ name, seconds }) => ({ name, seconds }));
  return { path: FLEET_FILE, text: stableJson({ version: 1, customers, jobs: times, ...rest }) };
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
  } satisfies Record<FleetTarget, () => NewFile[]>;
  return files[target]();
}

/** The stack that a customer runs, alone: Terraform runs the providers that it finds beside a stack. */
function stackFile({ customer, action }: FleetRun, before: ReadSide | undefined, after: ReadSide): NewFile {
  const text = (action === "destroy" ? before : after)?.texts.get(customer);
  if (text === undefined) throw new Error(`there is no stack of ${customer}`);
  return { path: `stacks/${customer}/${STACK_FILE}`, text };
}
