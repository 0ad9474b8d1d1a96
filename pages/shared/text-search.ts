/** Which texts have a word: 1 at the number of each that has it. */
export type Hits = Readonly<Uint8Array>;

/**
 * Searches numbered texts, whatever the case of their letters. The texts are joined: one search of a long text is several
 * times faster than thousands of short ones.
 */
export class TextSearch {
  readonly #texts: readonly string[];
  #joined: string | undefined;

  /** @param texts without line breaks, which separate them here */
  constructor(texts: readonly string[]) {
    this.#texts = texts;
    // the page is drawn first; a reader who is quicker than that waits for the joined texts
    setTimeout(() => this.#joinedTexts());
  }

  /** The texts that have a word in lower case. */
  find(word: string): Hits {
    const joined = this.#joinedTexts();
    const hits = new Uint8Array(this.#texts.length);
    let [at, end] = [0, joined.indexOf("\n")];
    for (let found = joined.indexOf(word); found >= 0; found = joined.indexOf(word, end)) {
      for (; end < found; at++) end = joined.indexOf("\n", end + 1);
      hits[at] = 1;
    }
    return hits;
  }

  #joinedTexts(): string {
    this.#joined ??= `${this.#texts.join("\n").toLowerCase()}\n`;
    return this.#joined;
  }
}
