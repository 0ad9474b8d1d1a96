/** A text with holes where some values stood: the same text with other values is put together, not searched again. */
export class TextTemplate {
  /** What stands before each hole, and after the last one. */
  readonly segments: readonly string[];
  /** Which value stood in each hole. */
  readonly holes: readonly string[];
  /** What stood in the holes, each once. */
  readonly #stood: readonly string[];
  /** Which of those stood in each hole. */
  readonly #slots: readonly number[];

  private constructor(segments: readonly string[], holes: readonly string[]) {
    this.segments = segments;
    this.holes = holes;
    this.#stood = [...new Set(holes)];
    this.#slots = holes.map((hole) => this.#stood.indexOf(hole));
  }

  /** @param values none empty; where one holds another, the longer one is the hole */
  static of(text: string, values: readonly string[]): TextTemplate {
    if (values.length === 0) return new TextTemplate([text], []);
    const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
    const pieces = text.split(new RegExp(`(${longestFirst.map(escaped).join("|")})`));
    const at = (parity: number) => pieces.filter((_, index) => index % 2 === parity);
    return new TextTemplate(at(0), at(1));
  }

  /** The text with these values in its holes. */
  filled(valueAt: (stood: string) => string): string {
    // asked once of each: most values stand in many holes
    const values = this.#stood.map(valueAt);
    let text = this.segments[0] ?? "";
    for (const [index, slot] of this.#slots.entries())
      text += values[slot] + (this.segments[index + 1] ?? "");
    return text;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
