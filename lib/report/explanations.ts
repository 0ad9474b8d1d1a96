import type { GateReasonKind } from "../gate/reason.ts";
import { FLAGS, GRADES } from "../review/grade.ts";
import type { Rule } from "../rules/rule.ts";
import { nearest } from "../values/nearest.ts";
import { GATE_REASON_WORDS } from "./gate-wording.ts";
import { FLAG_WORDS, GRADE_WORDS } from "./review/wording.ts";

/** What `keeper explain` prints about one thing. Our own text; nothing of a user is in it. */
export interface Explanation {
  /** Every spelling under which it is found, as reports print it. The first one is its title. */
  readonly names: readonly [string, ...string[]];
  /** What it is, as a sentence. */
  readonly summary: string;
  /** Headed paragraphs. */
  readonly parts: readonly (readonly [heading: string, text: string])[];
}

/** Everything that can be explained: rules, reasons of the gate, grades and flags of a review. */
export function explanations(rules: readonly Rule[]): readonly Explanation[] {
  return [
    ...rules.map(ofRule),
    ...(Object.keys(GATE_REASON_WORDS) as GateReasonKind[]).map(ofGateReason),
    ...GRADES.map((grade): Explanation => {
      const { word, meaning } = GRADE_WORDS[grade];
      return { names: [word, grade], summary: `A grade of a change: ${meaning}.`, parts: [] };
    }),
    ...FLAGS.map((flag): Explanation => {
      const { word, meaning } = FLAG_WORDS[flag];
      return { names: [word, flag], summary: `A flag of a change: ${meaning}.`, parts: [] };
    }),
  ];
}

/** The explanations with this name, in any case; where there is none, the most similar name. */
export function findExplanations(
  words: string,
  all: readonly Explanation[],
): { readonly found: readonly Explanation[]; readonly similar: string | undefined } {
  const wanted = words.trim().toLowerCase();
  const found = all.filter(({ names }) => names.some((name) => name.toLowerCase() === wanted));
  if (found.length > 0) return { found, similar: undefined };
  return {
    found,
    similar: nearest(
      wanted,
      all.flatMap(({ names }) => names),
    ),
  };
}

function ofRule({ code, kind, severity, title, what, harm, fix, accept, source }: Rule): Explanation {
  return {
    names: [code, kind],
    summary: `${title}. Severity: ${severity}.`,
    parts: [
      ["What it is", what],
      ["Why it hurts", harm],
      ["How to fix it", fix],
      ["When to accept it", accept],
      ["Where it comes from", source],
    ],
  };
}

function ofGateReason(kind: GateReasonKind): Explanation {
  const { title, remedy } = GATE_REASON_WORDS[kind];
  return { names: [kind], summary: `A reason of the gate: ${title}.`, parts: [["How to fix it", remedy]] };
}
