import { acceptanceState } from "../acceptance/acceptance-state.ts";
import type { RecordRead } from "../acceptance/parse-acceptance.ts";
import { accessOf } from "../access/access-grant.ts";
import type { Customer } from "../delegation/customer.ts";
import type { RegisteredSubscription } from "../delegation/registration.ts";
import type { RoleMeaning } from "../review/role-meaning.ts";
import type { AcceptanceStatus, RecordSignature } from "./estate-status.ts";

/** What is recorded of a customer's acceptance. A customer whose definitions have errors is compared with nothing. */
export function acceptanceStatus(
  customer: Customer,
  subscriptions: readonly RegisteredSubscription[] | undefined,
  {
    acceptances,
    signatures,
  }: {
    readonly acceptances: ReadonlyMap<string, RecordRead>;
    readonly signatures: ReadonlyMap<string, RecordSignature>;
  },
  meaning: RoleMeaning,
  isRequired: boolean,
): AcceptanceStatus {
  const grants = accessOf(subscriptions ?? []);
  const found = acceptanceState(grants, acceptances.get(customer.id), meaning);
  if (found.kind !== "recorded") {
    const state = found.kind === "not-recorded" && grants.length === 0 ? "nothing-delegated" : found.kind;
    return {
      state,
      recordedOn: undefined,
      recordedBy: undefined,
      reference: undefined,
      signature: "none",
      plans: [],
      isRequired,
    };
  }
  const { recordedOn, recordedBy, reference, delegations } = found.record;
  return {
    state: found.beyond.length > 0 ? "exceeded" : "recorded",
    recordedOn,
    recordedBy,
    reference,
    signature: signatures.get(customer.id) ?? "none",
    plans: [...new Set(delegations.map(({ plan }) => plan))],
    isRequired,
  };
}
