import type { Decision } from "../gate/decide.ts";
import { forComment, forTerminal } from "./escape.ts";
import type { ReviewBeginning } from "./gate-review.ts";
import { describeDecision, type GateContext, type Remedy } from "./gate-text.ts";
import { FILE_TOO_LONG } from "./gate-wording.ts";
import { jsonText } from "./json-text.ts";
import { approvalsText } from "./policy-subject-text.ts";

/** A decision for a terminal. */
export function terminalDecision(decision: Decision, context: GateContext): string {
  const { heading, review, reasons, approvals, remedy } = describeDecision(decision, context);
  const lines = [
    ...beginningLines(review),
    "",
    heading,
    ...reasons.flatMap(({ text, particulars }) => [
      `  ${text}`,
      ...particulars.map((line) => `      ${line}`),
    ]),
    ...approvals.map((line) => `  ${line}`),
    ...(remedy === undefined ? [] : terminalRemedy(remedy)),
  ];
  return `${lines.map(forTerminal).join("\n")}\n`;
}

function terminalRemedy({ add, file, sign }: Remedy): string[] {
  const shown = file === undefined ? [FILE_TOO_LONG] : ["", ...file.split("\n"), ""];
  return [`${add}, then run: ${sign}`, ...shown];
}

/** A change to approve, for a terminal. It shows its access, what the policy requires, and its digest. */
export function terminalApproval(decision: Decision, context: GateContext): string {
  const { review } = describeDecision(decision, context);
  const { demand, digest } = decision;
  const required = {
    allow: "no approval",
    approvals: demand.kind === "approvals" ? approvalsText(demand.approvals, demand.reason) : "",
    deny: "deny: no approval lets it pass",
  }[demand.kind];
  const lines = [
    ...beginningLines(review),
    "",
    `the policy requires: ${required}`,
    `change ${digest.change}`,
  ];
  return `${lines.map(forTerminal).join("\n")}\n`;
}

function beginningLines({ lines, parts }: ReviewBeginning): string[] {
  return [
    ...lines,
    ...parts.flatMap((part) => [`  ${part.heading}`, ...part.lines.map((line) => `      ${line}`)]),
  ];
}

/** A decision as a comment on a pull request. */
export function markdownDecision(decision: Decision, context: GateContext): string {
  const { heading, review, reasons, approvals, remedy } = describeDecision(decision, context);
  const item = (line: string) => `- ${forComment(line.trim())}`;
  return [
    "<!-- lighthouse-keeper gate -->",
    `## Gate: ${forComment(heading)}`,
    "",
    ...review.lines.map((line) => `${forComment(line)}  `),
    "",
    ...review.parts.flatMap((part) => [item(part.heading), ...part.lines.map((line) => `  ${item(line)}`)]),
    "",
    "**The decision**",
    "",
    ...reasons.flatMap(({ text, particulars }) => [
      item(text),
      ...particulars.map((line) => `  ${item(line)}`),
    ]),
    ...approvals.map(item),
    ...(remedy === undefined ? [] : ["", ...markdownRemedy(remedy)]),
    "",
  ].join("\n");
}

function markdownRemedy({ add, file, sign }: Remedy): string[] {
  const shown =
    file === undefined
      ? [`${forComment(add)}.`, "", `**${forComment(FILE_TOO_LONG)}**`]
      : [`${forComment(add)}:`, "", ...codeBlock("yaml", file)];
  return [...shown, "", "Then sign it:", "", ...codeBlock("sh", sign)];
}

/**
 * Fenced text to copy, unescaped. Of users it holds ids and paths alone, which JSON quotes. The fence is longer than
 * any in the text.
 */
function codeBlock(language: string, text: string): string[] {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return [`${fence}${language}`, text, fence];
}

/** Version of the JSON form of a decision. */
const VERSION = 1;

/** A decision for programs. */
export function jsonDecision(decision: Decision, { file }: GateContext): string {
  const { kind, reasons, demand, approvals, digest } = decision;
  return jsonText({
    version: VERSION,
    decision: kind,
    reasons,
    demand,
    approvals,
    digest,
    approvalFile: file,
  });
}
