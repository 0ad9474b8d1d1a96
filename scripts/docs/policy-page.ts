import { DEPLOYMENT_SETTINGS } from "../../lib/access/deployment.ts";
import { SIGNATURE_NAMESPACE } from "../../lib/gate/approval-file.ts";
import { deploymentPart } from "../../lib/gate/digest.ts";
import { LEAST_BROAD } from "../../lib/gate/match-policy.ts";
import type { Policy } from "../../lib/gate/policy.ts";
import { GATE_OUTCOMES, type GateReasonKind } from "../../lib/gate/reason.ts";
import { APPROVAL_FAULT_WORDS, GATE_REASON_WORDS } from "../../lib/report/gate-wording.ts";
import { FLAG_WORDS, GRADE_WORDS } from "../../lib/report/review/wording.ts";
import { FLAGS, GRADES } from "../../lib/review/grade.ts";
import { prose } from "./markdown.ts";

/** Makes `docs/policy.md` from the gate's tables: the form of a policy, the shipped one, and all outcomes. */
export function policyPage(policy: Policy): string {
  return [...INTRODUCTION, ...shippedLines(policy), ...decisionLines(), ...approvalLines()].join("\n");
}

/** Deployment settings, in the names that rules use. */
const SETTINGS = (["tenant", ...DEPLOYMENT_SETTINGS] as const)
  .map((setting) => `\`${deploymentPart({ setting })}\``)
  .join(", ");

const INTRODUCTION: readonly string[] = [
  "# The gate's policy",
  "",
  "`npm run docs` generates this page from the gate's tables.",
  "",
  "`keeper gate` reads `policy.yaml` at the estate's root from the **base** revision, never from the change. Without one,",
  "the policy below applies. Its form is `schemas/policy.schema.json`: a list of rules, each with `when` and `demand`.",
  "All conditions of `when` must match; a list contains alternatives. `demand` is `allow`, `deny`, or `approvals: n` with",
  "an optional `reason: true`. `keeper check` reports its problems before it is merged: rules [LH072](rules/LH072.md) to",
  "[LH074](rules/LH074.md), and [LH075](rules/LH075.md) for `allowed_signers`.",
  "",
  "- **The strictest matching rule wins**: deny first, then the most approvals. A reason is required where any matching rule",
  "  requires one.",
  "- **A change that no rule covers cannot be decided.** The grade of every change, each of its flags and the path of every",
  "  tooling file need a rule that names a grade, a flag or a path. A rule that names only a role, a principal, a plan, a",
  "  customer or a tag makes the decision stricter and never lets a change pass.",
  "- **A rule that names roles, principals or plans** makes the decision stricter where it names any affected one. It covers",
  "  a change only where it names all affected ones, plans as base confirms them. A rule names one of grade, flag, tooling",
  "  and breadth.",
  "- **A name that base does not know** cannot be decided in a stricter rule that may apply: the role, principal, plan,",
  "  customer or tag may be misspelt. A rule may name a customer that comes with the change. GUIDs of roles and principals",
  "  need no name in base.",
  `- **Breadth** counts all customers that change. Fewer than ${LEAST_BROAD} customers are never broad.`,
  "- **A rule for a customer** matches its id, its former id, and the id of each customer that has its subscriptions in base.",
  "  Neither another id nor another owner avoids a rule.",
  "- **Names** of roles and principals, and customers' tags, come from base. Customers are named by id, plans as",
  "  `offer/plan`. A plan is the one that the definition claims, before or after; a stricter rule matches either.",
  "- **`planVersion`** applies to onboarding: `unchanged` where base already grants exactly this under the name that the",
  "  definition claims, else `new`.",
  "- **Tooling** is every changed file outside `offers/`, `customers/`, `approvals/`, `docs/*.md` and `*.md` at the root, by",
  "  its path from the repository's root. `*` matches any characters, `/` included: a folder is `lib/*`.",
  "- **Deployment settings** are tooling too, under the name of each setting that changes:",
  `  ${SETTINGS}.`,
  "- **The record of what a customer accepted** is tooling under `acceptance:<customer>`, also in approvals.",
  "- **The record of a version** that no customer has is tooling under `record:<offer>/<plan>@<version>` where a change removes it. No",
  "  rule lets a change remove or rewrite the record of a version that customers have, or make a recorded public plan private.",
  "- **Facts** are tooling too, under a name for each that changes: `facts:principal/<tenant>/<object id>`,",
  "  `facts:managing-tenant/<tenant>`, `facts:customer/<customer>`, `facts:subscription/<customer>/<id>`,",
  "  `facts:tag/<customer>/<key>`, `facts:deployed-by/<customer>`, `facts:acceptance/<customer>`,",
  "  `facts:estate-acceptance` and `facts:format`. Rules go by base's names and tags;",
  "  these are base's after the merge. The shipped pipelines do not apply customers that deploy themselves.",
  "  In the shipped policy the one approval of an onboarding covers its facts.",
  "- **Names of roles** mean what they mean in base's catalogue and in the change's: a stricter rule and a guardrail apply",
  "  to both. A name that changes or moves is graded `mixed`. Write the GUID beside the name.",
  "- **Guardrails** check new and changed grants, and the Delete role of changed delegations. Unchanged grants are not",
  "  checked.",
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
    '  noStandingOnSubscription: ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"]',
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
    "Exit code 0: pass; 1: blocked; 2: could not decide. Could not decide takes precedence over blocked. Without any of",
    "these reasons, the change passes.",
    "",
    "| reason | outcome | when | what to do |",
    "| --- | --- | --- | --- |",
    ...(Object.keys(GATE_OUTCOMES) as GateReasonKind[]).map((kind) => {
      const { title, remedy } = GATE_REASON_WORDS[kind];
      return `| \`${kind}\` | ${GATE_OUTCOMES[kind]} | ${prose(title)} | ${prose(remedy)} |`;
    }),
    "",
    "An unreadable document, an unknown git revision or an invalid policy is exit code 2 as well, before any comparison.",
    "",
  ];
}

function approvalLines(): string[] {
  return [
    "## Approvals",
    "",
    "Approve with synthesized output of the pipeline, where the key is. No definition is run:",
    "",
    "```sh",
    "keeper approve base.out change.out --base <commit> --head <commit> --key ~/.ssh/id_ed25519 --reason <why>",
    "```",
    "",
    "It computes the digest itself, shows the access in short, asks, writes the approval with its signature, verifies it as",
    "the gate does, and says what to commit. `--expect <digest>` refuses any other digest than the one that the platform",
    "shows. Keys in ssh-agent and hardware keys work as with `ssh-keygen -Y sign`: name the `.pub` file, or the file that",
    "`ssh-keygen -t ed25519-sk` wrote.",
    "",
    "`--download github` or `--download azure-devops` takes both outputs from the shipped pipeline's run for `--head`, with",
    "your own `gh` or `az`: leave out the two folders. An output that you name has no commit in it: keeper compares its",
    "customers and subscriptions with the lock of `--head`.",
    "",
    "By hand: the gate prints the file to add, `approvals/<digest>-<approver>.yaml`. It names the digest of the change and of",
    "its parts: one for each customer, tooling file, redefined or renamed role, deployment setting and fact.",
    "`--approval-file` writes it into `approvals/`, also where it is too long to print; `--approval-file <path>` elsewhere.",
    "The shipped pipelines store it as `approval.yaml` in the artifact `access-review`. Fill it in and sign it:",
    "",
    "```sh",
    `ssh-keygen -Y sign -n ${SIGNATURE_NAMESPACE} -f ~/.ssh/id_ed25519 approvals/<digest>-<approver>.yaml`,
    "```",
    "",
    "A file may have 64 KiB, or 8 MiB in the form that keeper writes. Of one change 32 new files are read.",
    "",
    "Before the gate becomes required, commit `allowed_signers` (a line for each approver: user name, type of key, key) and,",
    "if needed, `policy.yaml`. Without signers on the base side no approval counts. The gate checks the approval again after",
    "the merge, so let it be valid for some days. Where it expires in between, nothing is applied: revert the change, and",
    "have it approved again.",
    "",
    "An approval covers the access of the synthesized output. A plan with other changes is not covered, and blocks. Rename a",
    "customer in a separate change, not together with its offer or managing tenant. Import an existing delegation unchanged,",
    "and change it in the next change.",
    "",
    ...SIGNERS_AND_AUTHORS,
    "| an approval does not count where | because |",
    "| --- | --- |",
    ...Object.entries(APPROVAL_FAULT_WORDS).map(([fault, meaning]) => `| \`${fault}\` | ${meaning} |`),
    "",
  ];
}

const SIGNERS_AND_AUTHORS: readonly string[] = [
  "`allowed_signers` at the root of the base side lists the keys that count (`ssh-keygen(1)`, ALLOWED SIGNERS). A signer",
  "has all names of a key, on every line, and those of its certificate. Where base has no `allowed_signers`, signed files",
  "cannot be verified, and the gate cannot decide.",
  "",
  "An author's own approval does not count. Author and signer are compared by all their names: `identities` in the policy",
  "joins the names of one person, and the account's immutable id as `id:<id>`:",
  "",
  "```yaml",
  "identities:",
  '  mallory: ["mallory@northwind.example", "id:583231"]',
  "```",
  "",
  "`--author` and `--author-id` give the account that opened the change: digits on GitHub, a GUID on Azure DevOps. With",
  "`--platform github` or `--platform azure-devops` both are required (exit code 2). A variable that the pipeline did not",
  "fill in, or a word such as `null`, is refused. An app (`name[bot]`) can be an author and never approves.",
  "",
  "An unsigned file counts only with `unsignedApprovals: { platformEnforcesCodeOwners: true }` in the policy, and then at",
  "most one counts. Its approver must have approved exactly `--head` on the platform, by `--platform-approvals`:",
  "",
  "```sh",
  "gh api --paginate --slurp repos/{owner}/{repo}/pulls/{number}/reviews > reviews.json",
  "```",
  "",
  "Azure DevOps does not say which commit a vote is for: sign there. A merge makes another commit, so that a gate after",
  "the merge counts no unsigned file either.",
  "",
];

/** Formats a policy as YAML in flow style, one rule a line. */
function yamlOf({ version, rules }: Policy): string[] {
  return [`version: ${version}`, "rules:", ...rules.map((rule) => `  - ${JSON.stringify(rule)}`)];
}
