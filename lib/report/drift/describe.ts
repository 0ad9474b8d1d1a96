import {
  type DelegationDrift,
  type DriftFinding,
  type DriftKind,
  type DriftWeight,
  type UnreadSubscription,
  weightOf,
} from "../../drift/finding.ts";
import { NOT_READ_SENTENCES } from "../../formats/snapshot/not-read.ts";
import type { AccessChange } from "../../review/access-change.ts";
import { type Flag, type Level, levelOf } from "../../review/grade.ts";
import { compareText } from "../../values/compare-text.ts";
import { count, shorten } from "../phrases.ts";
import { consequencesOf } from "../review/consequence.ts";
import { describeChange } from "../review/describe-change.ts";
import type { DescribedChange } from "../review/described.ts";
import { customerText, subscriptionText, tenantText } from "../review/names.ts";
import { locatorOf } from "../review/where.ts";
import { gradeText } from "../review/wording.ts";
import type { DriftContext } from "./context.ts";
import type { WayOut } from "./way-out.ts";
import { waysOut } from "./ways-out.ts";
import { DRIFT_WORDS, OWNERSHIP_WORDS } from "./words.ts";

/** A finding in words. Text of users is shortened and unescaped. */
export interface DescribedFinding {
  readonly finding: DriftFinding;
  readonly weight: DriftWeight;
  /** How urgently to look at it. */
  readonly level: Level;
  /** Its kind, whose it is, and its grade. */
  readonly title: string;
  /** Customer and subscription. */
  readonly place: string;
  /** What it is about, and what that means; sentences without final period. */
  readonly lines: readonly string[];
  readonly changes: readonly DescribedChange[];
  readonly ways: readonly ShownWay[];
}

/** A way out, or several that are not possible for the same reason. */
interface ShownWay extends Pick<WayOut, "text" | "commands"> {
  /** Its name, or their names. */
  readonly way: string;
}

const WEIGHTS: readonly DriftWeight[] = ["drift", "not-read", "note"];

const LEVELS: readonly Level[] = ["error", "warning", "note", "none"];

/**
 * All findings in words, in reading order. Drift comes first, with the riskiest first; then what was not read; then
 * notes.
 */
export function describeFindings(
  findings: readonly DriftFinding[],
  context: DriftContext,
): DescribedFinding[] {
  return findings
    .map((each) => describeFinding(each, context))
    .sort(
      (a, b) =>
        WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        compareText(a.place, b.place),
    );
}

function describeFinding(finding: DriftFinding, context: DriftContext): DescribedFinding {
  const { directory } = context.report;
  const { customer, subscriptionId } = finding;
  const whose =
    customer === undefined ? "no customer of this estate" : `customer ${customerText(customer, directory)}`;
  const described = {
    finding,
    weight: weightOf(finding),
    place: `${whose}, subscription ${subscriptionText(subscriptionId, directory)}`,
    ways: shownWays(waysOut(finding, context)),
  };
  const { word, meaning } = DRIFT_WORDS[finding.kind];
  if ("definition" in finding) return { ...described, ...delegationParts(finding, context) };
  if (finding.kind === "moved") {
    const tenants = `from tenant ${finding.formerTenantId} to tenant ${finding.tenantId}`;
    return { ...described, level: "warning", title: word, lines: [`${tenants}: ${meaning}`], changes: [] };
  }
  if (finding.kind === "revoked")
    return {
      ...described,
      level: "warning",
      title: word,
      lines: [`removed at ${finding.at}: ${meaning}`],
      changes: [],
    };
  if ("until" in finding)
    return {
      ...described,
      level: finding.kind === "allowed" ? "note" : "warning",
      title: word,
      lines: [
        `offer ${finding.offer}, until ${finding.until}: ${finding.kind === "allowed" && !finding.isRead ? GONE_UNSEEN : meaning}`,
      ],
      changes: [],
    };
  const reason = unreadReason(finding.code);
  const earlier = finding.wasRead === true ? ["an earlier snapshot read it"] : [];
  return { ...described, level: "warning", title: word, lines: [reason, meaning, ...earlier], changes: [] };
}

const GONE_UNSEEN = "a deviation says that Azure has none of it, and Azure does not show the subscription";

/** Ways out as a report lists them. Those that are impossible for one reason are one line. */
function shownWays(ways: readonly WayOut[]): ShownWay[] {
  const shown = new Map<string, ShownWay>();
  for (const { way, text, commands, isPossible } of ways) {
    const key = isPossible ? JSON.stringify([way, text, commands]) : text;
    const same = shown.get(key);
    shown.set(key, { way: same === undefined ? way : `${same.way}, ${way}`, text, commands });
  }
  return [...shown.values()];
}

/** Why a subscription was not read, as a sentence without its final period. */
export function unreadReason(code: UnreadSubscription["code"]): string {
  return code === "not-asked" ? "the snapshot does not have it" : NOT_READ_SENTENCES[code];
}

function delegationParts(
  drift: DelegationDrift,
  context: DriftContext,
): Pick<DescribedFinding, "level" | "title" | "lines" | "changes"> {
  const { directory } = context.report;
  const { kind, ownership, definition, changes, isNew } = drift;
  const { word, meaning } = DRIFT_WORDS[kind];
  const flags = drift.flags.filter((flag) => !SAID_BY_KIND.includes(flag));
  const graded = changes.length === 0 ? [] : [gradeText({ grade: drift.grade, flags, changes })];
  const isWhole = WHOLE.includes(kind);
  const name = definition.name === "" ? "" : `"${shorten(definition.name)}" `;
  const locate = locatorOf(changes, 1);
  return {
    level: kind === "failed" ? "error" : levelOf(drift),
    title: [word, OWNERSHIP_WORDS[ownership].word, ...graded].join("; "),
    lines: [
      `${name}(${definition.registrationDefinitionId}) of managing tenant ${tenantText(definition.managingTenantId, directory)}: ${meaning}`,
      ...(isNew === true ? ["it is new: the earlier snapshot does not have it"] : []),
      ...consequencesOf(changes.map(withoutSaid), { after: undefined, directory }),
    ],
    changes: changes.map((change) => {
      const described = describeChange(withoutSaid(change), directory, locate);
      return isWhole ? { ...described, details: [] } : described;
    }),
  };
}

/** Flags that the kind of a finding says better. */
const SAID_BY_KIND: readonly Flag[] = ["onboarding", "offboarding"];

function withoutSaid(change: AccessChange): AccessChange {
  return { ...change, flags: change.flags.filter((flag) => !SAID_BY_KIND.includes(flag)) };
}

/** Kinds where the whole delegation is the difference. Its grants say enough without their operations. */
const WHOLE: readonly DriftKind[] = ["missing", "extra", "outside-definitions", "another-managing-tenant"];

/** How many findings there are of each weight, and of each kind, in words. */
export function countFindings(findings: readonly DriftFinding[]): {
  readonly weights: Readonly<Record<DriftWeight, number>>;
  readonly kinds: string;
} {
  const weights = { drift: 0, "not-read": 0, note: 0 };
  const kinds = new Map<string, number>();
  for (const each of findings) {
    weights[weightOf(each)]++;
    const { word } = DRIFT_WORDS[each.kind];
    kinds.set(word, (kinds.get(word) ?? 0) + 1);
  }
  const counted = [...kinds].map(([word, number]) => `${number} ${word}`).join(", ");
  return { weights, kinds: counted };
}

/** The result in one line. */
export function driftHeadline(
  findings: readonly DriftFinding[],
  { from, snapshot, isIncomplete }: DriftContext,
): string {
  const { weights, kinds } = countFindings(findings);
  const azure = `definitions -> Azure as of ${snapshot.ended} (${shorten(from)})`;
  if (findings.length === 0)
    return `${azure}: no drift${isIncomplete ? " in what was read; it is incomplete" : ""}`;
  return `${azure}: ${weights.drift} drift, ${weights["not-read"]} not read, ${count(weights.note, "note")} (${kinds})`;
}
