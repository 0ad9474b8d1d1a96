import { failure, type Outcome } from "../values/failure.ts";

/** What is demanded of a side that is to be decided on. */
export interface GatedSide {
  /** Provider locks of the base's and the change's roots: nothing else may lie beside a stack. */
  readonly locks: readonly string[];
}

/** Refuses a side that does not show what Terraform will apply. @param why as in "it is no plan" */
export function notGated<T>(name: string, why: string): Outcome<T> {
  const fix = "compare two cdktf.out folders, or hand over a plan from terraform show -json";
  return failure("bad-arguments", `the gate does not decide on ${name}: it ${why}`, fix);
}
