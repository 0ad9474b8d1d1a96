import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH072: the policy can be read as a policy. */
export const unreadablePolicy: ContextRule = {
  code: "LH072",
  kind: "unreadable-policy",
  severity: "error",
  judges: "context",
  title: "`policy.yaml` can be read as a policy",
  what: "`policy.yaml` at the estate's root is not YAML, or has a property or value that a policy does not have; or a file such as `policy.yml` lies in its place. `keeper check` reads it; a synthesis does not.",
  harm: "`keeper gate` blocks the change that brings such a policy. Where one is on the base side, the gate decides nothing until an administrator corrects it.",
  fix: "Write what the finding names. `schemas/policy.schema.json` lets an editor check the file, `docs/policy.md` says what a policy means.",
  accept: "Never: a policy that cannot be read says nothing about a change.",
  source: "This project's own: the form of `policy.yaml`",
  check: (estate) => controlFileBreaches(estate, "policy"),
};
