import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH092: `waves.yaml` divides all customers into steps. */
export const unusableWaves: ContextRule = {
  code: "LH092",
  kind: "unusable-waves",
  severity: "error",
  judges: "context",
  title: "`waves.yaml` divides all customers into steps",
  what: "`waves.yaml` at the estate's root is not YAML, or has a property or value that waves do not have; or a step takes no customer, because no customer has its tag or its percentage is not above an earlier one; or the last step does not take all that are left. `keeper check` and `keeper fleet` read it; a synthesis does not.",
  harm: "A misspelt tag leaves the first step without customers, and the change would go to all others at once. So `keeper fleet` gives no customers by a file that it cannot use.",
  fix: "Correct the place. End with a step that has `percentage: 100`.",
  accept: "Never: remove the file where all customers are deployed at once.",
  source: "This project's own: the form of `waves.yaml`",
  check: (estate) => controlFileBreaches(estate, "waves"),
};
