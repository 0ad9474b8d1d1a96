import type { AccessSide } from "../access/access-side.ts";
import type { ReadPlan } from "../formats/terraform/plan.ts";
import type { Commits } from "../repository/change-files.ts";
import type { AccessReview } from "../review/access-change.ts";
import { nameDirectoryOf } from "../review/base-names.ts";
import { compareSides } from "../review/compare.ts";
import type { Incomparable } from "../review/compared-pairs.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { type Catalogues, cataloguesOf } from "./catalogues.ts";
import { type LoadedSides, loadSides, type SidesRequest } from "./load-sides.ts";
import type { LoadContext } from "./loaded-side.ts";

/** Two compared sides, with everything that a report or a decision needs. */
export interface ComparedSides extends LoadedSides {
  readonly review: AccessReview;
  /** Base's names. */
  readonly directory: NameDirectory;
  /** Base's catalogue, which judges both sides. */
  readonly catalogue: RoleCatalogue;
}

/**
 * Loads both sides and compares them. The change has no influence on the method.
 *
 * @param commits the commits whose catalogues judge. @default - those that the sides belong to
 */
export function compareNamedSides(
  request: SidesRequest,
  commits: Commits | undefined,
  context: LoadContext,
): Promise<Outcome<ComparedSides>> {
  return attemptAsync(async function* () {
    const sides = yield* take(await loadSides(request, context));
    const catalogues = yield* take(cataloguesOf({ ...context, commits, called: sides.called }));
    const review = yield* take(reviewOf(request, sides, catalogues));
    const { catalogue } = catalogues;
    const directory = nameDirectoryOf(catalogue, sides.facts, sides.before, sides.tenants);
    return { ...sides, review, catalogue, directory };
  });
}

function reviewOf(
  { customers }: SidesRequest,
  { before, after, plan }: LoadedSides,
  catalogues: Catalogues,
): Outcome<AccessReview> {
  const result = compareSides(before, after, {
    ...catalogues,
    ...(plan === undefined ? {} : { replaced: asSets(plan) }),
    ...(customers.length === 0 || plan !== undefined ? {} : { customers }),
  });
  if (result.ok) return success(result.value);
  const fix = "compare two complete outputs, or name customers that both sides have (--customer)";
  return failure("bad-arguments", incomparableText(result.error), fix);
}

/** Why two sides cannot be compared, as a sentence without its final period. */
export function incomparableText(problem: Incomparable): string {
  switch (problem.kind) {
    case "different-customers":
      return `the two sides hold different customers: ${selectionText(problem.before)} before, ${selectionText(problem.after)} after`;
    case "unknown-customers":
      return `neither side has a customer ${problem.customers.map((id) => JSON.stringify(id)).join(" or ")}`;
  }
}

function selectionText(selection: AccessSide["selection"]): string {
  if (selection === "complete") return "the whole estate";
  return selection.length === 0 ? "no customers" : selection.join(", ");
}

function asSets({ replaced }: ReadPlan) {
  return {
    registrationDefinitionIds: new Set(replaced.registrationDefinitionIds),
    registrationAssignmentIds: new Set(replaced.registrationAssignmentIds),
  };
}
