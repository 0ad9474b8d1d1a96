import { readAcceptances } from "../estate/acceptance-files.ts";
import { findEstate, inSandbox } from "../estate/find-estate.ts";
import { readEstateBy } from "../estate/read-estate.ts";
import {
  catalogueFile,
  readCatalogueFile,
  readRoleCatalogue,
  SHIPPED_CATALOGUE,
} from "../estate/role-catalogue-file.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { type CheckResult, checkRules } from "../rules/check.ts";
import type { ControlFileProblem, Estate } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import { acceptanceProblems } from "./acceptance-problems.ts";
import { withLines } from "./checked-estate.ts";
import { catalogueFileProblem, controlFileProblems, pastDeviations } from "./control-files.ts";
import type { World } from "./world.ts";

/** Findings of an estate. */
export interface EstateCheck extends CheckResult {
  /** The estate's root: the files of findings are relative to it. Absolute. */
  readonly root: string;
  /** Whether there is no offer and no customer, not even one that cannot be read. */
  readonly isEmpty: boolean;
}

/**
 * Checks every rule about every definition, and about the policy, the allowed signers and the role catalogue. Where the
 * estate's own catalogue cannot be read, that is a finding, and the shipped one is used. Writes nothing.
 *
 * @param sandbox the sandbox's folder, inside one
 */
export function checkEstate(sandbox: string | undefined, world: World): Promise<Outcome<EstateCheck>> {
  const { folder, environment, continuousIntegration, progress, today } = world;
  return attemptAsync(async function* () {
    const folders = inSandbox(yield* take(findEstate(folder, undefined)), sandbox);
    const { root } = folders;
    const { catalogue, problems } = yield* take(checkedCatalogue(root));
    const estate = yield* take(
      await readEstateBy(catalogue, folders, "complete", continuousIntegration, (done, of) =>
        progress("reading-customers", done, of),
      ),
    );
    const controlFiles = [
      ...problems,
      ...(await controlFileProblems(estate, { root, environment })),
      ...pastDeviations(estate, today),
      ...acceptanceProblems(estate, readAcceptances(root)),
    ];
    const result = await withLines(checkRules({ ...estate, controlFiles }, RULES), root);
    return { ...result, root, isEmpty: isEmpty(estate) };
  });
}

function isEmpty({ offers, customers, unreadable }: Estate): boolean {
  return offers.length + customers.length + unreadable.length === 0;
}

interface CheckedCatalogue {
  readonly catalogue: RoleCatalogue;
  readonly problems: readonly ControlFileProblem[];
}

function checkedCatalogue(root: string): Outcome<CheckedCatalogue> {
  const read = readCatalogueFile(catalogueFile(root));
  if (read.ok) return success({ catalogue: read.value, problems: [] });
  const problems = [catalogueFileProblem(read.error)];
  return mapResult(readRoleCatalogue(SHIPPED_CATALOGUE), (catalogue) => ({ catalogue, problems }));
}
