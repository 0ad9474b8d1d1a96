import { failure, type Outcome } from "../values/failure.ts";
import { PROBLEM_KINDS, type Problem } from "./problem.ts";
import { problemText } from "./problem-text.ts";

/** How many problems of documents a failure repeats. */
const MOST_PROBLEMS = 5;

/** What to do about a document of a kind that is not read. */
const FIXES = {
  output: "hand over the whole folder as keeper synth wrote it",
  terraform: "hand over what terraform show -json prints of a plan or state of one stack that keeper wrote",
  lists:
    "hand over both lists as az managedservices prints them or REST answers, fetched while nothing is being changed",
  definitions:
    "check that revision out, run keeper check there, and see that no definition file prints anything itself",
} as const;

/** A page says where the next one is; nothing else has a part of this name. */
const NEXT_PAGE = "nextLink";

/**
 * A kind of document: an output folder of keeper's or a file in one; a plan or state of Terraform; the lists of Azure;
 * what the definitions of a revision printed.
 */
export type RefusedKind = keyof typeof FIXES;

/** A document that was not read, as a failure: what it is that nobody reads, in which of its parts, and why. */
export function refused<T>(name: string, kind: RefusedKind, problems: readonly Problem[]): Outcome<T> {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const told = [...new Set(shown.map((each) => each.kind))].map((why) => {
    const own = shown.filter((each) => each.kind === why).map((each) => problemText(each, "the top"));
    return `it ${PROBLEM_KINDS[why]} (${why}): ${own.join("; ")}`;
  });
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : "";
  const paged = kind === "lists" && problems.some(({ path }) => path.at(-1) === NEXT_PAGE);
  const fix = paged ? "fetch every page, and hand over one list of what is in all of them" : FIXES[kind];
  return failure(
    "refused-document",
    `${name} is not read: ${told.join("; ")}${more}`,
    `a document is read whole or not at all: ${fix}`,
  );
}
