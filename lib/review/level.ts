import type { Flag, Grade } from "./grade.ts";

/** How much something asks to be looked at, the least first. The names are those of SARIF's levels (2.1.0, 3.27.10). */
const LEVELS = ["none", "note", "warning", "error"] as const;

/** See {@link LEVELS}: `warning` gives somebody more than he had, `error` cuts access off or fails. */
export type Level = (typeof LEVELS)[number];

const GRADE_LEVELS = {
  none: "none",
  cosmetic: "note",
  narrowing: "note",
  broadening: "warning",
  mixed: "warning",
} satisfies Record<Grade, Level>;

/** How much a flag asks to be looked at, whatever the grade beside it. */
export const FLAG_LEVELS: Readonly<Record<Flag, Level>> = {
  "lock-out": "error",
  interruption: "error",
  "refused-role": "error",
  offboarding: "warning",
  onboarding: "warning",
} satisfies Record<Flag, Level>;

/** The highest of what grade and flags ask for. */
export function levelOf({ grade, flags }: { readonly grade: Grade; readonly flags: readonly Flag[] }): Level {
  const levels: readonly Level[] = [GRADE_LEVELS[grade], ...flags.map((flag) => FLAG_LEVELS[flag])];
  return LEVELS.findLast((level) => levels.includes(level)) ?? "none";
}

/** Whether somebody should look before it happens. */
export function isToBeLookedAt(graded: Parameters<typeof levelOf>[0]): boolean {
  const level = levelOf(graded);
  return level === "warning" || level === "error";
}
