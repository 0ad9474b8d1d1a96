import type { AssuranceCode } from "../capabilities/assurances.ts";
import type { CapabilityCode } from "../capabilities/capabilities.ts";
import type { WayCapabilities } from "../capabilities/reach-capabilities.ts";
import type { Customer } from "../delegation/customer.ts";
import type {
  NamedPrincipal,
  NamedRole,
  NamedTenant,
  RegisteredAccessPolicy,
} from "../delegation/registration.ts";
import type { Scope } from "../delegation/scope.ts";

/** Roles that a principal has on the same terms, and what they allow. */
export interface ConsentTerms {
  /** Undefined for standing access. */
  readonly policy: RegisteredAccessPolicy | undefined;
  readonly roles: readonly NamedRole[];
  /** Roles that may be handed to managed identities. */
  readonly delegatedRoles: readonly NamedRole[];
  readonly allows: WayCapabilities;
}

/** A principal of the provider, with everything that an offer grants it. */
export interface ConsentPrincipal {
  readonly principal: NamedPrincipal;
  /** Standing access first. */
  readonly terms: readonly ConsentTerms[];
}

/** A scope of an offer: where, and the names that end it. */
export interface ConsentScope {
  /** The author's name of the subscription. */
  readonly subscription: string;
  readonly scope: Scope;
  /** ARM id of the assignment: deleting it ends the access there. */
  readonly assignmentId: string;
}

/** How a principal has a capability. */
export type Holding = "no" | "on-request" | "standing";

/** A capability, or a condition, that differs from the version that the customer had. */
export type ConsentChange =
  | {
      readonly kind: "capability";
      readonly principal: NamedPrincipal;
      readonly code: CapabilityCode;
      readonly before: Holding;
      readonly after: Holding;
      /** Whether the same holding covers more, fewer, or other services now. */
      readonly services: "more" | "fewer" | "same";
    }
  | {
      readonly kind: "conditions";
      readonly principal: NamedPrincipal;
      readonly before: readonly RegisteredAccessPolicy[];
      readonly after: readonly RegisteredAccessPolicy[];
    };

/** One offer of a customer. */
export interface ConsentOffer {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  readonly title: string;
  /** Empty where the offer has none. */
  readonly description: string;
  readonly provider: NamedTenant;
  readonly scopes: readonly ConsentScope[];
  readonly principals: readonly ConsentPrincipal[];
  /**
   * Differences from another version; undefined where none was asked for. `list` is undefined where the plan does not have
   * that version, or is in it.
   */
  readonly changes:
    | { readonly since: string; readonly list: readonly ConsentChange[] | undefined }
    | undefined;
  /** SHA-256 of exactly this access, in lower-case hexadecimal digits. */
  readonly digest: string;
}

/** What a customer's security officer agrees to. */
export interface ConsentSheet {
  readonly customer: Pick<Customer, "id" | "name" | "tenantId">;
  /** Whether the customer is not known yet. Then its name, its subscriptions and digests mean nothing. */
  readonly isForAnyCustomer: boolean;
  /** At least one. */
  readonly offers: readonly ConsentOffer[];
  /** What all offers together do not allow. */
  readonly cannot: readonly AssuranceCode[];
  /** Day of the role catalogue, YYYY-MM-DD: what roles mean is known as of then. */
  readonly catalogueDate: string;
}
