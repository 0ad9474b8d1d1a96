import type { AccessReview, ChangeGroup, RoleRedefinition } from "../../review/access-change.ts";
import { count } from "../finding-text.ts";
import type { ReportContext } from "./context.ts";
import { forComment } from "./escape-comment.ts";
import { customersText, FLAG_WORDS, GRADE_WORDS, gradeText, operationsText, tell } from "./wording.ts";

/** What a comment of GitHub or Azure DevOps holds: 65,536 characters on the one, 150,000 on the other. */
export const MARKDOWN_LIMIT = 65_000;

/** Left for saying what was summarised. */
const RESERVE = 1_000;

/** Customers that a line names one by one. */
const MOST_CUSTOMERS = 10;

/** A review as a comment on a pull request. What does not fit is summarised whole, never cut, and said to be. */
export function markdownReview(review: AccessReview, context: ReportContext): string {
  const sections = [
    ...review.groups.map((group) => ({ text: groupText(group, context), line: groupLine(group) })),
    ...review.redefinedRoles.map((role) => ({ text: roleText(role), line: roleLine(role) })),
  ];
  const parts = [headText(review, context)];
  let length = parts.join("").length + RESERVE;
  let [summarised, dropped] = [0, 0];
  for (const { text, line } of sections) {
    const part = length + text.length <= MARKDOWN_LIMIT ? text : `\n${line}\n`;
    if (length + part.length > MARKDOWN_LIMIT) {
      dropped++;
      continue;
    }
    if (part !== text) summarised++;
    parts.push(part);
    length += part.length;
  }
  return [...parts, ...shortened(summarised, dropped)].join("");
}

function shortened(summarised: number, dropped: number): string[] {
  if (summarised + dropped === 0) return [];
  const left = dropped === 0 ? "" : `, and ${count(dropped, "change")} only counted`;
  return [
    `\n**Too long for a comment:** ${count(summarised, "change")} told in one line each${left}. The HTML or JSON report has them all.\n`,
  ];
}

function headText(review: AccessReview, { called }: ReportContext): string {
  const urgent = review.flags.map((flag) => `- **${FLAG_WORDS[flag].word}**: ${FLAG_WORDS[flag].meaning}`);
  return [
    "<!-- lighthouse-keeper review -->",
    `## Access review: ${gradeText(review)}`,
    "",
    `${count(review.compared, "customer")} compared, ${review.customers.length} changed (${forComment(called.before)} → ${forComment(called.after)}): ${GRADE_WORDS[review.grade].meaning}.`,
    ...(urgent.length === 0 ? [] : ["", ...urgent]),
    "",
  ].join("\n");
}

function groupText(group: ChangeGroup, { labels, sourceOf }: ReportContext): string {
  const [first = ""] = group.customers;
  const source = group.customers.length === 1 ? sourceOf(first) : undefined;
  const where = source === undefined ? "" : ` (${forComment(source.file)}:${source.line})`;
  const changes = group.changes.flatMap((change) => {
    const { sign, line, details } = tell(change, labels);
    return [`- \`${sign}\` ${forComment(line)}`, ...details.map((detail) => `  - ${forComment(detail)}`)];
  });
  return `\n${groupLine(group)}${where}\n\n${changes.join("\n")}\n`;
}

function groupLine(group: ChangeGroup): string {
  return `### ${gradeText(group)}: ${forComment(customersText(group.customers, MOST_CUSTOMERS))}, ${count(group.changes.length, "change")}`;
}

function roleText(role: RoleRedefinition): string {
  const texts = [...operationsText("gains", role.gained), ...operationsText("loses", role.lost)];
  return `\n${roleLine(role)}\n\n${texts.map((text) => `- ${forComment(text)}`).join("\n")}\n`;
}

function roleLine(role: RoleRedefinition): string {
  return `### ${gradeText({ ...role, flags: [] })}: the catalogue redefines ${forComment(role.roleName)}`;
}
