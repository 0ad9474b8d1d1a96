import type { CodeValue } from "../documents/code-text.ts";

/** An authorization as the record gives it back: principals by their names in the registry. */
export interface RestoredAuthorization {
  readonly principal: string;
  readonly role: CodeValue;
  readonly displayName?: string | null | undefined;
  readonly delegatedRoleDefinitions?: readonly string[] | undefined;
  readonly justInTimeAccessPolicy?: RestoredPolicy | undefined;
}

/** A policy as the record gives it back. */
export interface RestoredPolicy {
  readonly multiFactorAuthProvider: string;
  readonly maximumActivationDuration: string;
  readonly approvers: readonly string[];
}

/** A plan version with all its authorizations written out. */
export interface RestoredVersion {
  readonly authorizations: readonly RestoredAuthorization[];
  readonly eligibleAuthorizations: readonly RestoredAuthorization[];
}

/**
 * An edit of a plan's versions. Some versions are written out. The text of one becomes the next version, or the next is
 * written too.
 */
export interface PlanEdit {
  readonly plan: string;
  readonly restored: ReadonlyMap<string, RestoredVersion>;
  /** The version whose text is copied, where the next one is not written. It is copied as it is before the edit. */
  readonly base: string;
  readonly next: string;
  /** What the next version is written as. @default - the text of the base */
  readonly written?: RestoredVersion;
}
