import type { AccessReview } from "../../review/access-change.ts";
import { listed } from "../../values/listed.ts";
import { forHtml } from "../escape.ts";
import { count } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { wayText } from "../review/describe-grant.ts";
import { headline } from "../review/describe-review.ts";
import { flagWords } from "../review/wording.ts";
import { lineText, powerListText } from "../summary/line-text.ts";
import type { SummaryLine } from "../summary/summary-line.ts";
import { affectedCustomers, verdictLine } from "../summary/verdict.ts";
import { askedBox } from "./asked-box.ts";
import { SIGN_WORDS } from "./page-lines.ts";

/** Longest sentence of the worst change, in characters. */
const LONGEST_WORST = 140;

/** Verdict, the worst change in a sentence, what the reader must do, and numbers. */
export function headHtml(
  review: AccessReview,
  lines: readonly SummaryLine[],
  context: ReportContext,
): string {
  const { style, shown } = SIGN_WORDS[signOf(review)];
  const notes = (context.notes ?? []).map((note) => `<p class="soft">Note: ${forHtml(note)}</p>`);
  return `<section class="panel verdict" aria-label="Verdict">
<div class="says"><span class="sign big ${style}" aria-hidden="true">${shown}</span>
<div><h1>${forHtml(verdictLine(review, context))}</h1>
${worst(lines, context)}<p class="soft">${forHtml(headline(review, context))}</p>${notes.join("\n")}</div></div>
${asked(lines)}</section>
${tiles(review, lines)}`;
}

function signOf({ grade }: AccessReview): SummaryLine["sign"] {
  const signs = { none: "~", cosmetic: "~", narrowing: "-", broadening: "+", mixed: "±" } as const;
  return signs[grade];
}

/** The most dangerous gain, or else the first change, as a sentence. */
function worst(lines: readonly SummaryLine[], context: ReportContext): string {
  const gaining = lines.filter(({ gains }) => gains.own.length + gains.handedOut.length > 0);
  const line = gaining.find(({ powerUse }) => powerUse === "changed") ?? gaining[0] ?? lines[0];
  if (line === undefined) return "";
  const { who, where, gains } = line;
  const how = mediationOf(line, context);
  const powers = gains.handedOut.length > 0 ? gains.handedOut : gains.own;
  if (powers.length === 0) return `<p>${forHtml(lineText(line))}</p>\n`;
  const verb = gains.handedOut.length > 0 ? "can newly let managed identities" : "can newly";
  return `<p>${forHtml(who)} ${verb} <strong>${forHtml(powerListText(powers, LONGEST_WORST))}</strong> ${forHtml(`${where}${how === "" ? "" : ` (${how})`}`)}.</p>\n`;
}

/** Mediations that a sentence names one by one. */
const MOST_MEDIATIONS = 2;

/** How the gain of a line is used. A line that exchanges roles says it beside each role. */
function mediationOf({ how, of }: SummaryLine, { directory }: ReportContext): string {
  if (how !== "" || of.kind !== "net") return how;
  const ways = new Set(of.net.after.map(({ grant }) => wayText(grant, directory)));
  return listed([...ways], MOST_MEDIATIONS, "; ");
}

/** Where the decision itself is made. */
const DECIDE = `
<p>Then decide: <code>keeper gate</code> names the approvals that are missing, <code>keeper approve</code> gives yours.</p>`;

/** What a reviewer must check, by what the review found. The gate says who must approve. */
function asked(lines: readonly SummaryLine[]): string {
  const checks = [
    ...checkOf(lines, "lock-out", "lock-out", "the provider or its roles lock themselves out"),
    ...checkOf(lines, "interruption", "interruption", "access pauses: choose the time"),
    ...checkOf(lines, "refused-role", "refusal", "Azure will refuse this"),
    ...strangers(lines),
    ...numberOf(
      lines.filter(({ severity, sign }) => severity === "critical" && (sign === "+" || sign === "±")),
      "critical change",
      "is this much power needed?",
    ),
  ];
  const items = checks.length === 0 ? ["Read the changes: none of them is critical."] : checks.slice(0, 4);
  return `${askedBox(items, DECIDE)}\n`;
}

function checkOf(
  lines: readonly SummaryLine[],
  flag: SummaryLine["flags"][number],
  noun: string,
  question: string,
): string[] {
  return numberOf(
    lines.filter(({ flags }) => flags.includes(flag)),
    noun,
    question,
  );
}

function numberOf(lines: readonly SummaryLine[], noun: string, question: string): string[] {
  return lines.length === 0 ? [] : [`${count(lines.length, noun)}: ${question}`];
}

function strangers(lines: readonly SummaryLine[]): string[] {
  const unknown = new Set(lines.map(({ who }) => who).filter((who) => /^\[(?:NEW|CHANGED)/.test(who)));
  return unknown.size === 0
    ? []
    : [`${count(unknown.size, "new principal")}: compare its GUID with the directory`];
}

function tiles(review: AccessReview, lines: readonly SummaryLine[]): string {
  const kinds = review.customers.flatMap(({ changes }) => changes.map(({ kind }) => kind));
  const numberOfKind = (kind: string) => kinds.filter((each) => each === kind).length;
  const { more, less } = affectedCustomers(review);
  const unknown = new Set(lines.map(({ who }) => who).filter((who) => /^\[(?:NEW|CHANGED)/.test(who))).size;
  const flags = flagWords(
    review.flags,
    review.customers.flatMap(({ changes }) => changes),
  );
  const tile = (label: string, value: string, remark: string, style = "") =>
    `<div class="tile"><dt>${label}</dt><dd${style === "" ? "" : ` class="${style}"`}>${forHtml(value)} <small>${forHtml(remark)}</small></dd></div>`;
  return `<dl class="panel tiles">
${tile("Customers changed", `${review.customers.length}`, `of ${review.compared}`)}
${tile("More access", more.length === 0 ? "0" : `+${more.length}`, count(more.length, "customer").replace(/^\d+ /, ""), more.length === 0 ? "" : "more")}
${tile("Less access", less.length === 0 ? "0" : `−${less.length}`, count(less.length, "customer").replace(/^\d+ /, ""), less.length === 0 ? "" : "less")}
${tile("Grants", `+${numberOfKind("grant-added")} −${numberOfKind("grant-removed")}`, `~${numberOfKind("grant-altered")} altered`)}
${tile("New principals", `${unknown}`, unknown === 0 ? "all known" : "not base's", unknown === 0 ? "" : "wait")}
${tile("Flags", `${flags.length}`, flags.join(", "), flags.length === 0 ? "" : "wait")}
</dl>`;
}
