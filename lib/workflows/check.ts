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
import { type CheckResult, checkRules, hasErrors, joinedChecks } from "../rules/check.ts";
import { deviationSeenOtherwise } from "../rules/deviation-seen-otherwise.ts";
import type { ControlFileProblem, Estate } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import { acceptanceProblems } from "./acceptance-problems.ts";
import { withLines } from "./checked-estate.ts";
import {
  catalogueFileProblem,
  controlFileProblems,
  pastDeviations,
  seenDeviationProblems,
} from "./control-files.ts";
import { sideOfEstate } from "./definition-side.ts";
import { loadSnapshot } from "./load-snapshot.ts";
import { snapshotDeviations } from "./snapshot-deviations.ts";
import type { World } from "./world.ts";

/** Findings of an estate. */
export interface EstateCheck extends CheckResult {
  /** The estate's root: the files of findings are relative to it. Absolute. */
  readonly root: string;
  /** Whether there is no offer and no customer, not even one that cannot be read. */
  readonly isEmpty: boolean;
}

/** How an estate is checked. */
export interface CheckRequest {
  /** The sandbox's folder, inside one. */
  readonly sandbox: string | undefined;
  /** Folder of a snapshot, relative to the working folder, which says whether deviations still hold. @default - none */
  readonly from?: string | undefined;
}

/**
 * Checks every rule about every definition, and about the estate's control files. These are the policy, the allowed
 * signers and the role catalogue. An unreadable catalogue of the estate is a finding, and the shipped one is used. A
 * snapshot is read only where no rule finds an error. Before that, what the estate defines is not known. Writes
 * nothing.
 */
export function checkEstate({ sandbox, from }: CheckRequest, world: World): Promise<Outcome<EstateCheck>> {
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
    const checked = checkRules({ ...estate, controlFiles }, RULES);
    const seen =
      from === undefined || hasErrors(checked.findings)
        ? []
        : yield* take(differingDeviations(from, estate, root, world));
    // what a snapshot shows concerns one rule: no other is checked again
    const bySnapshot = checkRules({ ...estate, controlFiles: seen }, [deviationSeenOtherwise]);
    const result = await withLines(joinedChecks(checked, bySnapshot), root);
    return { ...result, root, isEmpty: isEmpty(estate) };
  });
}

/** Deviations that a snapshot does not show as they are allowed. Expects that no rule finds an error. */
function differingDeviations(
  from: string,
  estate: Estate,
  root: string,
  world: World,
): Outcome<ControlFileProblem[]> {
  if (estate.deviations.length === 0) return mapResult(loadSnapshot(from, world.folder), () => []);
  const side = { ...sideOfEstate(estate, root), catalogue: estate.catalogue, root };
  return mapResult(snapshotDeviations(from, side, world), (seen) =>
    seenDeviationProblems(estate, seen, from),
  );
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
