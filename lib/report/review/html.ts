import type { AccessReview } from "../../review/access-change.ts";
import { forScriptElement } from "../escape.ts";
import { collectPageData } from "../page/collect-data.ts";
import { headHtml } from "../page/page-head.ts";
import { lineHtml, shortLineHtml } from "../page/page-lines.ts";
import { PAGE_SCRIPT } from "../page/page-script.ts";
import { pageHtml } from "../page/page-shell.ts";
import { PAGE_STYLE } from "../page/page-style.ts";
import { count } from "../phrases.ts";
import { summarize } from "../summary/summarize.ts";
import type { SummaryLine } from "../summary/summary-line.ts";
import { verdictLine } from "../summary/verdict.ts";
import type { ReportContext } from "./context.ts";

/**
 * Number of changes that are described in full. The rest gets one line each, because longer reports are not read
 * through.
 */
const MOST_LINES = 300;

/**
 * A review as one self-contained HTML file. Changes are HTML, which needs no script; access is data that its script
 * searches and draws. Its content security policy allows this style and this script alone, by their hashes.
 */
export function htmlReview(review: AccessReview, context: ReportContext): string {
  const lines = summarize(review, context);
  return pageHtml({
    language: "en",
    title: `Access review: ${verdictLine(review, context)}`,
    style: PAGE_STYLE,
    script: PAGE_SCRIPT,
    body: `<a class="skip" href="#changes">Skip to what changes</a>
<header class="top"><div><strong>Lighthouse Keeper</strong> <span class="soft">Access review</span>
<button id="copy" type="button" class="btn end" hidden>Copy as Markdown</button></div></header>
<main>
${headHtml(review, lines, context)}
<section id="explorer" class="panel" aria-labelledby="customers" hidden></section>
<noscript><p>Searching customers and the matrix of access need JavaScript; all changes are below.</p></noscript>
<section class="panel" aria-labelledby="changes">
<div class="head"><h2 id="changes" tabindex="-1">What changes</h2>
<p class="soft small">${count(lines.length, "change")}, the most dangerous first</p>
<p id="showing" class="soft small" role="status"></p></div>
${changes(lines, context)}
</section>
<section id="matrix" class="panel" aria-labelledby="access" hidden></section>
</main>
<script type="application/json" id="data">${forScriptElement(collectPageData(review, lines, context))}</script>`,
  });
}

function changes(lines: readonly SummaryLine[], context: ReportContext): string {
  if (lines.length === 0) return '<p class="body">Nothing.</p>';
  const whole = lines.slice(0, MOST_LINES).map((line) => lineHtml(line, context));
  const rest = lines.slice(MOST_LINES);
  if (rest.length === 0) return whole.join("\n");
  const summary = `${count(rest.length, "more change")}, in one line each; their access is in the matrix of each customer`;
  return `${whole.join("\n")}
<details class="body"><summary>${summary}</summary>
<ul>
${rest.map(shortLineHtml).join("\n")}
</ul>
</details>`;
}
