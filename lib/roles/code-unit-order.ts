/**
 * Compares two texts by their UTF-16 code units, for `Array.prototype.sort`. Locale-aware comparison would give a
 * different file on a machine with other language data, and the catalogue must be the same bytes everywhere.
 */
export function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
