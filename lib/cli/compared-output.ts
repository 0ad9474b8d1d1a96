import { reportContext } from "../report/review/report-context.ts";
import type { ComparedEstates } from "../workflows/compared-estates.ts";
import type { Terminal } from "./terminal.ts";

/** The review of an edit of definitions, as an object of JSON. */
export async function reviewObject({ compared }: ComparedEstates): Promise<object> {
  const { jsonReview } = await import("../report/review/json.ts");
  return JSON.parse([...jsonReview(compared.review, reportContext(compared))].join(""));
}

/** Prints the review of an edit of definitions, below what was said of the edit. */
export async function printReview({ compared }: ComparedEstates, terminal: Terminal): Promise<void> {
  const { terminalReview } = await import("../report/review/terminal.ts");
  const { colour, columns } = terminal;
  terminal.out(`\n${terminalReview(compared.review, reportContext(compared), { colour, columns })}`);
}
