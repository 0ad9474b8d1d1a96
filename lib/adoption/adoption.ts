import { definitionKey } from "../access/access-parts.ts";
import type { FoundDelegation } from "../access/found-delegation.ts";
import type { DelegatedScope } from "../delegation/customer.ts";
import type { AcceptedFinding } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";

/*
 * Adoption turns delegations that exist into definitions, as plain data: the form of an offer or customer in YAML. Names
 * in it refer to principals, policies and authorization sets of the same offer.
 */

/** Place in a source: its file, as the user named it, and a path inside. */
export interface SourcePlace {
  readonly file: string;
  readonly path: Path;
}

/** A delegation that exists, and the place where a source shows it. */
export interface SourcedDelegation extends FoundDelegation {
  readonly at: SourcePlace;
}

/** Something of a source that is not adopted. Nothing of it changes in Azure. */
export interface NotAdopted {
  readonly at: SourcePlace;
  readonly code: NotAdoptedCode;
  /** What it is, as a noun phrase. */
  readonly what: string;
  /** Why, as a clause without subject. */
  readonly why: string;
  /** What to do, in the imperative; undefined where there is nothing to do. */
  readonly fix?: string;
}

/** Reason why something is not adopted. Stable. */
export type NotAdoptedCode =
  | "no-delegation"
  | "other-managing-tenant"
  | "sources-differ"
  | "not-read"
  | "gone-from-azure"
  | "customer-tenant-unknown"
  | "customer-tenants-differ"
  | "customer-defined"
  | "text-not-writable"
  | "role-not-delegable"
  | "scope-not-writable"
  | "rule-broken"
  | "access-would-change";

/** A role as an author writes it. */
export type WrittenRole =
  | string
  | { readonly keep: string; readonly onSubscriptions: readonly Guid[]; readonly reason: string };

/** An activation policy as an author writes it, without defaults. Approvers are names of principals. */
export interface WrittenPolicy {
  readonly multiFactorAuthProvider?: "None";
  readonly maximumActivationDuration?: string;
  readonly approvers?: readonly string[];
}

/** A standing authorization as an author writes it. The principal is a name. */
export interface WrittenAuthorization {
  readonly principal: string;
  readonly role: WrittenRole;
  readonly displayName?: string | null;
  readonly delegatedRoleDefinitions?: readonly string[];
}

/** An eligible authorization as an author writes it. A policy may be a name. */
export interface WrittenEligibleAuthorization {
  readonly principal: string;
  readonly role: WrittenRole;
  readonly displayName?: string | null;
  readonly justInTimeAccessPolicy: string | WrittenPolicy;
}

/** Authorizations as an author writes them, without empty lists. */
export interface WrittenSet {
  readonly authorizations?: readonly WrittenAuthorization[];
  readonly eligibleAuthorizations?: readonly WrittenEligibleAuthorization[];
}

/** A plan version as an author writes it. Included sets are names. */
export interface WrittenVersion extends WrittenSet {
  readonly includes?: readonly string[];
}

/** A managing tenant as an author writes it. Principals without a display name have none. */
export interface WrittenTenant {
  readonly tenantId: Guid;
  readonly name: string;
  readonly cloud: "public" | "usGovernment" | "china";
  readonly principals: Readonly<
    Record<string, Pick<Principal, "type" | "objectId"> & { readonly displayName?: string }>
  >;
}

/** An offer in the form of YAML. */
export interface AdoptedOffer {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly managingTenant: WrittenTenant;
  readonly justInTimeAccessPolicies?: Readonly<Record<string, WrittenPolicy>>;
  readonly authorizationSets?: Readonly<Record<string, WrittenSet>>;
  readonly plans: Readonly<
    Record<
      string,
      { readonly visibility: "public"; readonly versions: Readonly<Record<string, WrittenVersion>> }
    >
  >;
  readonly marketplace?: { readonly publisher: string; readonly product: string };
  readonly accepts?: readonly AcceptedFinding[];
}

/** A delegation of a customer in the form of YAML. */
export interface AdoptedDelegation {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  readonly name?: string;
  readonly description?: string;
  readonly scopes: readonly AdoptedScope[];
}

/**
 * A scope in the form of YAML: every GUID is that of something that exists. The mark `import` is for checks: files do not
 * have it, because the lock does.
 */
export type AdoptedScope = Required<Pick<DelegatedScope, "subscription" | "registrationDefinitionId">> & {
  readonly resourceGroups?: readonly { readonly name: string; readonly registrationAssignmentId: Guid }[];
  readonly registrationAssignmentId?: Guid;
  readonly import?: true;
};

/** A customer in the form of YAML. */
export interface AdoptedCustomer {
  readonly id: string;
  readonly name: string;
  readonly tenantId: Guid;
  readonly cloud?: "usGovernment" | "china";
  readonly deployedBy?: "customer";
  readonly subscriptions: Readonly<Record<string, Guid>>;
  readonly delegations: readonly AdoptedDelegation[];
  readonly accepts?: readonly AcceptedFinding[];
}

/** Identity of a definition: a definition's GUID can be on several subscriptions. */
export function delegationKey({ definition }: Pick<FoundDelegation, "definition">): string {
  return definitionKey(definition.subscriptionId, definition.registrationDefinitionId.toLowerCase());
}

/** A definition in words: `definition "Title" (GUID)`. */
export function delegationText({ definition, address }: FoundDelegation): string {
  const name = `definition ${JSON.stringify(definition.name)} (${definition.registrationDefinitionId})`;
  return address === undefined ? name : `${address}: ${name}`;
}
