import type { AccessReview } from "../review/access-change.ts";
import { count } from "./phrases.ts";
import type { ReportContext } from "./review/context.ts";
import { describeReview, headline, verdict } from "./review/describe-review.ts";
import { customersText } from "./review/names.ts";

/** Parts of a review that a decision repeats, and changes of each. */
const [MOST_PARTS, MOST_CHANGES] = [8, 3];

/** Customers that a line names. */
const MOST_CUSTOMERS = 3;

/** A part of a review in short: a heading, and lines below it. */
export interface ReviewExtract {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The beginning of a review: the access that an approver is asked to approve. */
export interface ReviewBeginning {
  /** The two sides, and the grade of all. */
  readonly lines: readonly string[];
  /** The riskiest parts. */
  readonly parts: readonly ReviewExtract[];
}

/** The first lines of a review. Users' words as they are, shortened. */
export function reviewBeginning(review: AccessReview, context: ReportContext): ReviewBeginning {
  const parts = describeReview(review, context);
  const more = parts.length - MOST_PARTS;
  return {
    lines: [headline(review, context), `in all: ${verdict(review)}`],
    parts: [
      ...parts.slice(0, MOST_PARTS).map(({ title, customers, about, changes }): ReviewExtract => {
        const whom =
          customers === undefined ? [] : [customersText(customers, MOST_CUSTOMERS, context.directory)];
        const left = changes.length - MOST_CHANGES;
        return {
          heading: `${title}: ${[...whom, ...about].join("; ")}`,
          lines: [
            ...changes.slice(0, MOST_CHANGES).map(({ sign, line }) => `${sign} ${line}`),
            ...(left > 0 ? [`and ${count(left, "more change")}`] : []),
          ],
        };
      }),
      ...(more > 0
        ? [{ heading: `and ${count(more, "more part")}: keeper review shows all`, lines: [] }]
        : []),
    ],
  };
}
