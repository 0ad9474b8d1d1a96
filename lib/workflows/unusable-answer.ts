import type { Problem } from "../documents/problem.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { pathText } from "../values/path.ts";
import { allTogether } from "./all-together.ts";

/**
 * The failure for answers that make no valid definition. It has all problems except that of the id, which is judged
 * before.
 */
export function unusableAnswer(problems: readonly Problem[]): Outcome<undefined> {
  const others = problems.filter(({ path }) => path.length !== 1 || path[0] !== "id");
  return allTogether(
    others.map(({ path, problem, received, fix, allowed }) =>
      failure(
        "bad-arguments",
        `${pathText(path)}: ${problem}, received ${received}`,
        fix ?? `write ${allowed ?? "another value"}`,
      ),
    ),
  );
}
