import type { EstateFolders } from "../estate/find-estate.ts";
import { type Progress, readEstateBy } from "../estate/read-estate.ts";
import {
  catalogueFile,
  catalogueText,
  readRoleCatalogue,
  SHIPPED_CATALOGUE,
} from "../estate/role-catalogue-file.ts";
import { parseRoleCatalogue } from "../roles/compact-form.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type CheckResult, checkRules } from "../rules/check.ts";
import type { ControlFileProblem } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { catalogueFileProblem, controlFileProblems } from "./control-files.ts";

/** What checking an estate needs to know of the world. */
export interface CheckContext {
  readonly folders: EstateFolders;
  readonly continuousIntegration: boolean;
  /** Environment variables, for git. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks every rule about every definition, and about the files that the gate and every command decide by. Where the
 * estate's own role catalogue cannot be read, that is a finding, and the others go by the shipped one.
 */
export async function checkEstate(
  { folders, continuousIntegration, environment }: CheckContext,
  progress: Progress,
): Promise<Outcome<CheckResult>> {
  const catalogue = checkedCatalogue(folders.root);
  if (!catalogue.ok) return catalogue;
  const { roles, problems } = catalogue.value;
  const estate = await readEstateBy(roles, folders, "complete", continuousIntegration, progress);
  if (!estate.ok) return estate;
  const beside = controlFileProblems(estate.value, { root: folders.root, environment });
  return success(checkRules({ ...estate.value, controlFiles: [...problems, ...beside] }, RULES));
}

interface CheckedCatalogue {
  readonly roles: RoleCatalogue;
  readonly problems: readonly ControlFileProblem[];
}

function checkedCatalogue(root: string): Outcome<CheckedCatalogue> {
  const file = catalogueFile(root);
  const text = catalogueText(file);
  const reading = text.ok ? parseRoleCatalogue(text.value) : { problem: text.error.problem, path: [] };
  if ("catalogue" in reading) return success({ roles: reading.catalogue, problems: [] });
  const shipped = readRoleCatalogue(SHIPPED_CATALOGUE);
  if (!shipped.ok) return shipped;
  const problem = catalogueFileProblem(reading, text.ok ? text.value : "");
  return success({ roles: shipped.value, problems: [problem] });
}
