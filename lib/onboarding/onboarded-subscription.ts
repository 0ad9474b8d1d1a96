import type { Customer } from "../delegation/customer.ts";
import type { RegisteredSubscription } from "../delegation/registration.ts";

/** A subscription with delegations, and the customer that deploys them. */
export interface OnboardedSubscription {
  readonly customer: Pick<Customer, "id" | "name" | "tenantId" | "cloud">;
  /** It has at least one registration. */
  readonly subscription: RegisteredSubscription;
}
