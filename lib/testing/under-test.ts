/** An estate, as its tests see it. */
export interface EstateUnderTest {
  /** Every customer, sorted by id. */
  readonly customers: readonly CustomerUnderTest[];
  /** Finds a customer by its id. Throws where there is none, with the nearest id. */
  customer(id: string): CustomerUnderTest;
}

/** A customer's access, as tests see it. */
export interface CustomerUnderTest {
  readonly id: string;
  readonly name: string;
  /** Every grant, in a fixed order. */
  readonly grants: readonly GrantUnderTest[];
  /** The grants that are as described; all that is not described is free. */
  granted(expected: ExpectedGrant): readonly GrantUnderTest[];
  /**
   * Whether any principal may do a matching operation, standing or after activation. Covers all operations, existing
   * and future. Exact; true where the pattern is too complex to decide.
   *
   * @param pattern an operation, or a pattern with stars, as in a role definition
   */
  allows(pattern: string): boolean;
  /** As {@link CustomerUnderTest.allows}, for what may be handed out to managed identities, data actions included. */
  mayHandOut(pattern: string): boolean;
  /** The access in words, one line a grant: for a snapshot that a reader understands. */
  inWords(): string;
}

/** One grant. */
export interface GrantUnderTest {
  /** The principal's display name. */
  readonly principal: string;
  readonly principalId: string;
  /** The role's name. */
  readonly role: string;
  readonly roleDefinitionId: string;
  /** The customer's name of the subscription; for a resource group `subscription/group`. */
  readonly scope: string;
  /** The ARM id of the scope. */
  readonly scopeId: string;
  /** Whether it needs no activation. */
  readonly standing: boolean;
  /** Terms of the grant, in words. Example: `on request, up to 4 h, MFA, approved by Security Leads`. */
  readonly terms: string;
  /** Names of the roles that may be assigned to managed identities. */
  readonly delegatedRoles: readonly string[];
}

/** A grant to look for. Names are compared as they are written; ids may stand in place of them. */
export interface ExpectedGrant {
  readonly principal?: string;
  readonly role?: string;
  readonly scope?: string;
  readonly standing?: boolean;
}

/** Matchers for `expect`, by what they return. With vitest: `interface Matchers<T> extends KeeperMatchers<T> {}`. */
export interface KeeperMatchers<R = unknown> {
  /** A customer has a grant that is as described. */
  toGrant(expected: ExpectedGrant): R;
  /** A principal may do an operation at a customer; see {@link CustomerUnderTest.allows}. */
  toAllow(pattern: string): R;
  /** A principal may hand out an operation at a customer; see {@link CustomerUnderTest.mayHandOut}. */
  toHandOut(pattern: string): R;
  /** No principal gains access against an earlier estate. */
  toNarrow(before: EstateUnderTest): R;
}
