import { difference, includes, permissionsOf } from "../../lib/permissions/permissions.ts";
import { Effort } from "../../lib/permissions/search.ts";
import type { BuiltInRole } from "../../lib/roles/role-catalogue.ts";
import {
  allowedByExpression,
  type CatalogueOracle,
  identityOf,
  matchesByExpression,
  unite,
} from "./catalogue-oracle.ts";

type Planes = readonly ("control" | "data")[];

/** A pair of sets of roles: do `others` allow all that `roles` allow? */
export interface Pair {
  readonly roles: readonly BuiltInRole[];
  readonly others: readonly BuiltInRole[];
}

/**
 * What is wrong with the answer of `includes` to a pair, or undefined: "included" though an operation of the pool is
 * missing, or "not included" without an operation that a regular expression finds missing.
 */
export function wrongInclusion(oracle: CatalogueOracle, pair: Pair, planes: Planes): string | undefined {
  const { roles, others } = pair;
  const included = includes(permissionsOf(others, planes), permissionsOf(roles, planes));
  const known = planes
    .map((plane) => oracle.someOf(oracle.missing(roles, others, plane)))
    .find((operation) => operation !== undefined);
  if (included) return known === undefined ? undefined : `${nameOf(pair)}: included, but not ${known}`;
  // the pool is a witness; where it has none, the answer must bring its own
  return known === undefined ? wrongDifference(oracle, pair, planes) : undefined;
}

/**
 * What is wrong with the difference of a pair, or undefined: it must name the missing operations of the pool and no
 * others, and every example must be one.
 */
export function wrongDifference(
  oracle: CatalogueOracle,
  pair: Pair,
  planes: Planes,
  effort: Effort = new Effort(),
): string | undefined {
  const { roles, others } = pair;
  const found = difference(permissionsOf(roles, planes), permissionsOf(others, planes), effort);
  const included = includes(permissionsOf(others, planes), permissionsOf(roles, planes));
  if (included !== (found.length === 0)) return `${nameOf(pair)}: included is ${included}`;
  for (const { pattern, except, example, plane } of found) {
    if (example === null || !isMissing(pair, example, plane))
      return `${nameOf(pair)}: ${example} is not missing`;
    const named = matchesByExpression(pattern, example);
    if (!named || except.some((each) => matchesByExpression(each, example))) {
      return `${nameOf(pair)}: ${example} is no example of ${pattern}`;
    }
  }
  for (const plane of planes) {
    const told = oracle.none();
    for (const { pattern, except } of found.filter((each) => each.plane === plane)) {
      unite(told, oracle.matchedLess([pattern], except));
    }
    const wrong = oracle.missing(roles, others, plane).map((word, at) => word ^ (told[at] ?? 0));
    const operation = oracle.someOf(wrong);
    if (operation !== undefined) return `${nameOf(pair)}: told and missing differ in ${operation}`;
  }
  return undefined;
}

function isMissing({ roles, others }: Pair, operation: string, plane: "control" | "data"): boolean {
  const kept = new Set(others.flatMap(({ permissions }) => permissions.map(identityOf)));
  const allowed = roles.some((role) =>
    allowedByExpression(role, operation, plane, (block) => !kept.has(identityOf(block))),
  );
  return (
    allowed &&
    !others.some((role) => allowedByExpression(role, operation, plane, ({ condition }) => condition === null))
  );
}

function nameOf({ roles, others }: Pair): string {
  const names = (some: readonly BuiltInRole[]) => some.map(({ name }) => name).join(" + ") || "nothing";
  return `${names(roles)} in ${names(others)}`;
}
