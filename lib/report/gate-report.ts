import type { Decision } from "../gate/decide.ts";
import { forTerminal } from "./escape.ts";
import { type GateContext, tellDecision } from "./gate-text.ts";
import { jsonText } from "./json-text.ts";
import { forComment } from "./review/escape-comment.ts";

/** A decision for a terminal. */
export function terminalDecision(decision: Decision, context: GateContext): string {
  const { heading, reasons, approvals, remedy } = tellDecision(decision, context);
  const lines = [
    heading,
    ...reasons.map((line) => `  ${line}`),
    ...approvals.map((line) => `  ${line}`),
    ...remedy,
  ];
  const file = remedy.length === 0 ? [] : ["", ...context.file.text.trimEnd().split("\n"), ""];
  return `${[...lines.map(forTerminal), ...file.map(forTerminal)].join("\n")}\n`;
}

/** Characters of an approval file that a comment shows; a longer one is in the job's log. */
const LONGEST_FILE = 20_000;

/** A decision as a comment on a pull request. */
export function markdownDecision(decision: Decision, context: GateContext): string {
  const { heading, reasons, approvals, remedy } = tellDecision(decision, context);
  const item = (line: string) => `${line.startsWith("    ") ? "  " : ""}- ${forComment(line.trim())}`;
  const { text } = context.file;
  // digests and part names only: nothing of a user's but ids and paths, which JSON quotes
  const file =
    text.length > LONGEST_FILE || text.includes("```") ? [] : ["", "```yaml", text.trimEnd(), "```"];
  return [
    "<!-- lighthouse-keeper gate -->",
    `## Gate: ${forComment(heading)}`,
    "",
    ...[...reasons, ...approvals].map(item),
    ...(remedy.length === 0 ? [] : ["", ...remedy.map(forComment), ...file]),
    "",
  ].join("\n");
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
