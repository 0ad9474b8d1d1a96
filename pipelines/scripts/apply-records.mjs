import * as rules from "./record-rules.mjs";
import { changeRecords, readRecords } from "./record-store.mjs";

/*
 * What an apply asks of the records and writes there, for one customer or several. RECORDS_REMOTE names the repository to read
 * and push; default: origin.
 */

/** The repository of the records. */
export const REMOTE = process.env.RECORDS_REMOTE || "origin";

/** The records as they are now. */
export const recordsNow = () => readRecords(REMOTE).records;

/** Records that an apply ended well. @param how `{ secondPlan: "empty" }` where a plan after it was */
export function recordFinish(head, customers, how = {}) {
  changeAll(`apply ${head} to ${customers.join(", ")}`, customers, (records, customer, ended) =>
    rules.finish(records, head, customer, { ...how, ended }),
  );
}

/** Records that an apply ended badly. */
export function recordFailure(head, customers) {
  changeAll(`${head} failed at ${customers.join(", ")}`, customers, (records, customer, ended) =>
    rules.fail(records, head, customer, { ended }),
  );
}

function changeAll(message, customers, change) {
  const ended = new Date().toISOString();
  changeRecords(REMOTE, message, (records) => ({
    records: customers.reduce((before, customer) => change(before, customer, ended), records),
  }));
}
