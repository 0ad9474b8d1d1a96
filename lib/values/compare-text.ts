/**
 * Orders texts by their UTF-16 code units, for `Array.prototype.sort`. The order is the same on every machine; an order
 * by locale depends on the installed language data.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
