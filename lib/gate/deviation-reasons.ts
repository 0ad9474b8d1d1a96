import { isPastItsDay, type SeenDeviation } from "../delegation/deviation.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { AccessReview } from "../review/access-change.ts";
import { own } from "../values/own.ts";
import { gains } from "./acceptance-reasons.ts";
import { isDay } from "./approval.ts";
import type { GateReason } from "./reason.ts";

/** What a decision about deviations needs. */
export interface DeviationInput {
  readonly review: AccessReview;
  /** Base's facts. */
  readonly facts: EstateFacts | undefined;
  /** The change's facts, which renew or remove a deviation. @default - base's */
  readonly changeFacts: EstateFacts | undefined;
  /** The facts that name the deviations of a plan, which brings none. @default - the change's */
  readonly deviationFacts?: EstateFacts | undefined;
  /** What a snapshot shows of the change's deviations. @default - there is no snapshot */
  readonly seenDeviations?: readonly SeenDeviation[] | undefined;
  readonly today: string;
}

/**
 * Reasons for customers that gain access while a deviation of theirs does not hold. A deviation is past its day, or
 * Azure has another difference. A change that narrows gives none. Where the day is unknown, or the snapshot did not
 * read the deviation, it is unknown whether it holds.
 */
export function deviationReasons(input: DeviationInput): GateReason[] {
  const { review, facts, changeFacts, deviationFacts, seenDeviations = [], today } = input;
  const customers = (deviationFacts ?? changeFacts ?? facts)?.customers ?? {};
  return review.customers.filter(gains).flatMap(({ customer }) => [
    ...Object.entries(own(customers, customer)?.deviations ?? {}).flatMap(
      ([delegation, { until }]): GateReason[] => {
        if (!isDay(today)) return [{ kind: "day-unknown" }];
        if (!isPastItsDay({ until }, today)) return [];
        return [{ kind: "deviation-past-its-day", customer, delegation, until }];
      },
    ),
    ...seenDeviations.filter((each) => each.customer === customer).flatMap(seenReason),
  ]);
}

function seenReason({ customer, delegation, seen }: SeenDeviation): GateReason[] {
  if (seen === "as-allowed") return [];
  return [
    { kind: seen === "otherwise" ? "deviation-seen-otherwise" : "deviation-not-read", customer, delegation },
  ];
}
