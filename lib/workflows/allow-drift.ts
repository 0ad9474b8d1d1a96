import { type DeviationWords, parseDeviationWords } from "../definitions/deviation-schema.ts";
import { type DelegatedForm, deviationFile, isPastItsDay } from "../delegation/deviation.ts";
import { problemText } from "../documents/problem-text.ts";
import type { AllowanceProblem } from "../drift/allowance.ts";
import { notVisibleIn } from "../drift/unread.ts";
import { deviationDigest, writeDeviation } from "../estate/deviation-files.ts";
import { type EstateFolders, findEstate } from "../estate/find-estate.ts";
import { roleById } from "../roles/role-catalogue.ts";
import type { Estate } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { brokenRules } from "./broken-rules.ts";
import { checkedEstate } from "./checked-estate.ts";
import { type Look, type LookedAt, lookedAt } from "./drifted-delegations.ts";
import { type LoadedSnapshot, loadSnapshot } from "./load-snapshot.ts";
import type { World } from "./world.ts";

/** Request to allow what Azure has. */
export interface AllowRequest {
  /** At least one. */
  readonly customers: readonly string[];
  /** Folder of a snapshot, relative to the working folder. */
  readonly from: string;
  readonly reason: string;
  /** Who allows it. */
  readonly by: string;
  /** The last day, as YYYY-MM-DD. */
  readonly until: string;
  /** Subscriptions that the snapshot does not show, whose delegations the person knows to be gone. */
  readonly gone: readonly string[];
}

/** What came of a request. */
export interface AllowedDrift {
  /** Deviations that were written, by their files, with both sides. */
  readonly written: readonly (LookedAt & {
    readonly file: string;
    readonly defined: DelegatedForm;
    readonly azure: DelegatedForm;
  })[];
  /** Differences that no deviation can hold. */
  readonly refused: readonly (LookedAt & { readonly why: AllowanceProblem })[];
  /** Subscriptions that the snapshot did not read whole. */
  readonly notRead: readonly LookedAt[];
  /** Files of deviations from which Azure no longer differs. */
  readonly unneeded: readonly string[];
}

/** Rules that a deviation breaks and a new one mends. */
const OF_DEVIATIONS: ReadonlySet<string> = new Set(["LH088"]);

/** Writes a deviation for each delegation of these customers that differs in Azure. */
export function allowDrift(request: AllowRequest, world: World): Promise<Outcome<AllowedDrift>> {
  return attemptAsync(async function* () {
    const words = yield* take(wordsOf(request, world));
    const folders = yield* take(findEstate(world.folder, undefined));
    const snapshot = yield* take(loadSnapshot(request.from, world.folder));
    const { estate, result } = yield* take(await checkedEstate(folders, request.customers, world));
    yield* take(brokenRules(result.findings, OF_DEVIATIONS));
    const gone = yield* take(knownGone(request, estate, snapshot));
    const looks = lookedAt(estate, request.customers, snapshot, gone);
    const files = yield* take(writtenFiles(looks, words, estate, folders));
    return { ...resultOf(looks, estate), written: files };
  });
}

/**
 * Validates the subscriptions that are said to be gone. Fails for one that is not one of the customers'. Fails too for
 * one that the snapshot shows or could not read.
 */
function knownGone(
  { gone, customers: ids, from }: AllowRequest,
  { customers, offers }: Estate,
  { snapshot }: LoadedSnapshot,
): Outcome<ReadonlySet<Guid>> {
  const asked = gone.map((each) => each.toLowerCase());
  const own = new Set(
    customers
      .filter(({ value }) => ids.includes(value.id))
      .flatMap(({ value }) => Object.values(value.subscriptions)),
  );
  const isNotVisible = notVisibleIn(
    snapshot,
    new Set(offers.map(({ value }) => value.managingTenant.tenantId)),
  );
  const other = asked.find((id) => !own.has(id));
  if (other !== undefined)
    return failure(
      "bad-arguments",
      `--gone names no subscription of these customers: ${other}`,
      "name one of theirs",
    );
  const shown = asked.find((id) => !isNotVisible(id));
  if (shown === undefined) return success(new Set(asked));
  const problem = `--gone is for what Azure does not show, and ${from} does not say that of ${shown}`;
  const fix = `leave --gone out, or read the subscription: keeper fetch ${ids.join(" ")}`;
  return failure("bad-arguments", problem, fix);
}

function writtenFiles(
  looks: readonly Look[],
  words: DeviationWords,
  { catalogue, deviations }: Estate,
  { root }: EstateFolders,
): Outcome<AllowedDrift["written"]> {
  const roleName = (id: string) => roleById(catalogue, id)?.name;
  return attempt(function* () {
    const written: AllowedDrift["written"][number][] = [];
    for (const look of looks) {
      const { customer, subscriptionId, offer, allowance } = look;
      if (allowance.kind !== "differs") continue;
      const { defined, azure } = allowance;
      const held = { customer, subscriptionId, offer, defined, azure };
      const present = deviations.find(({ value }) => isAbout(value, look))?.file ?? deviationFile(look);
      const deviation = { ...held, ...words, digest: deviationDigest(held) };
      written.push({ ...held, file: yield* take(writeDeviation(root, present, deviation, roleName)) });
    }
    return written;
  });
}

/** What a person says, as the files will have it. */
function wordsOf({ reason, by, until }: AllowRequest, { today }: World): Outcome<DeviationWords> {
  const read = parseDeviationWords({ reason, by, until });
  if (!read.ok)
    return failure(
      "bad-arguments",
      read.error.map((each) => problemText(each, "the deviation")).join("; "),
      "correct --reason, --by or --until",
    );
  if (!isPastItsDay(read.value, today)) return read;
  return failure("bad-arguments", `--until is ${until}, which is over`, `name ${today} or a later day`);
}

function resultOf(looks: readonly Look[], { deviations }: Estate): Omit<AllowedDrift, "written"> {
  const kind = (wanted: Look["allowance"]["kind"]) =>
    looks.filter(({ allowance }) => allowance.kind === wanted);
  const plain = ({ customer, subscriptionId, offer }: Look): LookedAt => ({
    customer,
    subscriptionId,
    offer,
  });
  const same = kind("same");
  return {
    refused: looks.flatMap((each) =>
      each.allowance.kind === "not-allowed" ? [{ ...plain(each), why: each.allowance.why }] : [],
    ),
    notRead: kind("not-read").map(plain),
    unneeded: deviations
      .filter(({ value }) => same.some((each) => isAbout(value, each)))
      .map(({ file }) => file),
  };
}

function isAbout(deviation: LookedAt, { customer, subscriptionId, offer }: LookedAt): boolean {
  return (
    deviation.customer === customer &&
    deviation.subscriptionId === subscriptionId &&
    deviation.offer === offer
  );
}
