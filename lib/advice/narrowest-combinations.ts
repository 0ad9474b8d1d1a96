import { includes, type Permissions, unionOf } from "../permissions/permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import {
  allowsEverything,
  type DelegableRole,
  narrowestOf,
  narrowestRoles,
  sizeOf,
  type Want,
} from "./narrowest-roles.ts";

/** Two or more roles that together allow everything wanted. None of them can be left out. */
export interface RoleCombination {
  readonly roles: readonly DelegableRole[];
  /** What they allow together. */
  readonly permissions: Permissions;
  /** Number of known operations that they allow together. */
  readonly size: number;
}

/** Most combinations that are compared with each other: every one with every other. */
const MOST_COMBINATIONS = 500;

/**
 * The narrowest combinations of roles, from the least known operations to the most. No other combination and no single
 * role allows everything wanted and a proper part of one. Combinations that allow the same are all given. Each thing
 * wanted is allowed by one role of a combination. One that only parts of several roles allow is not searched for.
 * Undefined where there are too many to compare.
 */
export function narrowestCombinations(
  wants: readonly Want[],
  catalogue: RoleCatalogue,
): RoleCombination[] | undefined {
  // a narrowest combination is made of roles that are narrowest for one thing each
  const choices = necessary(wants, catalogue);
  const number = choices.reduce((product, each) => product * each.length, 1);
  if (number > MOST_COMBINATIONS) return undefined;
  const singles = narrowestRoles(wants, catalogue);
  const combinations = distinct(chosenSets(choices).map((roles) => withoutSpare(roles, wants)))
    .map((roles) => combinationOf(roles, catalogue))
    .filter(
      (each) =>
        !singles.some((single) => single.size <= each.size && includes(each.permissions, single.permissions)),
    );
  return narrowestOf(combinations).sort(
    (a, b) => a.size - b.size || compareText(nameOf(a.roles), nameOf(b.roles)),
  );
}

/** The narrowest roles for each thing wanted. Roles that come with another one in any case are left out. */
function necessary(wants: readonly Want[], catalogue: RoleCatalogue): (readonly DelegableRole[])[] {
  const answers = wants.map((want) => ({ want, roles: narrowestRoles([want], catalogue) }));
  const brings = (roles: readonly DelegableRole[], want: Want) =>
    roles.every(({ permissions }) => allowsEverything(permissions, [want]));
  return answers
    .filter(({ want, roles }, index) =>
      answers.every((other, at) => {
        if (at === index || !brings(other.roles, want)) return true;
        // of two that bring each other, the first stays
        return index < at && brings(roles, other.want);
      }),
    )
    .map(({ roles }) => roles);
}

/** Every choice of one role for each thing wanted. */
function chosenSets(choices: readonly (readonly DelegableRole[])[]): DelegableRole[][] {
  return choices.reduce<DelegableRole[][]>(
    (sets, roles) => sets.flatMap((set) => roles.map((role) => [...set, role])),
    [[]],
  );
}

/** Leaves out the widest roles first, as long as the rest allows everything wanted. */
function withoutSpare(roles: readonly DelegableRole[], wants: readonly Want[]): DelegableRole[] {
  const each = [...new Set(roles)].sort((a, b) => b.size - a.size || compareText(b.role.name, a.role.name));
  return each
    .reduce((kept, role) => {
      const rest = kept.filter((other) => other !== role);
      return allowsEverything(unionOf(rest.map(({ permissions }) => permissions)), wants) ? rest : kept;
    }, each)
    .reverse();
}

/** Every set of two or more roles once. */
function distinct(sets: readonly DelegableRole[][]): DelegableRole[][] {
  return [
    ...new Map(sets.filter(({ length }) => length > 1).map((roles) => [nameOf(roles), roles])).values(),
  ];
}

function combinationOf(roles: readonly DelegableRole[], catalogue: RoleCatalogue): RoleCombination {
  const permissions = unionOf(roles.map((each) => each.permissions));
  return { roles, permissions, size: sizeOf(permissions, catalogue) };
}

function nameOf(roles: readonly DelegableRole[]): string {
  return JSON.stringify(roles.map(({ role }) => role.name));
}
