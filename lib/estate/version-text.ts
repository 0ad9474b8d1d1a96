import type { PlanEdit, RestoredVersion } from "./plan-edit.ts";
import { dataWithVersions, restoredInData, versionInData } from "./version-in-data.ts";
import { moduleWithVersions, restoredInModule, versionInModule } from "./version-in-module.ts";

/**
 * An offer's text with edited plans: nothing else changes. Undefined where a version is not a literal, the managing tenant is
 * written in place, or the text cannot be parsed.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function withVersionTexts(text: string, file: string, edits: readonly PlanEdit[]): string | undefined {
  return isData(file) ? dataWithVersions(text, edits) : moduleWithVersions(text, edits);
}

/** The text of a version; undefined where it is not a literal. */
export function versionText(text: string, file: string, plan: string, version: string): string | undefined {
  return isData(file) ? versionInData(text, plan, version) : versionInModule(text, plan, version);
}

/** Text of a restored version to write by hand. In a module, its managing tenant is called `managingTenant`. */
export function restoredText(version: RestoredVersion, file: string): string {
  return isData(file) ? restoredInData(version) : restoredInModule(version);
}

function isData(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file);
}
