import type { GateReason } from "./reason.ts";
import { customersWith, type RecordInput } from "./removed-records.ts";

/**
 * What may not be taken back of the record: an edit of a version together with its record is an edit of the version. Only
 * the record of a version that no customer has, before or after, can be removed (`removedRecords`).
 */
export function recordReasons(input: RecordInput): GateReason[] {
  return (input.takenBack ?? []).flatMap(({ how, source }): GateReason[] => {
    const customers = customersWith(source, input);
    if (how === "removed" && customers.length === 0) return [];
    return [{ kind: "record-taken-back", how, source, customers }];
  });
}
