import type { GateReason } from "./reason.ts";
import { customersWith, type RecordInput } from "./removed-records.ts";

/**
 * Reasons for parts of the record that a change takes back. An edit of a version together with its record is an edit of
 * the version. A record can be removed only if no customer has the version, before or after (`removedRecords`).
 */
export function recordReasons(input: RecordInput): GateReason[] {
  return (input.takenBack ?? []).flatMap(({ how, source }): GateReason[] => {
    const customers = customersWith(source, input);
    if (how === "removed" && customers.length === 0) return [];
    return [{ kind: "record-taken-back", how, source, customers }];
  });
}
