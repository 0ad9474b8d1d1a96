/*
 * A pattern as a deterministic automaton. After a star the earliest match of the next piece suffices. One number is
 * therefore the state: which piece between stars is being matched, and how far.
 */

/** The state from which nothing matches. */
export const DEAD = -1;

/** A pattern compiled for matching, in lower case: Azure compares operations case-insensitively. */
export class Pattern {
  /** The pattern as it was written. */
  readonly written: string;
  readonly text: string;
  /** Whether the pattern has no star. */
  readonly literal: boolean;
  readonly #pieces: readonly string[];
  /** Where each piece's states begin. */
  readonly #starts: readonly number[];
  /**
   * Fallback lengths of each piece. They say how much of a match is kept when the next character does not fit. Not used
   * for the first piece.
   */
  readonly #fallbacks: readonly (readonly number[])[];

  constructor(written: string) {
    this.written = written;
    this.text = written.toLowerCase();
    const [first = "", ...others] = this.text.split("*");
    const last = others.pop();
    this.literal = last === undefined;
    // two stars in a row are one
    this.#pieces = last === undefined ? [first] : [first, ...others.filter((piece) => piece !== ""), last];
    let start = 0;
    this.#starts = this.#pieces.map((piece) => {
      const own = start;
      start += piece.length + 1;
      return own;
    });
    this.#fallbacks = this.#pieces.map(fallbacksOf);
  }

  /** What every match begins with: the text before the first star. */
  get prefix(): string {
    return this.#pieces[0] ?? "";
  }

  /** The state before the first character. */
  get start(): number {
    return this.#advanced(0, 0);
  }

  /** The state after one more character, from any state but {@link DEAD}. */
  next(state: number, character: string): number {
    const index = this.#pieceOf(state);
    const piece = this.#pieces[index] ?? "";
    let matched = state - (this.#starts[index] ?? 0);
    if (index === 0) return piece[matched] === character ? this.#advanced(0, matched + 1) : DEAD;
    const fallbacks = this.#fallbacks[index] ?? [];
    while (matched > 0 && piece[matched] !== character) matched = fallbacks[matched - 1] ?? 0;
    return this.#advanced(index, piece[matched] === character ? matched + 1 : matched);
  }

  /** Whether what led to this state matches. */
  accepts(state: number): boolean {
    const last = this.#pieces.length - 1;
    return state === (this.#starts[last] ?? 0) + (this.#pieces[last]?.length ?? 0);
  }

  /** Whether whatever follows this state matches. */
  acceptsAll(state: number): boolean {
    const last = this.#pieces.length - 1;
    return last > 0 && this.#pieces[last] === "" && state === this.#starts[last];
  }

  /** The characters that this state distinguishes from all others. */
  telling(state: number): string {
    const index = this.#pieceOf(state);
    const piece = this.#pieces[index] ?? "";
    let matched = state - (this.#starts[index] ?? 0);
    let characters = piece[matched] ?? "";
    if (index === 0) return characters;
    while (matched > 0) {
      matched = this.#fallbacks[index]?.[matched - 1] ?? 0;
      characters += piece[matched] ?? "";
    }
    return characters;
  }

  /** Whether a whole operation, in lower case, matches. */
  matches(operation: string): boolean {
    if (!operation.startsWith(this.prefix)) return false;
    let state = this.start;
    for (let at = 0; at < operation.length && state !== DEAD; at++) {
      if (this.acceptsAll(state)) return true;
      state = this.next(state, operation.charAt(at));
    }
    return state !== DEAD && this.accepts(state);
  }

  /** The state after `matched` characters of a piece. After a complete piece, the state of the star behind it. */
  #advanced(index: number, matched: number): number {
    const whole = matched === this.#pieces[index]?.length;
    return whole && index < this.#pieces.length - 1
      ? (this.#starts[index + 1] ?? 0)
      : (this.#starts[index] ?? 0) + matched;
  }

  #pieceOf(state: number): number {
    let index = this.#starts.length - 1;
    while (index > 0 && state < (this.#starts[index] ?? 0)) index--;
    return index;
  }
}

/**
 * Lengths of the longest proper suffix that is also a prefix. One for each prefix of a piece (Knuth, Morris, Pratt).
 */
function fallbacksOf(piece: string): number[] {
  const lengths: number[] = [];
  for (let at = 0, length = 0; at < piece.length; at++) {
    if (at > 0) {
      while (length > 0 && piece[at] !== piece[length]) length = lengths[length - 1] ?? 0;
      if (piece[at] === piece[length]) length++;
    }
    lengths.push(length);
  }
  return lengths;
}
