import * as rules from "./record-rules.mjs";
import { changeRecords, readRecords } from "./record-store.mjs";

/*
 * What an apply asks of the records and writes there, for one customer or several. RECORDS_REMOTE names the repository to read
 * and push; default: origin.
 */

/** The repository of the records. */
export const REMOTE = process.env.RECORDS_REMOTE || "origin";

/** The records as they are now. @param customers whose records are read, and `accepted`. @default - everything */
export const recordsNow = (customers) => readRecords(REMOTE, customers).records;

/**
 * Records how applies of a commit ended, with one push.
 *
 * @param ends for each customer { customer, ended, failed, secondPlan }: when, as ISO 8601 in UTC; `failed: true` where it ended
 *   badly; `secondPlan: "empty"` where a plan after it was
 * @returns why the end of a customer is refused, by customer: the others are recorded
 */
export function recordEnds(head, ends) {
  const change = (records) => {
    const refused = {};
    let after = records;
    for (const end of ends)
      try {
        after = withEnd(after, head, end);
      } catch (error) {
        if (!(error instanceof rules.Refused)) throw error;
        refused[end.customer] = error.message;
      }
    return { records: after, refused };
  };
  const customers = ends.map(({ customer }) => customer);
  return changeRecords(REMOTE, messageOf(head, ends), change, customers).refused;
}

/** Records that an apply ended well, at all of these customers or at none. @param how `{ secondPlan: "empty" }` where a plan after it was */
export function recordFinish(head, customers, how = {}) {
  recordAll(head, customers, how);
}

/** Records that an apply ended badly, at all of these customers or at none. */
export function recordFailure(head, customers) {
  recordAll(head, customers, { failed: true });
}

function recordAll(head, customers, how) {
  const ended = new Date().toISOString();
  const ends = customers.map((customer) => ({ customer, ended, ...how }));
  const change = (records) => ({
    records: ends.reduce((before, end) => withEnd(before, head, end), records),
  });
  changeRecords(REMOTE, messageOf(head, ends), change, customers);
}

/** The records with an end of an apply. Throws where it is refused. */
function withEnd(records, head, { customer, failed, ...how }) {
  return (failed === true ? rules.fail : rules.finish)(records, head, customer, how);
}

/** The message of a commit that records ends. */
function messageOf(head, ends) {
  const named = (isFailed) =>
    ends.flatMap(({ customer, failed = false }) => (failed === isFailed ? customer : [])).join(", ");
  const [well, badly] = [named(false), named(true)];
  if (badly === "") return `apply ${head} to ${well}`;
  return `${well === "" ? "" : `apply ${head} to ${well}; `}${head} failed at ${badly}`;
}
