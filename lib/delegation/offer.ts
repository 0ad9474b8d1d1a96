import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import type { JustInTimeAccessPolicy } from "./just-in-time-access-policy.ts";
import type { ManagingTenant, Principal } from "./principal.ts";
import type { RoleReference } from "./role-reference.ts";

/** A standing authorization: the principal holds the role as long as the delegation lasts. */
export interface Authorization {
  readonly principal: Principal;
  readonly role: RoleReference;
  /** Roles that a User Access Administrator may assign to managed identities; empty for every other role. */
  readonly delegatedRoleDefinitions: readonly RoleReference[];
  /** Where the author wrote it, from the offer's root. */
  readonly path: Path;
}

/** An eligible authorization: the principal can activate the role under the policy. */
export interface EligibleAuthorization {
  readonly principal: Principal;
  readonly role: RoleReference;
  readonly justInTimeAccessPolicy: JustInTimeAccessPolicy;
  /** Where the author wrote it, from the offer's root. */
  readonly path: Path;
}

/** One published state of a plan, with included authorization sets already laid out. */
export interface PlanVersion {
  readonly authorizations: readonly Authorization[];
  readonly eligibleAuthorizations: readonly EligibleAuthorization[];
}

/** A plan of an offer. */
export interface Plan {
  /** Open to every customer, or only to the customer tenants named. */
  readonly visibility: "public" | { readonly privateTo: readonly Guid[] };
  /** Versions by `n.n.n`. A published version is never edited: publish the next one. */
  readonly versions: Readonly<Record<string, PlanVersion>>;
}

/** A finding that the author has looked at and accepts, and why. */
export interface AcceptedFinding {
  readonly rule: string;
  readonly reason: string;
  /** Only findings at or below this path, written as findings print it: `plans.watch.versions["1.0.0"]`; @default - the whole definition. */
  readonly at?: string | undefined;
}

/** What a provider offers: plans in versions. */
export interface Offer {
  /** Never changes: it is part of every GUID and Terraform address of this offer. */
  readonly id: string;
  /** The title that the customer sees. A change replaces every delegation of the offer. */
  readonly name: string;
  /** What the customer reads below the title. */
  readonly description: string;
  readonly managingTenant: ManagingTenant;
  readonly plans: Readonly<Record<string, Plan>>;
  /** Where the offer is in the marketplace too: the ARM `plan` block is then written. */
  readonly marketplace?: { readonly publisher: string; readonly product: string } | undefined;
  /** Warnings that have been looked at, each with the reason for accepting it. */
  readonly accepts: readonly AcceptedFinding[];
}
