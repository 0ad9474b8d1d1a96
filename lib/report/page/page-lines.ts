import { forHtml } from "../escape.ts";
import { count } from "../phrases.ts";
import type { ReportContext } from "../review/context.ts";
import { describeChange } from "../review/describe-change.ts";
import { whereabouts } from "../review/describe-review.ts";
import type { DescribedChange } from "../review/described.ts";
import { locatorOf } from "../review/where.ts";
import { flagWords } from "../review/wording.ts";
import { allDetails } from "../summary/explain.ts";
import { customerLabel } from "../summary/labels.ts";
import { meaningLines } from "../summary/line-text.ts";
import type { SummaryLine } from "../summary/summary-line.ts";
import { severityBars } from "./severity-bars.ts";

/** Customers that a fold names one by one; a search finds all. */
const MOST_CUSTOMERS = 500;

/** Class and word of each sign. */
export const SIGN_WORDS: Readonly<
  Record<SummaryLine["sign"], { readonly style: string; readonly shown: string; readonly word: string }>
> = {
  "+": { style: "more", shown: "+", word: "More: " },
  "-": { style: "less", shown: "−", word: "Less: " },
  "±": { style: "both", shown: "±", word: "More and less: " },
  "~": { style: "same", shown: "~", word: "" },
  "!": { style: "wait", shown: "!", word: "Attention: " },
};

/** One change as HTML without script. It has who, what, where, how and what it means; exact details are folded. */
export function lineHtml(line: SummaryLine, context: ReportContext): string {
  const { number, sign, severity, who, what, where } = line;
  const { style, shown, word } = SIGN_WORDS[sign];
  // what is lost does not call for attention
  const isGain = sign === "+" || sign === "±";
  const level =
    severity === undefined
      ? ""
      : `<p class="severity${isGain ? ` ${severity}` : ""}">${severityBars(severity)}${severity}</p>`;
  return `<article class="chg" id="change-${number}" data-line="${number}" aria-labelledby="change-${number}-title">
<span class="sign ${style}" aria-hidden="true">${shown}</span>
<h3 id="change-${number}-title"><span class="vh">${word}</span><strong>${forHtml(who)}:</strong> ${forHtml(what.replaceAll(" -> ", " → "))}${where === "" ? "" : ` ${forHtml(where)}`}</h3>
${level}${chips(line)}${meaning(line)}${exact(line, context)}${customers(line, context)}</article>`;
}

/** One change in a line, for reviews with very many. */
export function shortLineHtml({ sign, who, what, where, number }: SummaryLine): string {
  return `<li>${number} ${SIGN_WORDS[sign].shown} ${forHtml(`${who}: ${what} ${where}`)}</li>`;
}

function chips({ how, flags, of }: SummaryLine): string {
  const flagged = flagWords(flags, of.kind === "net" ? of.net.changes : []);
  const terms = how.split(" -> ").filter((each) => each !== "");
  const all = [
    ...flagged.map((word) => `<span class="chip flag">${forHtml(word)}</span>`),
    ...terms.flatMap((each, at) => [
      ...(at > 0 ? ["→"] : []),
      `<span class="chip ${each.startsWith("standing") ? "standing" : "request"}">${forHtml(each)}</span>`,
    ]),
  ];
  return all.length === 0 ? "" : `<p class="chips">${all.join(" ")}</p>\n`;
}

function meaning(line: SummaryLine): string {
  const items = meaningLines(line).map((text) => {
    if (text.startsWith("can now ")) return `<li class="gain"><strong>+</strong> ${forHtml(text)}</li>`;
    if (text.startsWith("can no longer ")) return `<li class="loss"><strong>−</strong> ${forHtml(text)}</li>`;
    return `<li class="note">${forHtml(text)}</li>`;
  });
  const ways = line.gains.ways.map((way) => `<li class="way">${forHtml(way)}</li>`);
  const folded =
    ways.length === 0
      ? ""
      : `<details><summary>${count(ways.length, "known way")} to more, one step away</summary><ul>${ways.join("")}</ul></details>\n`;
  return `${items.length === 0 ? "" : `<ul>${items.join("")}</ul>\n`}${folded}`;
}

function exact(line: SummaryLine, context: ReportContext): string {
  const powers = [
    ...line.gains.own.map((power) => `gains: can ${power.text} (${power.severity}, ${power.code})`),
    ...line.losses.own.map((power) => `loses: can ${power.text} (${power.severity}, ${power.code})`),
  ];
  const items = [
    ...places(line, context).map((text) => `<li>${forHtml(text)}</li>`),
    ...describedOf(line, context).map(changeItem),
    ...powers.map((text) => `<li>${forHtml(text)}</li>`),
  ];
  return `<details><summary>Exactly: operations, ids, files</summary><div class="exact"><ul>${items.join("\n")}</ul></div></details>\n`;
}

function places({ of, customers: ids }: SummaryLine, context: ReportContext): string[] {
  if (of.kind === "part") return [...of.part.about];
  return ids.length === 1 ? whereabouts(of.net.first, context) : [];
}

function describedOf({ of }: SummaryLine, { directory }: ReportContext): readonly DescribedChange[] {
  if (of.kind === "part") return of.part.changes;
  const { changes, first, customers: ids } = of.net;
  const locate = locatorOf(first.changes, ids.length);
  return changes.map((change) => describeChange(change, directory, locate));
}

function changeItem({ title, line, details, unabridged }: DescribedChange): string {
  const list = allDetails(details, unabridged)
    .map((detail) => `<li class="detail">${forHtml(detail)}</li>`)
    .join("");
  return `<li>${forHtml(`${title}: ${line}`)}${list === "" ? "" : `<ul>${list}</ul>`}</li>`;
}

function customers({ customers: ids }: SummaryLine, context: ReportContext): string {
  if (ids.length < 2) return "";
  const names = ids.slice(0, MOST_CUSTOMERS).map((id) => forHtml(customerLabel(id, context)));
  const more = ids.length - names.length;
  return `<details><summary>All ${ids.length} customers</summary><p>${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}</p></details>\n`;
}
