import type { AccessSide } from "../access/access-side.ts";
import type { RecordChange } from "../delegation/record-change.ts";
import type { AccessReview } from "../review/access-change.ts";
import { compareText } from "../values/compare-text.ts";

/** What a decision about the record of versions needs. */
export interface RecordInput {
  readonly review: AccessReview;
  /** Base's access. */
  readonly before: AccessSide;
  /** What the change takes back of base's record. @default - nothing */
  readonly takenBack?: readonly RecordChange[] | undefined;
}

/** What a change takes back of the record, and whose versions that concerns. */
export interface TakenBack extends RecordChange {
  /** Customers whose stacks name the version, in base or after the change; sorted. */
  readonly customers: readonly string[];
}

/** What a change takes back of the record, with the customers that have each version. */
export function takenBackWithCustomers(input: RecordInput): TakenBack[] {
  return (input.takenBack ?? []).map((each) => ({ ...each, customers: customersWith(each.source, input) }));
}

/** What versions that no customer has are called beside paths once their record is removed. */
const RECORD_PREFIX = "record:";

/** Versions without customers whose record is removed. Each is a part that rules for tooling cover. */
export function removedRecords(input: RecordInput): string[] {
  return takenBackWithCustomers(input)
    .filter(({ how, customers }) => how === "removed" && customers.length === 0)
    .map(({ source }) => RECORD_PREFIX + source);
}

/** Whether the path of tooling is a version whose record is removed. */
export function isRemovedRecord(path: string): boolean {
  return path.startsWith(RECORD_PREFIX);
}

/** Customers whose stacks name the version, in base or after the change; sorted. */
function customersWith(source: string, { before, review }: RecordInput): string[] {
  const sides = [...before.customers, ...review.customers.flatMap(({ after }) => after ?? [])];
  const having = sides.filter(({ definitions }) =>
    definitions.some(({ claimedSource }) => claimedSource === source),
  );
  return [...new Set(having.map(({ customer }) => customer))].sort(compareText);
}
