import type { FoundAccess } from "../access/found-access.ts";
import type { Cloud } from "../delegation/cloud.ts";
import type { PrincipalType } from "../delegation/principal.ts";
import type { NotRead, NotReadCode } from "../formats/snapshot/not-read.ts";
import type { PermissionBlock } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { Result } from "../values/result.ts";

/** An answer of Azure, or why there is none. */
export type Answer<T> = Result<T, NotReadCode>;

/** What an access token says of the account that signed in. */
export type Account =
  | { readonly kind: "application" }
  | { readonly kind: "member" }
  /** A user of another tenant. `homeTenant` is Entra's name of its identity provider. */
  | { readonly kind: "guest"; readonly homeTenant: string }
  /** The token cannot be read. */
  | { readonly kind: "unknown" };

/** A subscription, as Azure describes it. */
export interface DescribedSubscription {
  readonly name: string;
  readonly tenantId: Guid;
  /** `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`. */
  readonly state: string;
}

/** A policy of a subscription, as far as it can refuse a registration definition. */
export interface AppliedPolicy {
  /** ARM id of the assignment. */
  readonly assignmentId: string;
  readonly name: string;
  readonly effect: PolicyEffect;
}

/** What a policy does to registration definitions. */
export type PolicyEffect =
  /** It denies every managing tenant but these. */
  | { readonly kind: "allows-tenants"; readonly tenantIds: readonly Guid[] }
  /** It may deny: its rule has to be read. `definitionId` is its ARM id. */
  | { readonly kind: "may-deny"; readonly definitionId: string }
  /** Its definition could not be read. */
  | { readonly kind: "not-read"; readonly definitionId: string; readonly problem: NotReadCode };

/** Policies of a subscription: how many assignments there are, and those that matter. */
export interface AppliedPolicies {
  readonly assignments: number;
  readonly policies: readonly AppliedPolicy[];
}

/** Delegations of a subscription, and the parts of them that could not be read. */
export interface FoundDelegationsAnswer {
  readonly found: FoundAccess | undefined;
  readonly notRead: readonly NotRead[];
}

/** Everything that was asked of one subscription. */
export interface SubscriptionAnswers {
  readonly id: Guid;
  readonly subscription: Answer<DescribedSubscription>;
  readonly permissions: Answer<readonly PermissionBlock[]>;
  /** Registration state of `Microsoft.ManagedServices`. */
  readonly resourceProvider: Answer<string>;
  readonly delegations: FoundDelegationsAnswer;
  readonly policies: Answer<AppliedPolicies>;
}

/** An object of a directory. */
export interface DirectoryObject {
  readonly id: Guid;
  /** `Application` is an app registration. Undefined for any other type. */
  readonly type: PrincipalType | "Application" | undefined;
  /** Whether a group is a security group; true for other objects. */
  readonly isSecurityEnabled: boolean;
}

/** What the managing tenant's directory says of principals. */
export interface DirectoryAnswers {
  readonly objects: ReadonlyMap<Guid, DirectoryObject>;
  /** Of ids that are no object: the service principal whose application id it is. */
  readonly byApplicationId: ReadonlyMap<Guid, Guid>;
}

/** What was asked of a managing tenant. */
export interface ManagingTenantAnswers {
  readonly tenantId: Guid;
  readonly directory: Answer<DirectoryAnswers>;
}

/** Everything that was asked for one customer. */
export interface PreflightAnswers {
  /** The cloud that is signed in to. */
  readonly cloud: Cloud;
  /** The sign-in to the customer's tenant. */
  readonly account: Answer<Account>;
  /** Empty where the sign-in failed. In the order of the customer's subscriptions. */
  readonly subscriptions: readonly SubscriptionAnswers[];
  readonly managingTenants: readonly ManagingTenantAnswers[];
}
