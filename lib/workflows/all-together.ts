import type { Outcome } from "../values/failure.ts";
import { failed, success } from "../values/result.ts";

/** Joins all failures into one, with the kind of the first. Each problem and each fix appears once, in order. */
export function allTogether(outcomes: readonly Outcome<unknown>[]): Outcome<undefined> {
  const failures = outcomes.flatMap((each) => (each.ok ? [] : [each.error]));
  const [first] = failures;
  if (first === undefined) return success(undefined);
  const once = (texts: readonly string[]) => [...new Set(texts)].join("; ");
  return failed({
    kind: first.kind,
    problem: once(failures.map(({ problem }) => problem)),
    fix: once(failures.map(({ fix }) => fix)),
  });
}
