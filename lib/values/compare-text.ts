/**
 * Orders texts by their UTF-16 code units, for `Array.prototype.sort`: the same order on every machine. Comparison by
 * locale would give other bytes where the language data is another.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
