import type { AccessChange } from "./access-change.ts";
import { FLAGS, type Flag, type Grade } from "./grade.ts";
import { severityOf } from "./severity.ts";

/** How much a reader should look at something first. */
interface Graded {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
}

/** What gives is read before what takes; a mixed change gives, too. */
const GRADE_RISK = { none: 0, cosmetic: 1, narrowing: 2, mixed: 3, broadening: 3 } satisfies Record<
  Grade,
  number
>;

const FIRST_OF_ALL: readonly Flag[] = ["lock-out", "interruption", "refused-role"];

/**
 * The riskiest first: what locks out or interrupts, then what Azure refuses, then by grade, then by what is given, then
 * by other flags. Among equals the order stays.
 */
export function byRisk<T extends Graded>(
  items: readonly T[],
  changesOf: (item: T) => readonly AccessChange[],
): T[] {
  return items
    .map((item, index) => ({ item, index, risk: riskOf(item, changesOf(item)) }))
    .sort((a, b) => b.risk - a.risk || a.index - b.index)
    .map(({ item }) => item);
}

function riskOf({ grade, flags }: Graded, changes: readonly AccessChange[]): number {
  const weight = (flag: Flag) => 2 ** (FLAGS.length - FLAGS.indexOf(flag));
  const urgent = flags.filter((flag) => FIRST_OF_ALL.includes(flag)).map(weight);
  const others = flags.filter((flag) => !FIRST_OF_ALL.includes(flag)).map(weight);
  const sum = (weights: readonly number[]) => weights.reduce((total, each) => total + each, 0);
  const severity = Math.max(0, ...changes.map(severityOf));
  return sum(urgent) * 1_000_000 + GRADE_RISK[grade] * 10_000 + severity * 1_000 + sum(others);
}
