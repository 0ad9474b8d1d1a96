import type { CodeValue } from "../documents/code-text.ts";
import { dataWithVersions, versionInData } from "./version-in-data.ts";
import { moduleWithVersions, versionInModule } from "./version-in-module.ts";

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

/** An edit of a plan's versions: some are written out, and the text of one becomes the next. */
export interface PlanEdit {
  readonly plan: string;
  readonly restored: ReadonlyMap<string, RestoredVersion>;
  /** The version whose text is copied, as it is before the edit. */
  readonly base: string;
  readonly next: string;
}

/**
 * An offer's text with edited plans: nothing else changes. Undefined where a version is no literal, the managing tenant is
 * written in place, or the text cannot be parsed.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function withVersionTexts(text: string, file: string, edits: readonly PlanEdit[]): string | undefined {
  return isData(file) ? dataWithVersions(text, edits) : moduleWithVersions(text, edits);
}

/** The text of a version; undefined where it is no literal. */
export function versionText(text: string, file: string, plan: string, version: string): string | undefined {
  return isData(file) ? versionInData(text, plan, version) : versionInModule(text, plan, version);
}

function isData(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file);
}
