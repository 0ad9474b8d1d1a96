import { weightOf } from "../drift/finding.ts";
import type { FleetChange } from "../fleet/fleet-change.ts";
import {
  type SeenDrift,
  type Standing,
  type WaveRefusal,
  type WaveTurn,
  waveTurn,
} from "../fleet/wave-turn.ts";
import type { Waves } from "../fleet/waves.ts";
import { WAVES_FILE } from "../fleet/waves-schema.ts";
import type { GitRepository } from "../repository/git.ts";
import { type StandingRecord, standingRecords } from "../repository/standing-records.ts";
import type { ControlFileProblem } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, failed, type Result, success, take } from "../values/result.ts";
import { estateDrift } from "./drift.ts";
import { readWaves } from "./read-waves.ts";
import { placeOf, type World } from "./world.ts";

/** Which step of `waves.yaml` is asked for, and by what evidence its turn is judged. */
export interface WaveRequest {
  /** A step's number from 1 on, its name, or `next`. */
  readonly step: string;
  /** The revision that is deployed, as the records of the apply pipeline name it. */
  readonly head: string | undefined;
  /** Whether a person said that the step may begin. */
  readonly isApproved: boolean;
  /** Folder of a snapshot, relative to the working folder. @default - drift is not looked at */
  readonly from: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A step whose turn it is, among how many. */
export interface WaveOfFleet extends WaveTurn {
  readonly steps: number;
}

/** The waves of the estate that a run is in; undefined where it has none. Fails where they cannot be used. */
export async function wavesOfEstate(root: string | undefined): Promise<Outcome<Waves | undefined>> {
  if (root === undefined) return success(undefined);
  const read = await readWaves(root);
  return read.ok ? read : unusableWaves(read.error);
}

/** Waves that cannot be used give no customers. */
export function unusableWaves([first, ...others]: readonly ControlFileProblem[]): Outcome<never> {
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  return failure(
    "unreadable-input",
    `${first?.at.file ?? WAVES_FILE} cannot be used: ${first?.problem}${more}`,
    "run keeper check, which names every place",
  );
}

/**
 * Finds the customers whose turn it is. Uses the records of the apply pipeline in this clone.
 *
 * @param defined folder of the output that is deployed, as it was named: a snapshot is compared with it
 */
export function waveOfFleet(
  { step, head, isApproved, from, now }: WaveRequest,
  waves: Waves,
  { runs }: FleetChange,
  defined: string,
  world: World,
): Promise<Outcome<Result<WaveOfFleet, WaveRefusal>>> {
  return attemptAsync(async function* () {
    if (head === undefined || head === "") return yield* take(withoutHead());
    const repository = yield* take(placeOf(world).repository());
    const customers = runs.map(({ customer }) => customer);
    const standings = yield* take(standingsOf(repository, head, customers));
    const driftOf =
      from === undefined ? undefined : yield* take(await seenDrift(from, defined, customers, world));
    const standingOf = (customer: string): Standing => standings.get(customer) ?? { kind: "waiting" };
    const turn = waveTurn(waves, runs, step, { standingOf, driftOf, now, isApproved });
    if (turn.ok) return success({ ...turn.value, steps: waves.steps.length });
    if (turn.error.kind === "step-unknown") return yield* take(unknownStep(step, turn.error.steps));
    return failed(turn.error);
  });
}

/** How far each customer is with a commit. A later accepted commit that was applied has it in it. */
function standingsOf(
  repository: GitRepository,
  head: string,
  customers: readonly string[],
): Outcome<ReadonlyMap<string, Standing>> {
  const commit = repository.commit(head);
  if (!commit.ok) return commit;
  const records = standingRecords(repository);
  if (!records.ok) return records;
  if (records.value === undefined)
    return failure(
      "unreadable-input",
      "this clone has no records of the apply pipeline, so what was applied is not known",
      "fetch the branch lighthouse-records: git fetch origin lighthouse-records",
    );
  const comes = new Map<string, boolean>();
  const standings = new Map<string, Standing>();
  for (const customer of customers) {
    const record = records.value.get(customer);
    if (record === undefined) continue;
    let has = comes.get(record.commit);
    if (has === undefined) {
      const found = repository.isAncestor(commit.value, record.commit);
      if (!found.ok) return found;
      has = found.value;
      comes.set(record.commit, has);
    }
    if (has) standings.set(customer, standingIn(record));
  }
  return success(standings);
}

function standingIn({ state, hasFailed, ended, isSecondPlanEmpty }: StandingRecord): Standing {
  if (state === "done") return { kind: "applied", at: ended, isSecondPlanEmpty };
  if (state === "waiting") return { kind: "waiting" };
  return { kind: state === "abandoned" || hasFailed ? "failed" : "started" };
}

function seenDrift(
  from: string,
  defined: string,
  customers: readonly string[],
  world: World,
): Promise<Outcome<(customer: string, appliedAt: number | undefined) => SeenDrift>> {
  return attemptAsync(async function* () {
    const request = { customers, from, defined, earlier: undefined, executeDefinitions: false };
    const { findings, snapshot } = yield* take(await estateDrift(request, world));
    const weights = new Map<string, Set<string>>();
    for (const finding of findings) {
      const weight = weightOf(finding);
      if (finding.customer === undefined || weight === "note") continue;
      weights.set(finding.customer, (weights.get(finding.customer) ?? new Set()).add(weight));
    }
    const began = Date.parse(snapshot.began);
    return (customer: string, appliedAt: number | undefined): SeenDrift => {
      // a subscription may have been read at any time since the snapshot began
      if (appliedAt === undefined || began < appliedAt) return "older";
      const found = weights.get(customer);
      if (found === undefined) return "clean";
      return found.has("drift") ? "drift" : "not-read";
    };
  });
}

function unknownStep(wanted: string, steps: readonly string[]): Outcome<never> {
  return failure(
    "bad-arguments",
    `${WAVES_FILE} has no step ${JSON.stringify(wanted)}`,
    `pass next, a number from 1 to ${steps.length}, or one of ${steps.join(", ")}`,
  );
}

function withoutHead(): Outcome<never> {
  return failure(
    "bad-arguments",
    "a wave asks what was applied of a revision, and none was named",
    "pass --head <revision>, for example --head HEAD",
  );
}
