/** One sentence about behaviour. `source` is `null` where it is a guess. */
export interface Clause {
  readonly text: string;
  readonly source: string | null;
  /** Whether the clause says that a request is refused. */
  readonly refuses: boolean;
}

/** Makes a clause that says what happens. */
export function says(text: string, source: string | null): Clause {
  return { text, source, refuses: false };
}

/** Makes a clause that says that a request is refused. It always has a source. */
export function refuses(text: string, source: string): Clause {
  return { text, source, refuses: true };
}
