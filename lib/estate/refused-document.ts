import type { DocumentProblem } from "../readers/problem.ts";
import { failure, type Result } from "./failure.ts";

/** How many problems of documents a failure repeats. */
const MOST_PROBLEMS = 5;

/** A document that was not read, as a failure: which of its parts, and why. */
export function refused<T>(name: string, problems: readonly DocumentProblem[]): Result<T> {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(
      ({ kind, path, problem, received }) =>
        `${kind} at ${path.join(".") || "the top"}: ${problem} (${received})`,
    );
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : "";
  const fix =
    "a document is read whole or not at all: hand over what keeper synth wrote, or what terraform show -json prints";
  return failure("refused-document", `${name} is not read: ${told.join("; ")}${more}`, fix);
}
