import type { ControlFileProblem, Estate } from "./estate.ts";
import type { Breach } from "./finding.ts";

/** What is wrong with the files that are not definitions, in one respect. */
export function* controlFileBreaches(
  { controlFiles }: Estate,
  of: ControlFileProblem["of"],
): Iterable<Breach> {
  for (const { of: respect, facts = {}, ...breach } of controlFiles)
    if (respect === of) yield { ...breach, facts };
}
