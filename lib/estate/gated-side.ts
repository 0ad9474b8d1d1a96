import { failure, type Result } from "./failure.ts";

/** What is demanded of a side that is to be decided on. */
export interface GatedSide {
  /** Provider locks of the base's and the change's roots: nothing else may lie beside a stack. */
  readonly locks: readonly string[];
}

/** What is gated is what will be applied, not what was meant, nor what is there. */
export function notGated<T>(name: string, why: string): Result<T> {
  const fix = "compare two cdktf.out folders, or hand over a plan from terraform show -json";
  return failure("bad-arguments", `the gate does not decide on ${name}: it ${why}`, fix);
}
