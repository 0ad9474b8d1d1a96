import type { AccessSide } from "../access/access-side.ts";
import type { FoundAccess } from "../access/found-access.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Place, World } from "./world.ts";

/** A side, or a plan, which is both; with its facts. */
export type LoadedSide =
  | {
      readonly kind: "side";
      readonly side: AccessSide;
      readonly facts: EstateFacts | undefined;
      /** Present where the side was read from Azure's lists. */
      readonly found?: FoundAccess;
    }
  | { readonly kind: "plan"; readonly plan: ReadPlan };

/** Input of loading a side. */
export interface LoadContext extends Place, Pick<World, "keeper"> {
  /** Whether definitions, which are programs, may be run; never where `gated` is given. */
  readonly mayExecute: boolean;
  /** Requirements for sides of a gate: they must be plans or synthesized output. */
  readonly gated: GatedSide | undefined;
}

/** Requirements for a side of a gate. */
export interface GatedSide {
  /** Provider locks of the base's and the change's roots. No other file may lie beside a stack. */
  readonly locks: readonly string[];
}

/** Refuses a side that does not show the change that Terraform will apply. @param why as in "it is not a plan" */
export function notGated(name: string, why: string): Outcome<never> {
  const fix = "compare two cdktf.out folders, or pass a plan from terraform show -json";
  return failure("bad-arguments", `the gate does not decide on ${name}: it ${why}`, fix);
}
