import type { UnknownAccess } from "../../history/recorded.ts";

const WORDS = {
  "apply-started": "an apply was under way",
  "apply-abandoned": "an apply was given up",
  "nothing-recorded-before": "nothing was recorded before",
  "customer-not-recorded-before": "nothing was recorded of the customer before",
  "nothing-recorded-yet": "nothing was recorded until then",
  "never-applied": "never applied: nothing is recorded",
  "not-applied-yet": "no apply was recorded until then",
} as const satisfies Record<Exclude<UnknownAccess["kind"], "not-run">, string>;

/** Why access is not known, without a final period. The problem of a failed run stands as it is: not escaped. */
export function unknownAccessText(why: UnknownAccess): string {
  return why.kind === "not-run" ? why.problem : WORDS[why.kind];
}
