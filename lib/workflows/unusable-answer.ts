import type { Problem } from "../documents/problem.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { pathText } from "../values/path.ts";

/** The failure for answers of which a definition cannot be made: its first problem. */
export function unusableAnswer([first]: readonly Problem[]): Outcome<never> {
  return failure(
    "bad-arguments",
    `${pathText(first?.path ?? [])}: ${first?.problem ?? "cannot be read"}, received ${first?.received ?? ""}`,
    first?.fix ?? `write ${first?.allowed ?? "another value"}`,
  );
}
