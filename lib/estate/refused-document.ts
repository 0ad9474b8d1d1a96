import { type DocumentProblem, PROBLEM_KINDS } from "../readers/problem.ts";
import { failure, type Result } from "./failure.ts";

/** How many problems of documents a failure repeats. */
const MOST_PROBLEMS = 5;

/** A document that was not read, as a failure: what it is that nobody reads, in which of its parts, and why. */
export function refused<T>(name: string, problems: readonly DocumentProblem[]): Result<T> {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const told = [...new Set(shown.map(({ kind }) => kind))].map((kind) => {
    const own = shown.filter((each) => each.kind === kind).map(placed);
    return `it ${PROBLEM_KINDS[kind]} (${kind}): ${own.join("; ")}`;
  });
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : "";
  const fix =
    "a document is read whole or not at all: hand over what keeper synth wrote, or what terraform show -json prints";
  return failure("refused-document", `${name} is not read: ${told.join("; ")}${more}`, fix);
}

function placed({ path, problem, received }: DocumentProblem): string {
  return `${path.join(".") || "the top"} ${problem} (${received})`;
}
