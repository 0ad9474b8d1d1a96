import { createHash } from "node:crypto";
import type { AccessReview, ChangeGroup } from "../../review/access-change.ts";
import { forTerminal } from "../escape.ts";
import { count } from "../finding-text.ts";
import type { ReportContext } from "./context.ts";
import { matrixData } from "./html-data.ts";
import { HTML_SCRIPT } from "./html-script.ts";
import { HTML_STYLE } from "./html-style.ts";
import { operationsText } from "./operations-text.ts";
import { tell } from "./tell-change.ts";
import { customersText, FLAG_WORDS, GRADE_WORDS, gradeText } from "./wording.ts";

/** Customers that a heading names one by one; all of them unfold below. */
const MOST_CUSTOMERS = 8;

/**
 * A review as one HTML file that needs nothing else: what changes is in it as HTML, who can do what as data that its
 * script searches. Its content security policy lets nothing in but this very style and script, by their hashes.
 */
export function htmlReview(review: AccessReview, context: ReportContext): string {
  const data = embeddedJson(matrixData(review, context));
  const policy = `default-src 'none'; style-src '${hash(HTML_STYLE)}'; script-src '${hash(HTML_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Access review</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<a class="skip" href="#customers">Skip to the customers</a>
<header>
<h1>Access review: ${forHtml(gradeText(review))}</h1>
<p>${forHtml(context.called.before)} → ${forHtml(context.called.after)}: ${count(review.compared, "customer")} compared, ${review.customers.length} changed. ${GRADE_WORDS[review.grade].meaning}.</p>
${flagList(review)}</header>
<main>
<section aria-labelledby="changes">
<h2 id="changes">What changes</h2>
${review.groups.map((group) => groupHtml(group, context)).join("\n")}${roleHtml(review)}
</section>
<section aria-labelledby="customers">
<h2 id="customers" tabindex="-1">Who can do what, customer by customer</h2>
<p><label for="search">Search customers, principals, roles, ways of access</label></p>
<p><input id="search" type="search" autocomplete="off"></p>
<p id="count" role="status" aria-live="polite"></p>
<ul id="found" aria-label="Changed customers"></ul>
<p><button id="more" type="button" hidden>Show more</button></p>
<div id="view"></div>
<noscript><p>The search needs scripts; everything that changes stands above.</p></noscript>
</section>
</main>
<script type="application/json" id="data">${data}</script>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
}

/** Text inside HTML, in an element or a quoted attribute; what cannot be seen is shown as its code point. */
function forHtml(text: string): string {
  return forTerminal(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON inside a script element: nothing in it can end the element, and what cannot be seen is shown. */
function embeddedJson(data: { readonly texts: readonly string[] }): string {
  const seen = { ...data, texts: data.texts.map(forTerminal) };
  return JSON.stringify(seen).replaceAll("<", "\\u003c");
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function flagList({ flags }: AccessReview): string {
  if (flags.length === 0) return "";
  const items = flags.map(
    (flag) => `<li><strong>${FLAG_WORDS[flag].word}</strong>: ${FLAG_WORDS[flag].meaning}</li>`,
  );
  return `<ul>\n${items.join("\n")}\n</ul>\n`;
}

function groupHtml(group: ChangeGroup, { labels }: ReportContext): string {
  const changes = group.changes.map((change) => {
    const { sign, line, details } = tell(change, labels);
    const list = details.map((detail) => `<li class="detail">${forHtml(detail)}</li>`).join("");
    return `<li>${sign} ${forHtml(line)}${list === "" ? "" : `<ul>${list}</ul>`}</li>`;
  });
  const more = ["broadening", "mixed"].includes(group.grade) || group.flags.length > 0;
  const all =
    group.customers.length > MOST_CUSTOMERS
      ? `<details><summary>All ${group.customers.length} customers</summary><p>${forHtml(group.customers.join(", "))}</p></details>`
      : "";
  return `<div class="group ${more ? "more" : group.grade === "narrowing" ? "less" : ""}">
<h3>${forHtml(gradeText(group))}: ${forHtml(customersText(group.customers, MOST_CUSTOMERS))}</h3>
${all}<ul>
${changes.join("\n")}
</ul>
</div>`;
}

function roleHtml({ redefinedRoles }: AccessReview): string {
  return redefinedRoles
    .map((role) => {
      const texts = [...operationsText("gains", role.gained), ...operationsText("loses", role.lost)];
      const items = texts.map((text) => `<li>${forHtml(text)}</li>`).join("");
      return `\n<div class="group more"><h3>The catalogue redefines ${forHtml(role.roleName)}</h3><ul>${items}</ul></div>`;
    })
    .join("");
}
