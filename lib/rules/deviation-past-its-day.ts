import { allowCommand, DEVIATIONS_FOLDER } from "../delegation/deviation.ts";
import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH089: no deviation is past its day. */
export const deviationPastItsDay: ContextRule = {
  code: "LH089",
  kind: "deviation-past-its-day",
  severity: "warning",
  judges: "context",
  title: `No deviation in \`${DEVIATIONS_FOLDER}/\` is past the last day on which it is allowed`,
  what: "The day in `until` of a deviation is over. `keeper check` reads the day of the calendar; a synthesis does not, so that the same files always give the same bytes.",
  harm: "A difference from Azure that was meant to end goes on unseen. Until it is renewed or removed, `keeper gate` blocks every change that gives this customer's delegations more access.",
  fix: `Remove the file and deploy, or allow the difference until another day: \`${allowCommand("<customer>")}\`.`,
  accept:
    "It cannot be accepted, because a deviation has no acceptances. A new day in `until` says the same.",
  source: "This project's own: the form of deviations",
  check: (estate) => controlFileBreaches(estate, "deviation-day"),
};
