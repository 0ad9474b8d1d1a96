// hashing the page's own script and style is arithmetic, no dependency on the machine

import { createHash } from "node:crypto";
import type { AccessReview } from "../../review/access-change.ts";
import { forHtml, forScriptElement } from "../escape.ts";
import { count } from "../phrases.ts";
import type { ReportContext } from "./context.ts";
import { describeReview, headline, verdict } from "./describe-review.ts";
import type { DescribedPart } from "./described.ts";
import { pageData } from "./html-data.ts";
import { partHtml, partLine } from "./html-part.ts";
import { HTML_SCRIPT } from "./html-script.ts";
import { HTML_STYLE } from "./html-style.ts";
import { FLAG_WORDS } from "./wording.ts";

/** Parts that are described in full; the rest gets one line each, because reports that long are not read through. */
const MOST_PARTS = 300;

/**
 * A review as one self-contained HTML file. Changes are HTML; access is data that its script searches. Its content
 * security policy allows this style and this script alone, by their hashes.
 */
export function htmlReview(review: AccessReview, context: ReportContext): string {
  const policy = `default-src 'none'; style-src '${hash(HTML_STYLE)}'; script-src '${hash(HTML_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Access review</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to what changes</a>
<header>
<h1>Access review: ${forHtml(verdict(review))}</h1>
<p>${forHtml(headline(review, context))}</p>${(context.notes ?? []).map((note) => `\n<p>Note: ${forHtml(note)}</p>`).join("")}
${flagList(review)}</header>
<main>
<section aria-labelledby="customers">
<h2 id="customers">Access of each changed customer</h2>
<noscript><p>Searching customers needs JavaScript; the changes are below.</p></noscript>
<div id="explorer" hidden>
<div role="search">
<p><label for="search">Search customers, principals, roles, scopes, changes (all words)</label></p>
<p><input id="search" type="search" autocomplete="off" spellcheck="false" aria-controls="found"></p>
</div>
<p id="count" role="status" aria-live="polite"></p>
<ul id="found" aria-label="Changed customers"></ul>
<p><button id="more" type="button" hidden>Show more</button></p>
<div id="view"></div>
</div>
</section>
<section aria-labelledby="changes">
<h2 id="changes" tabindex="-1">What changes</h2>
${parts(describeReview(review, context), context)}
</section>
</main>
<script type="application/json" id="data">${forScriptElement(pageData(review, context))}</script>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function flagList({ flags }: AccessReview): string {
  if (flags.length === 0) return "";
  const items = flags.map(
    (flag) => `<li><strong>${FLAG_WORDS[flag].word}</strong>: ${forHtml(FLAG_WORDS[flag].meaning)}</li>`,
  );
  return `<ul>\n${items.join("\n")}\n</ul>\n`;
}

function parts(described: readonly DescribedPart[], { directory }: ReportContext): string {
  if (described.length === 0) return "<p>Nothing.</p>";
  const whole = described
    .slice(0, MOST_PARTS)
    .map((part, index) => partHtml(part, `part-${index + 1}`, directory));
  const rest = described.slice(MOST_PARTS);
  if (rest.length === 0) return whole.join("\n");
  const summary = `${count(rest.length, "more group")} of changes, in one line each; details are with the customers above`;
  return `${whole.join("\n")}
<details><summary>${summary}</summary>
<ul>
${rest.map((part) => partLine(part, directory)).join("\n")}
</ul>
</details>`;
}
