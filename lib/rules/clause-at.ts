import type { Path } from "../values/path.ts";

/**
 * A problem with its place as the subject. Examples: "plan is missing", "entry 2 is not valid". At the root, the
 * problem unchanged.
 */
export function clauseAt(path: Path, problem: string): string {
  const last = path.at(-1);
  if (last === undefined) return problem;
  return typeof last === "number" ? `entry ${last + 1} ${problem}` : `${last} ${problem}`;
}
