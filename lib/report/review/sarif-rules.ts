import type { AccessChange, ChangeKind } from "../../review/access-change.ts";
import { FLAG_LEVELS, FLAGS, type Flag } from "../../review/grade.ts";
import {
  CHANGE_WORDS,
  DEPLOYMENT_WORDS,
  FACTS_WORDS,
  FLAG_WORDS,
  REDEFINED_ROLE_WORDS,
  ROLE_NAME_WORDS,
} from "./wording.ts";

/** Id of a rule: the most urgent flag of a change, or else its kind. */
export type RuleId =
  | ChangeKind
  | Flag
  | "role-redefined"
  | "deployment-changed"
  | "facts-changed"
  | "role-renamed";

const CHANGE_KINDS = Object.keys(CHANGE_WORDS) as ChangeKind[];

/** Every rule that a result can name, in the order of SARIF's `rules`. */
export const RULE_IDS: readonly RuleId[] = [
  ...FLAGS,
  ...CHANGE_KINDS,
  "role-redefined",
  "deployment-changed",
  "facts-changed",
  "role-renamed",
];

/** The rules as SARIF's reporting descriptors (3.49). They are complete: no help address is needed. */
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
  {
    id: "deployment-changed",
    shortDescription: { text: DEPLOYMENT_WORDS.title },
    fullDescription: { text: `${DEPLOYMENT_WORDS.meaning}.` },
  },
  {
    id: "facts-changed",
    shortDescription: { text: FACTS_WORDS.title },
    fullDescription: { text: `${FACTS_WORDS.meaning}.` },
  },
  {
    id: "role-renamed",
    shortDescription: { text: ROLE_NAME_WORDS.title },
    fullDescription: { text: `${ROLE_NAME_WORDS.meaning}.` },
  },
];

/** The rule that a change is reported under. */
export function ruleOf({ kind, flags }: AccessChange): RuleId {
  return flags[0] ?? kind;
}
