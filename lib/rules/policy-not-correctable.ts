import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH074: the policy lets itself be corrected. */
export const policyNotCorrectable: ContextRule = {
  code: "LH074",
  kind: "policy-not-correctable",
  severity: "error",
  judges: "context",
  title: "`policy.yaml` lets itself be corrected",
  what: "No rule of `policy.yaml` answers for a change of `policy.yaml` itself, or one denies it.",
  harm: "Once it is merged, `keeper gate` passes no change of the policy: only an administrator can correct it, past the gate.",
  fix: "Add a rule for `tooling` that answers for the policy's path and demands approvals.",
  accept: "Never: every policy needs a correction one day.",
  source: "This project's own: the gate reads the policy of the base side",
  check: (estate) => controlFileBreaches(estate, "policy-repair"),
};
