import type { AccessSide } from "../access/access-side.ts";
import type { FoundAccess } from "../access/found-access.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Place, World } from "./world.ts";

/** A side, or a plan, which is both; with the names that come along. */
export type LoadedSide =
  | {
      readonly kind: "side";
      readonly side: AccessSide;
      readonly facts: EstateFacts | undefined;
      /** Present where the side was read from Azure's lists. */
      readonly found?: FoundAccess;
    }
  | { readonly kind: "plan"; readonly plan: ReadPlan };

/** What loading a side may need. */
export interface LoadContext extends Place, Pick<World, "keeper"> {
  /** Whether definitions, which are programs, may be run; never where `gated` is given. */
  readonly mayExecute: boolean;
  /** What is demanded where the sides are to be decided on: then they are plans or synthesized output. */
  readonly gated: GatedSide | undefined;
}

/** What is demanded of a side that is to be decided on. */
export interface GatedSide {
  /** Provider locks of the base's and the change's roots: nothing else may lie beside a stack. */
  readonly locks: readonly string[];
}

/** Refuses a side that does not show what Terraform will apply. @param why as in "it is no plan" */
export function notGated(name: string, why: string): Outcome<never> {
  const fix = "compare two cdktf.out folders, or hand over a plan from terraform show -json";
  return failure("bad-arguments", `the gate does not decide on ${name}: it ${why}`, fix);
}
