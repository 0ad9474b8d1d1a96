import { DEPLOYMENT_SETTINGS } from "../../lib/access/deployment.ts";
import { SIGNATURE_NAMESPACE } from "../../lib/gate/approval-file.ts";
import { deploymentPart } from "../../lib/gate/digest.ts";
import type { Policy } from "../../lib/gate/policy.ts";
import { GATE_OUTCOMES, type GateReasonKind } from "../../lib/gate/reason.ts";
import { APPROVAL_FAULT_WORDS, GATE_REASON_WORDS } from "../../lib/report/gate-wording.ts";
import { FLAG_WORDS, GRADE_WORDS } from "../../lib/report/review/wording.ts";
import { FLAGS, GRADES } from "../../lib/review/grade.ts";

/** `docs/policy.md`: the form of a policy, the shipped one, and every case of a decision; made from the tables. */
export function policyPage(policy: Policy): string {
  return [...INTRODUCTION, ...shippedLines(policy), ...decisionLines(), ...approvalLines()].join("\n");
}

/** The names of settings of deployments, as rules name them. */
const SETTINGS = (["tenant", ...DEPLOYMENT_SETTINGS] as const)
  .map((setting) => `\`${deploymentPart({ setting })}\``)
  .join(", ");

const INTRODUCTION: readonly string[] = [
  "# The gate's policy",
  "",
  "Written by `npm run docs` from the tables that decide.",
  "",
  "`keeper gate` reads `policy.yaml` at the estate's root from the **base** revision, never from the change. Without one,",
  "the policy below applies. Its form is `schemas/policy.schema.json`: a list of rules, each with `when` (all conditions",
  "of it must hold; a list is of alternatives) and `demand` (`allow`, `deny`, or `approvals: n` and perhaps `reason: true`).",
  "",
  "- **The strictest rule that matches wins**: deny, then the most approvals; a reason that any of them asks for is asked for.",
  "- **What no rule answers for cannot be decided.** Every change must be answered for its grade, for each of its flags,",
  "  and every tooling file for its path, by a rule that names a grade, a flag or a path. A rule that names only a role, a",
  "  principal, a plan, a customer or a tag makes things stricter and never lets anything pass.",
  "- **A rule that names roles, principals or plans** makes stricter where any of them is concerned, and answers only where",
  "  all that are concerned are named, plans as base bears them out. A rule speaks of one of grade, flag, tooling and breadth.",
  "- **A name that base does not know**, of a role, a principal, a plan, a customer or a tag in a stricter rule that may",
  "  apply, cannot be decided: it may be misspelt. A customer that comes with the change may be named. GUIDs of roles and",
  "  principals stand for themselves.",
  "- **Breadth** counts the customers that change, whatever happens to them; one customer alone is never broad.",
  "- **A customer** is meant by its id, by the id that it had before, and by those of whoever base knows to have had its",
  "  subscriptions: neither another id nor another owner leads around a rule.",
  "- **Names** of roles and principals, and customers' tags, are base's; customers are named by their ids, plans as",
  "  `offer/plan`. A plan is what the definition claims, before or after; a stricter rule for a plan is met by either.",
  "- **`planVersion`** speaks of what is onboarded: `unchanged` where base already grants exactly this under the name that",
  "  the definition claims, `new` otherwise.",
  "- **Tooling** is every changed file outside `offers/`, `customers/`, `approvals/`, `docs/*.md` and `*.md` at the root, by",
  "  its path from the repository's root. `*` stands for any characters, `/` included: a folder is `lib/*`.",
  "- **How stacks are deployed** is tooling too, under the name of each setting that changes:",
  `  ${SETTINGS}.`,
  "- **Guardrails** judge grants that come or become others, and the Delete role of delegations that change. What was",
  "  so before stays until it is touched.",
  "",
];

function shippedLines(policy: Policy): string[] {
  return [
    "## Grades and flags",
    "",
    "| grade or flag | what it means |",
    "| --- | --- |",
    ...GRADES.map((grade) => `| \`${grade}\` | ${GRADE_WORDS[grade].meaning} |`),
    ...FLAGS.map((flag) => `| \`${flag}\` | ${FLAG_WORDS[flag].meaning} |`),
    "",
    "## The shipped policy",
    "",
    "```yaml",
    ...yamlOf(policy),
    "```",
    "",
    "Guardrails that a policy may add:",
    "",
    "```yaml",
    "guardrails:",
    '  noStandingOnSubscription: ["Contributor"]',
    "  eligible: { multiFactorAuthentication: true, maximumActivationDuration: PT4H }",
    "  groupsOnly: true",
    "  keepDeleteRole: true",
    "```",
    "",
  ];
}

function decisionLines(): string[] {
  return [
    "## The decision",
    "",
    "Exit code 0 passes, 1 blocks, 2 could not decide. Could not decide goes before blocked, blocked before pass; where",
    "none of these is found, the change passes.",
    "",
    "| reason | outcome | when | what to do |",
    "| --- | --- | --- | --- |",
    ...(Object.keys(GATE_OUTCOMES) as GateReasonKind[]).map((kind) => {
      const { title, remedy } = GATE_REASON_WORDS[kind];
      return `| \`${kind}\` | ${GATE_OUTCOMES[kind]} | ${title} | ${remedy} |`;
    }),
    "",
    "A document that is not read whole, a revision that git does not know, an invalid policy: exit code 2 as well, before",
    "anything is compared.",
    "",
  ];
}

function approvalLines(): string[] {
  return [
    "## Approvals",
    "",
    "The gate shows the file to add: `approvals/<digest>-<approver>.yaml`, which names the digest of the change and of its",
    "parts, one for each customer, tooling file, redefined role and setting of deployments. `--approval-file <path>` writes it, also where it is too",
    "long to be shown; the shipped pipelines put it as `approval.yaml` into the artifact `access-review`. Fill it in and sign it:",
    "",
    "```sh",
    `ssh-keygen -Y sign -n ${SIGNATURE_NAMESPACE} -f ~/.ssh/id_ed25519 approvals/<digest>-<approver>.yaml`,
    "```",
    "",
    "To begin, commit `allowed_signers` (a line for each approver: user name, type of key, key) and, where the shipped policy",
    "does not suit, `policy.yaml`, before the gate is required: without signers on the base side no approval can count. An",
    "approval is asked for again after the merge, so let it count for some days. Where it expired in between, nothing was",
    "applied: have the change reverted, and approved anew.",
    "",
    "Approved is what the synthesized output says. A plan that does something else is not covered, and blocks: rename a customer",
    "in a change of its own, not together with its offer or managing tenant; take over an existing delegation as Azure has it,",
    "and change it in the next change.",
    "",
    "`allowed_signers` at the root, as it is on the base side, says whose keys count (`ssh-keygen(1)`, ALLOWED SIGNERS). Its",
    "principals are to be the platform's user names, or `identities` in the policy maps those to them: nobody approves his",
    "own change. Where base has no `allowed_signers`, signed files cannot be verified, and the gate does not decide. An",
    "unsigned file counts only where the policy says `unsignedApprovals: { platformEnforcesCodeOwners: true }`, and then",
    "one at most.",
    "",
    "| an approval does not count where | because |",
    "| --- | --- |",
    ...Object.entries(APPROVAL_FAULT_WORDS).map(([fault, meaning]) => `| \`${fault}\` | ${meaning} |`),
    "",
  ];
}

/** JSON in the flow style of YAML, a rule a line. */
function yamlOf({ version, rules }: Policy): string[] {
  return [`version: ${version}`, "rules:", ...rules.map((rule) => `  - ${JSON.stringify(rule)}`)];
}
