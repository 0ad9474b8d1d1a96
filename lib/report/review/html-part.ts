import { isToBeLookedAt } from "../../review/grade.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { forHtml } from "../escape.ts";
import { count } from "../phrases.ts";
import type { DescribedChange, DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { unabridgedSummary } from "./wording.ts";

/** Customers that a heading names one by one; the full list is folded below it. */
const MOST_CUSTOMERS = 8;

/** One part of a review as HTML without script: heading, consequences, changes. */
export function partHtml(part: DescribedPart, id: string, directory: NameDirectory): string {
  const { title, customers, about, consequences, changes } = part;
  const whom = customers === undefined ? [] : [customersText(customers, MOST_CUSTOMERS, directory)];
  const notes = consequences.map((text) => `<li class="note">${forHtml(text)}</li>`);
  return `<article class="part ${colourClass(part)}" aria-labelledby="${id}">
<h3 id="${id}">${forHtml(`${title}: ${[...whom, ...about].join("; ")}`)}</h3>
${allCustomers(customers ?? [])}<ul>
${[...notes, ...changes.map(changeHtml)].join("\n")}
</ul>
</article>`;
}

/** One part in a line, with all its customers, for reviews with very many parts. */
export function partLine(
  { title, customers, about, changes }: DescribedPart,
  directory: NameDirectory,
): string {
  const whom =
    customers === undefined ? about.join("; ") : customersText(customers, customers.length, directory);
  return `<li>${forHtml(`${title}: ${whom} (${count(changes.length, "change")})`)}</li>`;
}

function colourClass(part: DescribedPart): string {
  if (isToBeLookedAt(part)) return "more";
  return part.grade === "narrowing" ? "less" : "";
}

function allCustomers(customers: readonly string[]): string {
  if (customers.length <= MOST_CUSTOMERS) return "";
  const names = forHtml(customers.join(", "));
  return `<details><summary>All ${customers.length} customers</summary><p>${names}</p></details>\n`;
}

/** A change by its title, not by its sign: screen readers skip signs. */
function changeHtml({ title, line, details, unabridged }: DescribedChange): string {
  const list = details.map((detail) => `<li class="detail">${forHtml(detail)}</li>`).join("");
  const all = unabridged.length === 0 ? "" : allOperations(unabridged);
  return `<li>${forHtml(`${title}: ${line}`)}${list === "" ? "" : `<ul>${list}</ul>`}${all}</li>`;
}

/** All patterns of operations, folded: they are too many to read from top to bottom. */
function allOperations(lines: readonly string[]): string {
  const items = lines.map((line) => `<li class="detail">${forHtml(line)}</li>`).join("");
  return `<details><summary>${unabridgedSummary(lines)}</summary><ul>${items}</ul></details>`;
}
