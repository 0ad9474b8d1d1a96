import type { AccessGrant } from "../access/access-grant.ts";
import type { RoleMeaning } from "../review/role-meaning.ts";
import { type AcceptanceRecord, acceptedGrants } from "./acceptance-record.ts";
import { grantsBeyond } from "./beyond-acceptance.ts";
import type { RecordRead } from "./parse-acceptance.ts";

/** Whether access is recorded as accepted, and what goes beyond it. */
export type AcceptanceState =
  | { readonly kind: "not-recorded" }
  | { readonly kind: "unreadable" }
  | {
      readonly kind: "recorded";
      readonly record: AcceptanceRecord;
      /** Grants that allow more than the record; empty where it covers all. */
      readonly beyond: readonly AccessGrant[];
    };

/** Compares a customer's access with its record. @param read undefined where there is no record */
export function acceptanceState(
  grants: readonly AccessGrant[],
  read: RecordRead | undefined,
  meaning: RoleMeaning,
): AcceptanceState {
  if (read === undefined) return { kind: "not-recorded" };
  if (!read.ok) return { kind: "unreadable" };
  return {
    kind: "recorded",
    record: read.value,
    beyond: grantsBeyond(grants, acceptedGrants(read.value), meaning),
  };
}
