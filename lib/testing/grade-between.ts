import { compareSides } from "../review/compare.ts";
import type { Grade } from "../review/grade.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { DefinedSide } from "../workflows/definition-side.ts";
import type { EstateUnderTest } from "./under-test.ts";

/** What an estate under test was made from. */
interface LoadedEstate extends DefinedSide {
  readonly catalogue: RoleCatalogue;
}

const loadedEstates = new WeakMap<EstateUnderTest, LoadedEstate>();

/** Keeps what an estate under test was made from, for {@link gradeBetween}. */
export function rememberEstate(estate: EstateUnderTest, loaded: LoadedEstate): void {
  loadedEstates.set(estate, loaded);
}

/**
 * The grade of the change from one estate to another. `mixed` where they cannot be compared: such a change might be
 * anything.
 *
 * @throws Error where one of them was not made by `loadEstate`
 */
export function gradeBetween(before: EstateUnderTest, after: EstateUnderTest): Grade {
  const [old, now] = [loadedEstates.get(before), loadedEstates.get(after)];
  if (old === undefined || now === undefined) throw new Error("both values must come from loadEstate()");
  const review = compareSides(old.side, now.side, {
    catalogue: old.catalogue,
    changeCatalogue: now.catalogue,
    facts: { before: old.facts, after: now.facts },
  });
  return review.ok ? review.value.grade : "mixed";
}

/** Whether a change of this grade gives no principal more access. */
export function isNarrowing(grade: Grade): boolean {
  return NARROWS[grade];
}

const NARROWS = {
  none: true,
  cosmetic: true,
  narrowing: true,
  broadening: false,
  mixed: false,
} satisfies Record<Grade, boolean>;
