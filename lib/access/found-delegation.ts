import type { Scope } from "../delegation/scope.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import type { DecodedDefinition } from "./assemble.ts";

/** A registration assignment that exists, under its own id. */
export interface FoundAssignment {
  readonly registrationAssignmentId: Guid;
  readonly scope: Scope;
}

/** A registration definition that exists, with its assignments. Includes what its source says about both tenants. */
export interface FoundDelegation {
  readonly definition: DecodedDefinition;
  readonly assignments: readonly FoundAssignment[];
  /** Undefined where the source does not name it. */
  readonly managingTenantName: string | undefined;
  /** Undefined where the source does not show it. */
  readonly customerTenantId: Guid | undefined;
  /** Undefined where the source does not name it. */
  readonly customerTenantName: string | undefined;
  /** Position of the definition in its document. */
  readonly path: Path;
  /** Its Terraform address; undefined where the source is no state or plan. */
  readonly address?: string;
  /**
   * Terraform addresses of the definition and its assignments in another configuration's state. That state still
   * manages them. Missing where the source is no state, and for a stack of keeper's own.
   */
  readonly otherAddresses?: readonly string[];
}

/** A part of a source that is not a delegation, or that grants nothing. It is named, and not read. */
export interface LeftOut {
  readonly path: Path;
  /** What it is, as a noun phrase. */
  readonly what: string;
  /** Why it is left out, as a clause without subject. */
  readonly why: string;
  /** Whether it may grant access that the source does not show. @default - false */
  readonly isUnknown?: boolean;
}

/** What a document shows of delegations. */
export interface FoundDelegations {
  readonly delegations: readonly FoundDelegation[];
  readonly leftOut: readonly LeftOut[];
  /** Tenants and names of subscriptions, as far as the document shows them. */
  readonly subscriptions: ReadonlyMap<Guid, FoundSubscription>;
  /** Texts that are GUIDs, with the comments on their lines. @default - the document has no comments */
  readonly commented?: readonly { readonly path: Path; readonly guid: string; readonly comment: string }[];
}

/** What a document shows of a subscription. */
export interface FoundSubscription {
  readonly tenantId?: Guid;
  readonly name?: string;
}
