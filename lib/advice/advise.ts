import { SEVERITIES } from "../capabilities/capability.ts";
import { compareText } from "../values/compare-text.ts";
import { pathText } from "../values/path.ts";
import { ADVICE, ADVICE_KINDS, type Advice } from "./advice.ts";
import { type AdvisedEstate, type AdvisedVersion, advisedVersions } from "./advised-version.ts";
import { approvalDeadEnds } from "./approvals.ts";
import type { Members } from "./members.ts";
import type { Want } from "./narrowest-roles.ts";
import { standingPower } from "./standing-power.ts";
import type { Use } from "./use.ts";
import { GrantsWithoutEffect } from "./useless-grants.ts";
import { userNotGroup } from "./users.ts";
import { noWayOut } from "./way-out.ts";
import { widerRole } from "./wider-role.ts";
import { widerThanUsed } from "./wider-than-used.ts";
import { noPartnerCredit } from "./without-credit.ts";

/** What advice goes by beside the definitions. */
export interface AdviceOptions {
  /** Only versions that one of these customers takes; empty for all. */
  readonly customers: readonly string[];
  /** What roles must allow; empty for the capabilities that they have. */
  readonly wants: readonly Want[];
  /** @default - the members of groups are not known */
  readonly members?: Members | undefined;
  /** @default - the use is not known */
  readonly use?: Use | undefined;
}

/** Advice by the definitions alone, sorted by severity. Without what the definitions accept with a reason. */
export function adviceOn(estate: AdvisedEstate, options: AdviceOptions): Advice[] {
  const all = advisedVersions(estate);
  const chosen = new Set(options.customers);
  const versions = all.filter(({ takers }) => chosen.size === 0 || takers.some(({ id }) => chosen.has(id)));
  const withoutEffect = new GrantsWithoutEffect(all, estate.catalogue);
  return sortAdvice(
    versions.flatMap((each) =>
      [...adviceOnVersion(each, estate, options), ...withoutEffect.in(each)].filter(
        (advice) => !isAccepted(advice, each),
      ),
    ),
  );
}

function isAccepted({ detail, at }: Advice, { offer }: AdvisedVersion): boolean {
  const { rules } = ADVICE[detail.kind];
  const path = pathText(at?.path ?? []);
  return offer.accepts.some(
    (accepted) => rules.includes(accepted.rule) && path.startsWith(accepted.at ?? ""),
  );
}

function* adviceOnVersion(
  advised: AdvisedVersion,
  { catalogue }: AdvisedEstate,
  { wants, members, use }: AdviceOptions,
): Generator<Advice> {
  yield* noWayOut(advised, catalogue);
  yield* standingPower(advised, catalogue);
  yield* approvalDeadEnds(advised, catalogue, members);
  if (use !== undefined) yield* widerThanUsed(advised, use, catalogue);
  yield* widerRole(advised, wants, catalogue);
  yield* userNotGroup(advised);
  yield* noPartnerCredit(advised, catalogue);
}

/** Sorts advice by severity and kind, then by what it is about. */
export function sortAdvice(advice: readonly Advice[]): Advice[] {
  const rank = ({ detail: { kind } }: Advice) =>
    SEVERITIES.indexOf(ADVICE[kind].severity) * ADVICE_KINDS.length + ADVICE_KINDS.indexOf(kind);
  return [...advice].sort((a, b) => rank(a) - rank(b) || compareText(placeText(a), placeText(b)));
}

function placeText({ of, at, principal }: Advice): string {
  const { offer = "", plan = "", version = "" } = of ?? {};
  return JSON.stringify([offer, plan, version, pathText(at?.path ?? []), principal?.objectId ?? ""]);
}
