import { basename, isAbsolute } from "node:path";
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
import { fixOfName } from "./meant-name.ts";
import { withOwnerOfState } from "./owner-of-state.ts";

/** Two compared sides, with everything that a report or a decision needs. */
export interface ComparedSides extends LoadedSides {
  readonly review: AccessReview;
  /** Base's names. */
  readonly directory: NameDirectory;
  /** Base's catalogue, which judges both sides. */
  readonly catalogue: RoleCatalogue;
  /** The change's catalogue, where it is another one. */
  readonly changeCatalogue: RoleCatalogue | undefined;
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
    const loaded = yield* take(await loadSides(request, context));
    const { customers, ...owned } = withOwnerOfState({ ...loaded, customers: request.customers });
    const sides = { ...loaded, ...owned };
    const catalogues = yield* take(cataloguesOf({ ...context, commits, called: sides.called }));
    const review = yield* take(reviewOf({ customers }, sides, catalogues));
    const { catalogue, changeCatalogue } = catalogues;
    const directory = nameDirectoryOf(catalogue, sides.facts, sides.before, sides.tenants);
    return { ...sides, review, catalogue, changeCatalogue, directory };
  });
}

function reviewOf(
  { customers }: Pick<SidesRequest, "customers">,
  { before, after, facts, changeFacts, plan }: LoadedSides,
  catalogues: Catalogues,
): Outcome<AccessReview> {
  const result = compareSides(before, after, {
    ...catalogues,
    facts: { before: facts, after: changeFacts },
    ...(plan === undefined ? {} : { replaced: asSets(plan) }),
    ...(customers.length === 0 || plan !== undefined ? {} : { customers }),
  });
  if (result.ok) return success(result.value);
  if (result.error.kind === "roles-too-complex") {
    const fix = "make role-catalogue.json anew with keeper roles update, in a change of its own";
    return failure("unreadable-role-catalogue", incomparableText(result.error), fix);
  }
  if (result.error.kind === "unknown-customers") {
    const known = [before, after].flatMap((side) => side.customers.map((each) => each.customer));
    const fix = fixOfName(result.error.customers[0] ?? "", [...new Set(known)]);
    return failure("bad-arguments", incomparableText(result.error), fix);
  }
  const fix = "compare two complete outputs, or name customers that both sides have (--customer)";
  return failure("bad-arguments", incomparableText(result.error), fix);
}

/** Why two sides cannot be compared, as a sentence without its final period. */
export function incomparableText(problem: Incomparable): string {
  switch (problem.kind) {
    case "different-customers":
      return `the two sides hold different customers: ${selectionText(problem.before)} before, ${selectionText(problem.after)} after`;
    case "roles-too-complex":
      return `the role catalogues cannot be compared: the patterns of ${shortName(problem.roles)} need too many steps`;
    case "unknown-customers":
      return `neither side has a customer ${problem.customers.map((id) => JSON.stringify(id)).join(" or ")}`;
  }
}

/** A catalogue's name of roles, which can have any length. */
function shortName(roles: string): string {
  return JSON.stringify(roles.length > 120 ? `${roles.slice(0, 120).toWellFormed()}…` : roles);
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

/** Names of sides for display. Paths of this machine become file names, and commits are shortened. */
export function shownNames({ called: { before, after } }: LoadedSides): LoadedSides["called"] {
  const shown = (name: string) =>
    (isAbsolute(name) ? basename(name) : name).replace(/^(git:[0-9a-f]{12})[0-9a-f]{28}$/, "$1");
  return { before: shown(before), after: shown(after) };
}
