import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH073: every name in the policy means something. */
export const policyNameUnknown: ContextRule = {
  code: "LH073",
  kind: "policy-name-unknown",
  severity: "error",
  judges: "context",
  title: "Every name in `policy.yaml` is of something that is known",
  what: "A rule or guardrail in `policy.yaml` names a role that the role catalogue does not hold, or a principal, plan, customer or tag that no definition has. Where a definition cannot be read, only roles are checked.",
  harm: "The rule holds for nothing, though it reads as if it did. `keeper gate` does not decide on a change to which such a rule may apply.",
  fix: "Correct the name: a plan is written `offer/plan`, a customer by its id, a tag as its key and value. Remove what has left the estate.",
  accept: "Never: what a name means that is not known cannot be decided.",
  source: "This project's own: names in a policy are those of the estate",
  check: (estate) => controlFileBreaches(estate, "policy-name"),
};
