/** Lines of a text that another text has otherwise. */
export interface ChangedLines {
  /** Number of the first line that differs in the text before, from 1. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Limit of pairs of lines to compare. Above it, everything between is one change. */
const MOST_PAIRS = 1_000_000;

/** The stretches of lines in which two texts differ, in order. None where the lines are equal. */
export function changedLines(before: string, after: string): ChangedLines[] {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < Math.min(old.length, now.length) - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  if (removed.length + added.length === 0) return [];
  if (removed.length * added.length > MOST_PAIRS) return [{ line: start + 1, removed, added }];
  return stretches(removed, added, start + 1);
}

/** The longest common subsequence of lines splits what differs. */
function stretches(old: readonly string[], now: readonly string[], first: number): ChangedLines[] {
  const lengths = commonLengths(old, now);
  const lengthAt = (at: number, other: number) => lengths[at]?.[other] ?? 0;
  const found: { line: number; removed: string[]; added: string[] }[] = [];
  let open: (typeof found)[number] | undefined;
  for (let at = 0, other = 0; at < old.length || other < now.length; ) {
    const [line, newLine] = [old[at], now[other]];
    if (line !== undefined && line === newLine) {
      open = undefined;
      at++;
      other++;
      continue;
    }
    if (open === undefined) {
      open = { line: first + at, removed: [], added: [] };
      found.push(open);
    }
    if (line !== undefined && (newLine === undefined || lengthAt(at + 1, other) >= lengthAt(at, other + 1))) {
      open.removed.push(line);
      at++;
    } else if (newLine !== undefined) {
      open.added.push(newLine);
      other++;
    }
  }
  return found;
}

/** For each pair of places, the length of the longest common subsequence behind them. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--) {
    const [row, next] = [lengths[at], lengths[at + 1]];
    for (let other = now.length - 1; row !== undefined && other >= 0; other--) {
      const [below, right] = [next?.[other] ?? 0, row[other + 1] ?? 0];
      row[other] = old[at] === now[other] ? 1 + (next?.[other + 1] ?? 0) : Math.max(below, right);
    }
  }
  return lengths;
}
