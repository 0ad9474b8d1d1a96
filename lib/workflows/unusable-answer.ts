import type { Problem } from "../documents/problem.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { pathText } from "../values/path.ts";
import { allTogether } from "./all-together.ts";

/** The failure for answers of which a definition cannot be made: all its problems but that of the id, judged before. */
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
