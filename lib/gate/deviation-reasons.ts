import { isPastItsDay } from "../delegation/deviation.ts";
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
  /** The change's facts, which renew or remove a deviation. @default - base's: a plan brings none */
  readonly changeFacts: EstateFacts | undefined;
  readonly today: string;
}

/**
 * Customers that gain access while a deviation of theirs is past its day. What narrows gives none. Where the day is not known,
 * whether a deviation holds is not known either.
 */
export function deviationReasons({ review, facts, changeFacts, today }: DeviationInput): GateReason[] {
  const customers = (changeFacts ?? facts)?.customers ?? {};
  return review.customers.filter(gains).flatMap(({ customer }) =>
    Object.entries(own(customers, customer)?.deviations ?? {}).flatMap(
      ([delegation, { until }]): GateReason[] => {
        if (!isDay(today)) return [{ kind: "day-unknown" }];
        if (!isPastItsDay({ until }, today)) return [];
        return [{ kind: "deviation-past-its-day", customer, delegation, until }];
      },
    ),
  );
}
