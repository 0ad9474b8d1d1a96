/**
 * Edit distance of two texts (optimal string alignment). Counts characters inserted, deleted or replaced, and adjacent
 * pairs swapped.
 */
export function editDistance(left: string, right: string): number {
  let twoAbove: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const exchanged = left[row - 1] === right[column - 1] ? 0 : 1;
      const steps = [at(above, column - 1) + exchanged, at(above, column) + 1, at(current, column - 1) + 1];
      if (isSwap(left, row, right, column)) steps.push(at(twoAbove, column - 2) + 1);
      current.push(Math.min(...steps));
    }
    [twoAbove, above] = [above, current];
  }
  return at(above, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}

/** Whether the two characters before both ends are the same pair in reverse order. */
function isSwap(left: string, row: number, right: string, column: number): boolean {
  if (row < 2 || column < 2) return false;
  return left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
}
