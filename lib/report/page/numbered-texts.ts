import { forTerminal } from "../escape.ts";

/** The texts of a page's data. Each stands once, and everything else names it by its number. */
export class NumberedTexts {
  readonly #numbers = new Map<string, number>();

  /** The number of a text, in the order of first use; from 0. */
  readonly numberOf = (text: string): number => {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  };

  /** All texts by their numbers, with code points for what cannot be seen. */
  all(): string[] {
    return [...this.#numbers.keys()].map(forTerminal);
  }
}
