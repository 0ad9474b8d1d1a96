/** What belongs to each key, keys and values in the order of the entries: `Map.groupBy`, which Node 20 lacks, of entries. */
export function valuesByKey<K, V>(entries: Iterable<readonly [K, V]>): Map<K, V[]> {
  const values = new Map<K, V[]>();
  for (const [key, value] of entries) {
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return values;
}
