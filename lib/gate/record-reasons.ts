import type { GateReason } from "./reason.ts";
import { type RecordInput, takenBackWithCustomers } from "./removed-records.ts";

/**
 * Reasons for parts of the record that a change takes back. An edit of a version together with its record is an edit of
 * the version. A record can be removed only if no customer has the version, before or after (`removedRecords`).
 */
export function recordReasons(input: RecordInput): GateReason[] {
  return takenBackWithCustomers(input)
    .filter(({ how, customers }) => how !== "removed" || customers.length > 0)
    .map((each): GateReason => ({ kind: "record-taken-back", ...each }));
}
