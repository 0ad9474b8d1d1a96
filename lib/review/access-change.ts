import type { AccessGrant } from "../access/access-grant.ts";
import type { CustomerAccess, DelegatedAssignment, DelegatedDefinition } from "../access/access-side.ts";
import { scopeId } from "../delegation/scope.ts";
import type { Operations } from "../permissions/block.ts";
import type { Guid } from "../values/guid.ts";
import type { DeploymentChange } from "./deployment-changes.ts";
import type { FactChange } from "./fact-changes.ts";
import type { Flag, Grade } from "./grade.ts";
import type { RoleNameChange } from "./role-name-changes.ts";

/** What a principal newly may do on a scope, or no longer may. */
export interface AccessDifference {
  readonly operations: readonly Operations[];
  /** Operations that it may hand out to managed identities. */
  readonly delegated: readonly Operations[];
}

/** Facts of every change. */
interface Graded {
  readonly grade: Grade;
  /** In the order of `FLAGS`. */
  readonly flags: readonly Flag[];
  readonly subscriptionId: Guid;
}

/** What the same change does to a grant. `stays`: the other side has the same access from it. */
export const GRANT_FATES = ["stays", "added", "removed", "altered"] as const;

/** See {@link GRANT_FATES}. */
export type GrantFate = (typeof GRANT_FATES)[number];

/** A grant of the other side that covers a grant, alone or with others. */
export interface CoveringGrant {
  readonly grant: AccessGrant;
  readonly fate: GrantFate;
}

/** A grant that one side has. */
interface OneSided extends Graded {
  readonly difference: AccessDifference;
  /**
   * Minimal set of grants of the other side that allow all that this one does. Only where the difference is empty.
   * Prefers grants that stay. Empty where the role allows nothing.
   */
  readonly coveredBy: readonly CoveringGrant[];
}

/**
 * Why Terraform destroys a definition and creates it again. `address`: it has another address. `name` and
 * `managing-tenant`: azurerm does not update these. `unexplained`: the plan says so, and no difference of the two sides
 * requires it.
 */
export const REPLACEMENT_CAUSES = ["address", "name", "managing-tenant", "unexplained"] as const;

/** See {@link REPLACEMENT_CAUSES}. */
export type ReplacementCause = (typeof REPLACEMENT_CAUSES)[number];

/**
 * One difference between two sides, with every fact that its report needs. The `before`s and `after`s of all changes
 * together turn one side into the other.
 */
export type AccessChange =
  | (OneSided & { readonly kind: "grant-added"; readonly after: AccessGrant })
  | (OneSided & { readonly kind: "grant-removed"; readonly before: AccessGrant })
  /**
   * The same principal, role and scope on other terms. Terms are standing or on request, approvers, and delegated
   * roles.
   */
  | (Graded & {
      readonly kind: "grant-altered";
      readonly before: AccessGrant;
      readonly after: AccessGrant;
      readonly gained: AccessDifference;
      readonly lost: AccessDifference;
    })
  /** The same access under other display names, or from another definition or assignment. */
  | (Graded & { readonly kind: "grant-restated"; readonly before: AccessGrant; readonly after: AccessGrant })
  | (Graded & { readonly kind: "definition-added"; readonly after: DelegatedDefinition })
  | (Graded & { readonly kind: "definition-removed"; readonly before: DelegatedDefinition })
  /** Name, description or plan changed; where Terraform replaces the definition, `interruption` is set. */
  | (Graded & {
      readonly kind: "definition-changed";
      readonly before: DelegatedDefinition;
      readonly after: DelegatedDefinition;
      /** In the order of {@link REPLACEMENT_CAUSES}; empty where Terraform updates the definition in place. */
      readonly replacement: readonly ReplacementCause[];
    })
  | (Graded & { readonly kind: "assignment-added"; readonly after: DelegatedAssignment })
  | (Graded & { readonly kind: "assignment-removed"; readonly before: DelegatedAssignment })
  | (Graded & { readonly kind: "subscription-added" })
  /** The subscription is no longer managed here: access granted there is left standing. */
  | (Graded & { readonly kind: "subscription-vanished"; readonly leftStanding: readonly AccessGrant[] });

/** The closed list of kinds. */
export type ChangeKind = AccessChange["kind"];

/** Ids of the registration definitions of a change, before and after, each once. */
export function definitionIdsOf(change: AccessChange): Guid[] {
  return [...new Set(definedBy(change).map(({ registrationDefinitionId }) => registrationDefinitionId))];
}

function definedBy(change: AccessChange): readonly { readonly registrationDefinitionId: Guid }[] {
  switch (change.kind) {
    case "grant-added":
    case "definition-added":
    case "assignment-added":
      return [change.after];
    case "grant-removed":
    case "definition-removed":
    case "assignment-removed":
      return [change.before];
    case "grant-altered":
    case "grant-restated":
    case "definition-changed":
      return [change.before, change.after];
    case "subscription-added":
      return [];
    case "subscription-vanished":
      return change.leftStanding;
  }
}

/** Where a change happens: the ARM id of a subscription or resource group. */
export function placeOf(change: AccessChange): string {
  const subject = "after" in change ? change.after : "before" in change ? change.before : undefined;
  return subject !== undefined && "scope" in subject
    ? subject.scope
    : scopeId({ subscriptionId: change.subscriptionId });
}

/** Both sides of a customer; a missing side has no access. */
export interface CustomerSides {
  readonly before: CustomerAccess;
  readonly after: CustomerAccess;
}

/** Everything that changes for one customer. */
export interface CustomerChange {
  readonly customer: string;
  /** `renamed`: the side before has the same delegations under another customer's id. */
  readonly presence: "both" | "added" | "vanished" | "renamed";
  /** The id before, where the customer is renamed. */
  readonly formerCustomer?: string;
  readonly grade: Grade;
  /** In the order of `FLAGS`. */
  readonly flags: readonly Flag[];
  /** The riskiest first. */
  readonly changes: readonly AccessChange[];
  readonly before: CustomerAccess | undefined;
  readonly after: CustomerAccess | undefined;
}

/**
 * A built-in role that differs between the catalogues of base and change. It may be in one of them alone. Graded as the
 * change of access that its holders get.
 */
export interface RoleRedefinition {
  readonly roleDefinitionId: Guid;
  readonly roleName: string;
  /** Customers with the role, or a right to assign it, after the change. Ids, sorted. */
  readonly customers: readonly string[];
  readonly grade: Grade;
  /**
   * `lock-out` where a principal loses the standing Reader that its activation needs. It loses it by the change's
   * catalogue.
   */
  readonly flags: readonly Flag[];
  readonly gained: readonly Operations[];
  readonly lost: readonly Operations[];
}

/** The same change to several customers, once. */
export interface ChangeGroup {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** The changes of the first customer, on behalf of all. Those of the others differ in subscription and ids alone. */
  readonly changes: readonly AccessChange[];
  /** Places of each change at the first customer. ARM ids, in the order of its changes. */
  readonly places: readonly (readonly string[])[];
  /** Ids, sorted. */
  readonly customers: readonly string[];
}

/** What changes between two sides. */
export interface AccessReview {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Customers with a change, sorted by id. */
  readonly customers: readonly CustomerChange[];
  /** The same changes grouped, the riskiest first. */
  readonly groups: readonly ChangeGroup[];
  /** Every role that the change's catalogue redefines, held or not. The next change is judged by that catalogue. */
  readonly redefinedRoles: readonly RoleRedefinition[];
  /** Roles whose names change or move: policies, guardrails and definitions name roles. */
  readonly renamedRoles: readonly RoleNameChange[];
  /** Changed deployment settings. They change no access, but where and by which identity it is deployed. */
  readonly deployments: readonly DeploymentChange[];
  /** Names, types and tags that change. They change no access, but policies and reports go by them. */
  readonly facts: readonly FactChange[];
  /** How many customers were compared. */
  readonly compared: number;
}
