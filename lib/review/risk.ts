import type { AccessChange } from "./access-change.ts";
import { FLAG_LEVELS, FLAGS, type Flag, type Grade } from "./grade.ts";
import { breadthOf, severityOf, severityOfLoss } from "./severity.ts";

/** Anything with a grade and flags. */
interface Graded {
  readonly grade: Grade;
  readonly flags: readonly Flag[];
}

/** Grants are read before revocations; a mixed change grants, too. */
const GRADE_RISK = { none: 0, cosmetic: 1, narrowing: 2, mixed: 3, broadening: 3 } satisfies Record<
  Grade,
  number
>;

/**
 * Orders items by risk, the riskiest first. The order is lost or refused access, then grade, then severity of gains,
 * then other flags. Equals keep their order.
 *
 * @param further decides among equals: the greater first
 */
export function byRisk<T extends Graded>(
  items: readonly T[],
  changesOf: (item: T) => readonly AccessChange[],
  further: (item: T) => Risk = () => [],
): T[] {
  return riskiestFirst(items, (item) => [...riskOf(item, changesOf(item)), ...further(item)]);
}

/**
 * Changes of one customer, the riskiest first. Lock-outs, then gains, then losses, then changes without either. An
 * interruption concerns the whole delegation and is printed above its changes. Here it decides among equals only.
 */
export function changesByRisk(changes: readonly AccessChange[]): AccessChange[] {
  return riskiestFirst(changes, (change) => [
    change.flags.includes("lock-out") ? 1 : 0,
    GRADE_RISK[change.grade],
    severityOf(change),
    severityOfLoss(change),
    breadthOf(change),
    urgencyOf(change.flags),
  ]);
}

function riskiestFirst<T>(items: readonly T[], riskOfItem: (item: T) => Risk): T[] {
  return items
    .map((item) => ({ item, risk: riskOfItem(item) }))
    .sort((a, b) => compareRisks(b.risk, a.risk))
    .map(({ item }) => item);
}

/** Numbers to compare in order; the first difference decides. */
type Risk = readonly number[];

function riskOf({ grade, flags }: Graded, changes: readonly AccessChange[]): Risk {
  const isUrgent = (flag: Flag) => FLAG_LEVELS[flag] === "error";
  return [
    urgencyOf(flags.filter(isUrgent)),
    GRADE_RISK[grade],
    Math.max(0, ...changes.map(severityOf)),
    urgencyOf(flags.filter((flag) => !isUrgent(flag))),
  ];
}

/** A number in which one flag outweighs all less urgent ones. */
function urgencyOf(flags: readonly Flag[]): number {
  return flags.reduce((sum, flag) => sum + 2 ** (FLAGS.length - FLAGS.indexOf(flag)), 0);
}

function compareRisks(a: Risk, b: Risk): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
