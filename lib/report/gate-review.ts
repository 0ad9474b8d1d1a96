import type { AccessReview } from "../review/access-change.ts";
import { count } from "./phrases.ts";
import type { ReportContext } from "./review/context.ts";
import { headline } from "./review/describe-review.ts";
import { lineText, meaningLines } from "./summary/line-text.ts";
import { summarize } from "./summary/summarize.ts";
import { verdictLine } from "./summary/verdict.ts";

/** Changes that a decision repeats. */
const MOST_LINES = 8;

/** A change in short: who gains or loses what, and below it what that means. */
export interface ReviewExtract {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The beginning of a review: the access that an approver is asked to approve. */
export interface ReviewBeginning {
  /** The verdict, and the two sides. */
  readonly lines: readonly string[];
  /** The most dangerous changes. */
  readonly parts: readonly ReviewExtract[];
}

/** The first lines of a review. Users' words as they are, shortened. */
export function reviewBeginning(review: AccessReview, context: ReportContext): ReviewBeginning {
  // keeper review counts what words leave out; a gate must be quick
  const lines = summarize(review, context, { countsUncovered: false });
  const more = lines.length - MOST_LINES;
  return {
    lines: [verdictLine(review, context), headline(review, context)],
    parts: [
      ...lines
        .slice(0, MOST_LINES)
        .map(
          (line): ReviewExtract => ({ heading: `${line.sign} ${lineText(line)}`, lines: meaningLines(line) }),
        ),
      ...(more > 0
        ? [{ heading: `and ${count(more, "more change")}: keeper review shows all`, lines: [] }]
        : []),
    ],
  };
}
