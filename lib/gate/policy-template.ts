import { yamlText } from "../documents/yaml-text.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/**
 * A commented `policy.yaml` with these rules. Guardrails, which no policy has by default, are comments: they apply once
 * their number signs are removed.
 *
 * @param schema path from the file to the JSON Schema of policies
 */
export function policyTemplate({ version, rules }: Policy, schema: string): string {
  return [
    `# yaml-language-server: $schema=${schema}\n`,
    HEADING,
    `version: ${version}\n\nrules:\n`,
    rules.map(ruleText).join("\n"),
    `\n${GUARDRAILS}`,
  ].join("");
}

const HEADING = `#
# The gate's policy. The gate reads it from the base side, never from the change that it decides on.
# The strictest matching rule wins: deny, then the most approvals. What no rule covers cannot be decided.
# All conditions of "when" must match; a list contains alternatives.
# "demand" is allow, deny, or a number of approvals. docs/policy.md of the package explains every word.

`;

/** What a rule is about, by the first of these conditions that it has. */
const SUBJECTS = {
  role: "Roles that the change grants, removes or redefines",
  principal: "Principals whose access changes",
  plan: "Plans that the change grants or removes",
  customer: "Customers that the change is about",
  tag: "Customers with all of these tags",
  planVersion: "Onboarding, by whether base grants the same plan version already",
  tooling: "Changed files that are no definitions, and settings of deployments",
  breadth: "Part of the estate's customers that change",
  flag: "What happens to delegations",
  grade: "What principals can do after the change",
} satisfies Record<keyof PolicyRule["when"], string>;

function ruleText(rule: PolicyRule): string {
  const subject = Object.entries(SUBJECTS).find(([condition]) => Object.hasOwn(rule.when, condition));
  const lines = yamlText([rule]).trimEnd().split("\n");
  return `  # ${subject?.[1] ?? "Every change"}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

const GUARDRAILS = `# Guardrails block a change whatever its approvals. Remove the number signs of those that you want.
# guardrails:
#   # roles that no principal may have standing on a whole subscription, by GUID
#   noStandingOnSubscription:
#     - b24988ac-6180-42a0-ab88-20f7382dd24c # Contributor
#     - 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 # User Access Administrator
#   # what every access on request must have
#   eligible:
#     multiFactorAuthentication: true
#     maximumActivationDuration: PT4H
#   # access for groups alone
#   groupsOnly: true
#   # every offer lets the provider remove its own delegation
#   keepDeleteRole: true

# User names of the platform, and the names in allowed_signers that are the same person.
# identities:
#   octocat: ["mona@northwind.example"]
`;
