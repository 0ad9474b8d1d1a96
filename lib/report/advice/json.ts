import { ADVICE } from "../../advice/advice.ts";
import type { ProposedAdvice, ShownActivity, ShownAdvice } from "../../advice/proposal.ts";
import { wantText } from "../../advice/written-want.ts";
import { jsonText } from "../json-text.ts";
import { adviceText } from "./words.ts";

/** Version of the JSON form of advice. It rises when a field changes its meaning or is removed. */
const VERSION = 1;

/** Advice for programs, by `schemas/advice.schema.json`. */
export function jsonAdvice(result: ShownAdvice): string {
  const { advice, wanted, activity, catalogueDate, directory } = result;
  return jsonText({
    version: VERSION,
    catalogueDate,
    wanted:
      wanted === undefined
        ? null
        : {
            wants: wanted.wants.map(wantText),
            roles: wanted.roles,
            combinations: wanted.combinations ?? null,
          },
    activity: activity === undefined ? null : activityFacts(activity),
    advice: advice.map((each, index) => ({ number: index + 1, ...adviceFacts(each, directory) })),
  });
}

function activityFacts({ use, entries, leftOut, cut, membersOn }: ShownActivity): object {
  const { known, unknown, period, counts } = use;
  return {
    entries,
    from: period?.from ?? null,
    until: period?.until ?? null,
    membersOn: membersOn ?? null,
    used: known.map(({ claimedName: _, ...rest }) => rest),
    groupNotKnown: unknown.map(({ mayBe, isIdentified: _, ...rest }) => ({
      ...rest,
      mayBe: [...mayBe].sort(),
    })),
    counts,
    leftOut,
    cut,
  };
}

function adviceFacts(proposed: ProposedAdvice, directory: ShownAdvice["directory"]): object {
  const { advice, mend } = proposed;
  const { detail, of, at, principal, role, customers } = advice;
  const { kind, ...facts } = detail;
  const { severity, why, givesUp } = ADVICE[kind];
  const { sentence, changes, commands } = adviceText(proposed, directory);
  return {
    kind,
    severity,
    sentence,
    why,
    givesUp: givesUp === "" ? null : givesUp,
    of: of ?? null,
    at: at === undefined ? null : { file: at.file, line: mend.line ?? null, path: at.path },
    principal: principal ?? null,
    role: role ?? null,
    customers,
    facts: "wants" in facts ? { ...facts, wants: facts.wants.map(wantText) } : facts,
    edit: mend.edit === undefined || at === undefined ? null : { file: at.file, hunks: mend.edit },
    byHand: mend.edit === undefined ? ADVICE[kind].edit : null,
    commands,
    changes,
    review:
      mend.review === undefined
        ? null
        : { grade: mend.review.grade, flags: mend.review.flags, customers: mend.reviewed },
  };
}
