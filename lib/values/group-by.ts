/**
 * Values by a key, each group in the order of the values: `Map.groupBy`, which Node 20 lacks.
 *
 * @param heldOf what a group holds of each value. @default - the value itself
 */
export function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]>;
export function groupBy<T, K, V>(
  values: Iterable<T>,
  keyOf: (value: T) => K,
  heldOf: (value: T) => V,
): Map<K, V[]>;
export function groupBy<T, K, V>(
  values: Iterable<T>,
  keyOf: (value: T) => K,
  heldOf?: (value: T) => V,
): Map<K, (T | V)[]> {
  const groups = new Map<K, (T | V)[]>();
  for (const value of values) {
    const key = keyOf(value);
    const held = heldOf === undefined ? value : heldOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [held]);
    else group.push(held);
  }
  return groups;
}
