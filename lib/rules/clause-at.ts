import type { Path } from "../values/path.ts";

/** What is wrong at a place of a file, with the place as its subject: "plan is missing", "entry 2 is not valid". */
export function clauseAt(path: Path, problem: string): string {
  const last = path.at(-1);
  if (last === undefined) return `the file ${problem}`;
  return typeof last === "number" ? `entry ${last + 1} ${problem}` : `${last} ${problem}`;
}
