import type { NameDirectory } from "../../review/name-directory.ts";
import { forComment } from "../escape.ts";
import { count, shorten } from "../phrases.ts";
import type { DescribedChange, DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";

/** A part of a review in a comment. In full, and in one line for lack of room. */
export interface PartTexts {
  readonly whole: string;
  readonly line: string;
}

/** Customers that a line names one by one. */
const MOST_CUSTOMERS = 5;

/** Longest list of customers that a comment folds, in characters. */
const LONGEST_LIST = 6_000;

/** Longest first change that a part in one line reports, in characters. */
const LONGEST_WORST = 300;

/** Number of a part's changes that are described one by one. A comment must hold several parts. */
const MOST_CHANGES = 40;

/** One part as Markdown. */
export function partTexts(part: DescribedPart, directory: NameDirectory): PartTexts {
  const { title, customers, about, consequences, changes } = part;
  const whom = customers === undefined ? [] : [customersText(customers, MOST_CUSTOMERS, directory)];
  const heading = `### ${forComment(`${title}: ${[...whom, ...about].join("; ")}`)}`;
  const shown = changes.slice(0, MOST_CHANGES).flatMap(changeLines);
  const more = changes.length - MOST_CHANGES;
  const whole = [
    "",
    heading,
    "",
    ...allCustomers(customers ?? []),
    ...consequences.flatMap((text) => [`> **${forComment(text)}**`, ""]),
    ...shown,
    ...(more > 0 ? [`- and ${count(more, "more change")}: see the HTML and JSON reports`] : []),
    "",
  ].join("\n");
  const [first] = changes;
  const worst = first === undefined ? "" : `, first: ${forComment(shorten(first.line, LONGEST_WORST))}`;
  return { whole, line: `\n${heading} (${count(changes.length, "change")}${worst})\n` };
}

/** All customers of a part, folded. Very long lists are only in the JSON and HTML reports. */
function allCustomers(customers: readonly string[]): string[] {
  if (customers.length <= MOST_CUSTOMERS) return [];
  const all = customers.map((customer) => forComment(shorten(customer))).join(", ");
  if (all.length > LONGEST_LIST) return [];
  return ["<details><summary>All customers</summary>", "", all, "", "</details>", ""];
}

function changeLines({ sign, line, details }: DescribedChange): string[] {
  return [`- \`${sign}\` ${forComment(line)}`, ...details.map((detail) => `  - ${forComment(detail)}`)];
}
