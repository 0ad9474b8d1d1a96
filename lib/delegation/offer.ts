import type { Filled } from "../values/filled.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import type { JustInTimeAccessPolicy } from "./just-in-time-access-policy.ts";
import type { ManagingTenant, Principal } from "./principal.ts";
import type { RoleReference } from "./role-reference.ts";

/** A standing authorization: the principal holds the role as long as the delegation lasts. */
export interface Authorization {
  readonly principal: Principal;
  readonly role: RoleReference;
  /** The name that the customer sees beside this role; empty for none. @default - the principal's display name */
  readonly displayName?: string | undefined;
  /** Roles that a User Access Administrator may assign to managed identities. Empty for every other role. */
  readonly delegatedRoleDefinitions: readonly RoleReference[];
  /** Where the author wrote it, from the offer's root. */
  readonly path: Path;
}

/** An eligible authorization: the principal can activate the role under the policy. */
export interface EligibleAuthorization {
  readonly principal: Principal;
  readonly role: RoleReference;
  /** The name that the customer sees beside this role; empty for none. @default - the principal's display name */
  readonly displayName?: string | undefined;
  readonly justInTimeAccessPolicy: JustInTimeAccessPolicy;
  /** Where the author wrote it, from the offer's root. */
  readonly path: Path;
}

/** A version of a plan. Included authorization sets are already expanded. */
export interface PlanVersion {
  readonly authorizations: readonly Authorization[];
  readonly eligibleAuthorizations: readonly EligibleAuthorization[];
  /** The version as written, where a revoked principal's parts are left out. @default - nothing is */
  readonly whole?: PlanVersion;
}

/** Settings of a plan beside its versions. */
export interface PlanSettings {
  /** `public` for every customer, or the customer tenants that may take the plan. */
  readonly visibility: "public" | { readonly privateTo: readonly Guid[] };
}

/** A plan of an offer. */
export interface Plan extends PlanSettings {
  /** Versions by `n.n.n`. */
  readonly versions: Readonly<Record<string, PlanVersion>>;
}

/** A finding that the author accepts, with the reason. */
export interface AcceptedFinding {
  readonly rule: string;
  readonly reason: string;
  /**
   * Accepts only findings at or below this path, as findings print it: `plans.watch.versions["1.0.0"]`.
   * @default - the whole definition
   */
  readonly at?: string | undefined;
}

/** Settings of an offer beside its plans, as an author writes them. */
export interface OfferSettings {
  /** Never changes: every GUID and Terraform address of this offer contains it. */
  readonly id: string;
  /** The title that the customer sees. A change replaces every delegation of the offer. */
  readonly name: string;
  /** The text below the title that the customer sees. */
  readonly description: string;
  /** Publisher and product of an offer that is also in the marketplace. Adds ARM's `plan` block. */
  readonly marketplace?: { readonly publisher: string; readonly product: string } | undefined;
  /** Accepted warnings, each with its reason. */
  readonly accepts?: readonly AcceptedFinding[] | undefined;
}

/** An offer of the provider: plans with versions. */
export interface Offer extends Filled<OfferSettings, "accepts"> {
  readonly managingTenant: ManagingTenant;
  readonly plans: Readonly<Record<string, Plan>>;
}
