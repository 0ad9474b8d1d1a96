/** A record's own value; undefined where missing. Ids such as `constructor` must not find inherited properties. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
