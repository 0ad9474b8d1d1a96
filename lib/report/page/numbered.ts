/** Things of a page's data. Each stands once, and everything else names it by its number. */
export class Numbered<Thing> {
  /** Every thing by its number, in the order of first use. */
  readonly all: Thing[] = [];
  readonly #numbers = new Map<string, number>();

  /**
   * The number of a thing; from 0.
   *
   * @param key equal for equal things
   * @param make makes the thing at its first use; it may number others
   */
  numberOf(key: string, make: () => Thing): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const thing = make();
    this.#numbers.set(key, this.all.length);
    return this.all.push(thing) - 1;
  }
}
