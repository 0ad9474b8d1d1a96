import type { AccessReview, CustomerChange } from "../../review/access-change.ts";
import { forTerminal } from "../escape.ts";
import { accessRows } from "./access-rows.ts";
import { consequencesOf } from "./consequence.ts";
import type { ReportContext } from "./context.ts";
import { describeChange } from "./describe-change.ts";
import { whereabouts } from "./describe-review.ts";
import { customerText, subscriptionText } from "./names.ts";
import { locatorOf } from "./where.ts";
import { gradeText, PRESENCE_WORDS, unabridgedSummary } from "./wording.ts";

/** Number of a text in `texts`. */
type TextNumber = number;

/** Data that the page's script searches and draws; every text is stored once, because fleets repeat them. */
export interface PageData {
  /** Ready to show: they hold no invisible characters. */
  readonly texts: readonly string[];
  readonly customers: readonly {
    /** Name and id. */
    readonly called: TextNumber;
    /** Grade and flags in words. */
    readonly grade: TextNumber;
    /** File and line, and subscriptions; empty where none is known. */
    readonly about: TextNumber;
    readonly notes: readonly TextNumber[];
    readonly changes: readonly {
      /** Line and particulars; with the subscription where there are several. */
      readonly described: readonly TextNumber[];
      /** A summary, then the lines folded below it; empty where the particulars are complete. */
      readonly folded: readonly TextNumber[];
    }[];
    /** Who, role, where, before, after. */
    readonly access: readonly (readonly TextNumber[])[];
  }[];
}

/** All changed customers as data. */
export function pageData(review: AccessReview, context: ReportContext): PageData {
  const numbers = new Map<string, TextNumber>();
  const number = (text: string): TextNumber => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  // the riskiest first, as in the list of changes
  const byId = new Map(review.customers.map((each) => [each.customer, each]));
  const customers = review.groups
    .flatMap((group) => group.customers.flatMap((id) => byId.get(id) ?? []))
    .map((customer) => customerData(customer, context, number));
  return { texts: [...numbers.keys()].map(forTerminal), customers };
}

function customerData(
  customer: CustomerChange,
  context: ReportContext,
  number: (text: string) => TextNumber,
): PageData["customers"][number] {
  const { directory } = context;
  const presence = PRESENCE_WORDS[customer.presence];
  const locate = locatorOf(customer.changes, 1);
  const several = new Set(customer.changes.map(({ subscriptionId }) => subscriptionId)).size > 1;
  const notes = [
    ...(presence === undefined ? [] : [presence]),
    ...consequencesOf(customer.changes, { after: customer.after, directory }),
  ];
  return {
    called: number(customerText(customer.customer, directory)),
    grade: number(gradeText(customer)),
    about: number(whereabouts(customer, context).join("; ")),
    notes: notes.map(number),
    changes: customer.changes.map((change) => {
      const { title, line, details, unabridged } = describeChange(change, directory, locate);
      const subscription = several
        ? [`subscription ${subscriptionText(change.subscriptionId, directory)}`]
        : [];
      const described = [`${title}: ${line}`, ...subscription, ...details];
      const folded = unabridged.length === 0 ? [] : [unabridgedSummary(unabridged), ...unabridged];
      return { described: described.map(number), folded: folded.map(number) };
    }),
    access: accessRows(customer, directory).map(({ who, role, where, before, after }) =>
      [who, role, where, before, after].map(number),
    ),
  };
}
