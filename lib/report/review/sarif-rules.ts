import type { AccessChange, ChangeKind } from "../../review/access-change.ts";
import { FLAGS, type Flag, type Grade } from "../../review/grade.ts";
import { CHANGE_WORDS, FLAG_WORDS, REDEFINED_ROLE_WORDS } from "./wording.ts";

/** How much a result of SARIF weighs (3.27.10). */
export type Level = "none" | "note" | "warning" | "error";

/** Id of a rule: what kind of change it is, or the most urgent flag on it, which says more. */
export type RuleId = ChangeKind | Flag | "role-redefined";

const GRADE_LEVELS = {
  none: "none",
  cosmetic: "note",
  narrowing: "note",
  broadening: "warning",
  mixed: "warning",
} satisfies Record<Grade, Level>;

const FLAG_LEVELS = {
  "lock-out": "error",
  interruption: "error",
  "refused-role": "error",
  offboarding: "warning",
  onboarding: "warning",
} satisfies Record<Flag, Level>;

const LEVELS: readonly Level[] = ["none", "note", "warning", "error"];

const CHANGE_KINDS = Object.keys(CHANGE_WORDS) as ChangeKind[];

/** Every rule that a result can name, in the order of SARIF's `rules`. */
export const RULE_IDS: readonly RuleId[] = [...FLAGS, ...CHANGE_KINDS, "role-redefined"];

/** The rules as SARIF's reporting descriptors (3.49). They say everything here: no address to look anything up at. */
export const REPORTING_DESCRIPTORS: readonly object[] = [
  ...FLAGS.map((flag) => ({
    id: flag,
    shortDescription: { text: FLAG_WORDS[flag].word },
    fullDescription: { text: `${FLAG_WORDS[flag].meaning}.` },
    defaultConfiguration: { level: FLAG_LEVELS[flag] },
  })),
  ...CHANGE_KINDS.map((kind) => ({ id: kind, shortDescription: { text: CHANGE_WORDS[kind].title } })),
  {
    id: "role-redefined",
    shortDescription: { text: REDEFINED_ROLE_WORDS.title },
    fullDescription: { text: `${REDEFINED_ROLE_WORDS.meaning}.` },
  },
];

/** The rule that a change is reported under. */
export function ruleOf({ kind, flags }: AccessChange): RuleId {
  return flags[0] ?? kind;
}

/** The heavier of what grade and flags weigh. */
export function levelOf(grade: Grade, flags: readonly Flag[]): Level {
  const levels = [GRADE_LEVELS[grade], ...flags.map((flag) => FLAG_LEVELS[flag])];
  return levels.reduce((most, each) => (LEVELS.indexOf(each) > LEVELS.indexOf(most) ? each : most));
}
