import type { AccessSide } from "../../access/access-side.ts";
import type { FoundNote } from "../../access/found-access.ts";
import type { EstateFacts } from "../../delegation/estate-facts.ts";
import type { TakenBack } from "../../gate/removed-records.ts";
import type { AlignmentNote } from "../../review/align-found.ts";
import { own } from "../../values/own.ts";
import type { ClaimedNames, ReportContext } from "./context.ts";
import { foundNotes } from "./found-notes.ts";
import { type PlanFacts, planNotes, taintNotes } from "./plan-notes.ts";
import { recordNotes } from "./record-notes.ts";
import { waveNotes } from "./wave-notes.ts";

/** Facts about two compared sides beside their review. */
export interface ComparisonFacts extends Pick<ReportContext, "directory" | "called"> {
  /** The base side's facts. */
  readonly facts: EstateFacts | undefined;
  /** The change's facts, used only to point to files. */
  readonly changeFacts: EstateFacts | undefined;
  readonly before: Pick<AccessSide, "tainted">;
  readonly after: Pick<AccessSide, "tainted">;
  /** Facts of a compared plan beside its changes. */
  readonly plan: PlanFacts | undefined;
  /** What Azure's lists show beside access, and what the comparison with them leaves out. */
  readonly foundNotes: readonly (FoundNote | AlignmentNote)[];
  /** What the change takes back of the record of versions. @default - nothing */
  readonly takenBack?: readonly TakenBack[];
  /** Customers from which the change only takes access away, where the estate deploys in steps. @default - not told */
  readonly inWaves?: Parameters<typeof waveNotes>[0] | undefined;
  /** Whether sides without a commit are judged by a role catalogue of this checkout's own. */
  readonly isJudgedByCheckout: boolean;
}

const JUDGED_BY_CHECKOUT =
  "permissions of roles come from this checkout's role-catalogue.json; pass --base and --head to use those of commits";

/** The context of a report, in words. */
export function reportContext(known: ComparisonFacts): ReportContext {
  const { directory, called, before, after, plan, isJudgedByCheckout } = known;
  const tainted = new Set([before, after].flatMap((side) => side.tainted ?? []));
  const notes = [
    ...recordNotes(known.takenBack ?? []),
    ...foundNotes(known.foundNotes, directory),
    ...(plan === undefined ? [] : planNotes(plan, directory)),
    ...taintNotes([...tainted]),
    ...(known.inWaves === undefined ? [] : waveNotes(known.inWaves)),
    ...(isJudgedByCheckout ? [JUDGED_BY_CHECKOUT] : []),
  ];
  return { directory, called, notes, claimed: claimedNames(known.changeFacts), ...sourcesOf(known) };
}

function claimedNames(facts: EstateFacts | undefined): ClaimedNames {
  const customers = facts?.customers ?? {};
  const subscriptions = new Map(
    Object.values(customers).flatMap((each) => Object.entries(each.subscriptions)),
  );
  return {
    customer: (id) => own(customers, id)?.name,
    subscription: (id) => subscriptions.get(id),
  };
}

/**
 * Files and lines of customers and plans. From the facts of the change's synthesis, or else base's. A path outside the
 * folders of definitions is ignored.
 */
function sourcesOf({
  facts,
  changeFacts,
}: ComparisonFacts): Pick<ReportContext, "sourceOf" | "sourceOfPlan"> {
  const found = <T>(of: (known: EstateFacts) => T | undefined): T | undefined =>
    (changeFacts && of(changeFacts)) ?? (facts && of(facts));
  return {
    sourceOf: (customer) => {
      const source = found(({ customers }) => own(customers, customer));
      return source === undefined || !/^customers\/[^/\\]+$/.test(source.file)
        ? undefined
        : { file: source.file, line: source.line };
    },
    sourceOfPlan: (source) => {
      const [plan = "", version = ""] = source.split("@");
      const known = found(({ plans }) => own(plans, plan));
      return known === undefined || !/^offers\/[^/\\]+$/.test(known.file)
        ? undefined
        : { file: known.file, line: own(known.versions, version) };
    },
  };
}
