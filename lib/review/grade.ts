/** Every grade, the least first. */
export const GRADES = ["none", "cosmetic", "narrowing", "broadening", "mixed"] as const;

/**
 * What a change does to access. `none`: nothing. `cosmetic`: only texts change. `narrowing`: only revokes.
 * `broadening`: only grants. `mixed`: both, or not comparable.
 */
export type Grade = (typeof GRADES)[number];

/** The least grade that includes both: `none` < `cosmetic` < `narrowing`, `broadening` < `mixed`. */
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

/** The grade of a gain and a loss. */
export function gradeOf({ gains, loses }: { readonly gains: boolean; readonly loses: boolean }): Grade {
  if (gains) return loses ? "mixed" : "broadening";
  return loses ? "narrowing" : "none";
}

/** Every flag, the most urgent first. */
export const FLAGS = ["lock-out", "interruption", "refused-role", "offboarding", "onboarding"] as const;

/**
 * A danger of a change beside its grade. The provider loses control (`lock-out`), access pauses or breaks
 * (`interruption`), or Azure will refuse the change (`refused-role`). Or a scope is no longer delegated or managed here
 * (`offboarding`), or newly delegated (`onboarding`).
 */
export type Flag = (typeof FLAGS)[number];

/** Flags of several things as one list: each once, in the order of {@link FLAGS}. */
export function joinFlags(flags: Iterable<Flag>): Flag[] {
  const found = new Set(flags);
  return FLAGS.filter((flag) => found.has(flag));
}

/** How urgently a reviewer must look, the least first. The names are those of SARIF's levels (2.1.0, 3.27.10). */
const LEVELS = ["none", "note", "warning", "error"] as const;

/** See {@link LEVELS}: `warning` grants access, `error` cuts access off or fails. */
export type Level = (typeof LEVELS)[number];

const GRADE_LEVELS = {
  none: "none",
  cosmetic: "note",
  narrowing: "note",
  broadening: "warning",
  mixed: "warning",
} satisfies Record<Grade, Level>;

/** Level of each flag, independent of the grade. */
export const FLAG_LEVELS: Readonly<Record<Flag, Level>> = {
  "lock-out": "error",
  interruption: "error",
  "refused-role": "error",
  offboarding: "warning",
  onboarding: "warning",
} satisfies Record<Flag, Level>;

/** The highest level of grade and flags. */
export function levelOf({ grade, flags }: { readonly grade: Grade; readonly flags: readonly Flag[] }): Level {
  const levels: readonly Level[] = [GRADE_LEVELS[grade], ...flags.map((flag) => FLAG_LEVELS[flag])];
  return LEVELS.findLast((level) => levels.includes(level)) ?? "none";
}

/** Whether a reviewer must look before it is applied. */
export function isToBeLookedAt(graded: Parameters<typeof levelOf>[0]): boolean {
  const level = levelOf(graded);
  return level === "warning" || level === "error";
}
