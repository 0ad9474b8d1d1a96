/**
 * What a change does to access: nothing; nothing but what people read (`cosmetic`); takes away only (`narrowing`);
 * gives only (`broadening`); or both (`mixed`), which is also what cannot be compared (issue 4, section 2).
 */
export type Grade = "none" | "cosmetic" | "narrowing" | "broadening" | "mixed";

/** Every grade, the least first. */
export const GRADES: readonly Grade[] = ["none", "cosmetic", "narrowing", "broadening", "mixed"];

/** The least grade that says what both say: `none` < `cosmetic` < `narrowing`, `broadening` < `mixed`. */
export function joinGrades(a: Grade, b: Grade): Grade {
  const [less, more] = GRADES.indexOf(a) <= GRADES.indexOf(b) ? [a, b] : [b, a];
  return less === "narrowing" && more === "broadening" ? "mixed" : more;
}

/** The grade of a batch: the join of its parts, `none` for no part. */
export function joinAll(grades: Iterable<Grade>): Grade {
  let joined: Grade = "none";
  for (const grade of grades) joined = joinGrades(joined, grade);
  return joined;
}

/** The grade of what was gained and lost. */
export function gradeOf({ gains, loses }: { readonly gains: boolean; readonly loses: boolean }): Grade {
  if (gains) return loses ? "mixed" : "broadening";
  return loses ? "narrowing" : "none";
}

/**
 * What makes a change dangerous beside its grade: access pauses or breaks (`interruption`), the provider shuts itself
 * out (`lock-out`), a scope comes (`onboarding`) or goes (`offboarding`), Azure will refuse the change (`refused-role`).
 */
export type Flag = "interruption" | "lock-out" | "onboarding" | "offboarding" | "refused-role";

/** Every flag, the most urgent first. */
export const FLAGS: readonly Flag[] = [
  "lock-out",
  "interruption",
  "refused-role",
  "offboarding",
  "onboarding",
];
