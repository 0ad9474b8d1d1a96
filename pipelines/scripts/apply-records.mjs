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
    for (const { customer, failed, ...how } of ends)
      try {
        after = (failed === true ? rules.fail : rules.finish)(after, head, customer, how);
      } catch (error) {
        if (!(error instanceof rules.Refused)) throw error;
        refused[customer] = error.message;
      }
    return { records: after, refused };
  };
  const customers = ends.map(({ customer }) => customer);
  return changeRecords(REMOTE, messageOf(head, ends), change, customers).refused;
}

/** Records that an apply ended well, at all of these customers or at none. @param how `{ secondPlan: "empty" }` where a plan after it was */
export function recordFinish(head, customers, how = {}) {
  changeAll(head, customers, how, rules.finish);
}

/** Records that an apply ended badly, at all of these customers or at none. */
export function recordFailure(head, customers) {
  changeAll(head, customers, { failed: true }, rules.fail);
}

function changeAll(head, customers, how, change) {
  const ended = new Date().toISOString();
  const message = messageOf(
    head,
    customers.map((customer) => ({ customer, ...how })),
  );
  const all = (records) => ({
    records: customers.reduce(
      (before, customer) => change(before, head, customer, { ...how, ended }),
      records,
    ),
  });
  changeRecords(REMOTE, message, all, customers);
}

/** The message of a commit that records ends. */
function messageOf(head, ends) {
  const named = (isFailed) =>
    ends.flatMap(({ customer, failed = false }) => (failed === isFailed ? customer : [])).join(", ");
  const [well, badly] = [named(false), named(true)];
  if (badly === "") return `apply ${head} to ${well}`;
  return `${well === "" ? "" : `apply ${head} to ${well}; `}${head} failed at ${badly}`;
}
