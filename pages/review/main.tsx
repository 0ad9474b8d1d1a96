import { render } from "preact";
import type { PageData } from "../../lib/report/page/page-data.ts";
import { Matrix } from "./matrix.tsx";
import { ReviewState } from "./state.ts";
import { Customers } from "./strip.tsx";

/*
 * The program of the page: the strip and list of customers, and the matrix of one. Changes are in the page already;
 * a choice of customers hides those that do not concern them.
 */

const state = new ReviewState(JSON.parse(part("data").textContent ?? "") as PageData);

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

function draw(): void {
  render(<Customers state={state} />, part("explorer"));
  render(<Matrix state={state} />, part("matrix"));
  hideOtherChanges();
}

/** Shows the changes of the chosen customers alone. */
function hideOtherChanges(): void {
  const { customer, grade, query } = state.choice;
  const isWhole = customer === undefined && grade === undefined && query === "";
  const chosen = customer === undefined ? state.matching() : [customer];
  const { changes, customers, lines: all } = state.data;
  const found = new Set(chosen.flatMap((index) => customers[index]?.[0] ?? []));
  const lines = new Set([...found].flatMap((change) => changes[change]?.lines ?? []));
  for (const article of document.querySelectorAll<HTMLElement>("article[data-line]"))
    article.hidden = !isWhole && !lines.has(Number(article.dataset["line"]));
  part("showing").textContent = isWhole ? "" : `${lines.size} of ${all.length} changes are shown`;
}

/** Copies the review as a comment; where the browser refuses the clipboard, says so. */
async function copyMarkdown(): Promise<void> {
  const button = part("copy");
  try {
    await navigator.clipboard.writeText(state.data.markdown);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed to copy";
  }
}

let chosen: number | undefined;

/** Brings a newly chosen customer into sight, also one that the address names when the page opens. */
function showChosen(): void {
  const { customer } = state.choice;
  if (customer !== undefined && customer !== chosen) {
    const heading = part("access");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
  chosen = customer;
}

state.listen(() => {
  draw();
  showChosen();
});
for (const id of ["explorer", "matrix", "copy"]) part(id).hidden = false;
part("copy").addEventListener("click", copyMarkdown);
draw();
showChosen();
