import { sideOf } from "../delegation/access-side.ts";
import { findEstate } from "../estate/find-estate.ts";
import type { ReadPlan } from "../readers/plan.ts";
import type { Source } from "../report/review/context.ts";
import { planNotes } from "../report/review/plan-notes.ts";
import type { AccessReview } from "../review/access-change.ts";
import { compareSides } from "../review/compare.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { ComparedSides } from "./compare-sides.ts";
import type { Surroundings } from "./surroundings.ts";

/** The forms that a review can have. */
export const REVIEW_FORMATS = ["terminal", "markdown", "html", "json", "sarif", "junit"] as const;

/** One of {@link REVIEW_FORMATS}. */
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];

/** Above this many changed customers nobody is pointed to a line: each would have to be parsed. */
const MOST_LOCATED = 200;

/** A review in a format. Each renderer is loaded when it is asked for. */
export async function renderReview(
  format: ReviewFormat,
  { review, labels, called, changeFacts, facts, plan, catalogue }: ComparedSides,
  { terminal, folder }: Surroundings,
): Promise<string> {
  const files = new Map(
    [facts, changeFacts].flatMap((each) =>
      Object.entries(each?.customers ?? {}).map(([id, { file }]): [string, string] => [id, file]),
    ),
  );
  const notes = plan === undefined ? [] : notesOf(plan, catalogue);
  const context = { labels, called, notes, sourceOf: await sources(review, files, folder) };
  switch (format) {
    case "terminal":
      return (await import("../report/review/terminal.ts")).terminalReview(review, context, terminal.colour);
    case "json":
      return (await import("../report/review/json.ts")).jsonReview(review, context);
    case "markdown":
      return (await import("../report/review/markdown.ts")).markdownReview(review, context);
    case "html":
      return (await import("../report/review/html.ts")).htmlReview(review, context);
    case "sarif":
      return (await import("../report/review/sarif.ts")).sarifReview(review, context);
    case "junit":
      return (await import("../report/review/junit.ts")).junitReview(review, context);
  }
}

/** What a plan says beside its changes; what somebody changed outside Terraform is graded like any other change. */
function notesOf(plan: ReadPlan, catalogue: RoleCatalogue): string[] {
  const [recorded, found] = [sideOf("state", plan.recorded), sideOf("state", plan.before)];
  const drift = compareSides(recorded, found, { catalogue });
  // two sides of one customer are always comparable
  return planNotes({ ...plan, driftGrade: drift.ok ? drift.review.grade : "mixed" });
}

/** A customer's file, and its line where the checkout is here. A name that leads elsewhere is nobody's file. */
async function sources(
  { customers }: AccessReview,
  files: ReadonlyMap<string, string>,
  folder: string,
): Promise<(customer: string) => Source | undefined> {
  const estate = findEstate(folder, undefined);
  const few = estate.ok && customers.length > 0 && customers.length <= MOST_LOCATED;
  const lineOf = few ? (await import("../estate/locate.ts")).locator(estate.value.root) : () => undefined;
  return (customer) => {
    const file = files.get(customer);
    if (file === undefined || !/^customers\/[^/\\]+$/.test(file)) return undefined;
    return { file, line: lineOf({ file, path: ["delegations"] }) ?? 1 };
  };
}
