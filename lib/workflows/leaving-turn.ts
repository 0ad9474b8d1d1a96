import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { Step } from "./leaving-steps.ts";

/** Who leaves, and whether a certificate is wanted. */
export interface LeavingQuestion {
  readonly customer: string;
  /** Names of subscriptions; empty for all. */
  readonly subscriptions: readonly string[];
  readonly certificate: unknown;
}

/** Requires all subscriptions to be before the first step, or none, unless named. The others may be meant to stay. */
export function oneStep(
  steps: readonly Step[],
  { customer, subscriptions }: LeavingQuestion,
): Outcome<undefined> {
  const named = (isBefore: boolean) =>
    steps.flatMap(({ name, step }) => ((step === "delegated") === isBefore ? [name] : []));
  const [before, after] = [named(true), named(false)];
  if (subscriptions.length > 0 || before.length === 0 || after.length === 0) return success(undefined);
  return failure(
    "bad-arguments",
    `the subscriptions of ${customer} are at different steps: ${before.join(", ")} still delegated, ${after.join(", ")} no longer; nothing was edited`,
    `run ${leaveCommand(customer, after)} to go on, or ${leaveCommand(customer, before)} to end more delegations`,
  );
}

/** The command that takes a customer's next step, for all or some of the subscriptions. */
export function leaveCommand(customer: string, subscriptions: readonly string[]): string {
  const words = subscriptions.length === 0 ? [] : ["--subscription", ...new Set(subscriptions)];
  return ["keeper", "leave", customer, ...words].join(" ");
}

/** Requires evidence for every subscription of a certificate: its delegations ended, or something still exists. */
export function certifiable(steps: readonly Step[], request: LeavingQuestion): Outcome<undefined> {
  if (request.certificate === undefined) return success(undefined);
  const namesWhere = (isMeant: (step: Step) => boolean) =>
    steps.flatMap((each) => (isMeant(each) ? [each.name] : [])).join(", ");
  const command = leaveCommand(request.customer, request.subscriptions);
  const refused = (why: string, fix: string) =>
    failure("bad-arguments", `there is no certificate: ${why}; nothing was edited`, fix);
  const delegated = namesWhere(({ step }) => step === "delegated");
  if (delegated !== "")
    return refused(
      `the definitions still delegate ${delegated}`,
      `run ${command} without --certificate: it is step 1`,
    );
  const waiting = namesWhere(({ step, evidence }) => step !== "ended" && evidence?.kind !== "present");
  if (waiting === "") return success(undefined);
  return refused(
    `it is not shown that the delegations of ${waiting} ended`,
    `run ${command} without --certificate: it says what comes next`,
  );
}
