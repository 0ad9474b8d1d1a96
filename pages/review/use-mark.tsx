/** Marks of how a power is used: a full disc at all times, a clock on request, half a disc for both. */
const MARKS: Readonly<Record<string, readonly (readonly [path: string, isFull: boolean])[]>> = {
  standing: [["M6 1a5 5 0 1 0 0 10a5 5 0 0 0 0-10z", true]],
  "on request": [
    ["M6 1a5 5 0 1 0 0 10a5 5 0 0 0 0-10z", false],
    ["M6 3v3l2 1.5", false],
  ],
  "partly on request": [
    ["M6 1a5 5 0 1 0 0 10a5 5 0 0 0 0-10z", false],
    ["M6 1a5 5 0 0 0 0 10z", true],
  ],
};

interface UseProperties {
  readonly word: string;
  /** Whether the mark stands alone for those who see it; the legend has its word. */
  readonly isQuiet?: boolean;
}

/** How a power is used, as a mark and a word. */
export function Use({ word, isQuiet = false }: UseProperties) {
  const paths = MARKS[word];
  return (
    <span class="use">
      {paths !== undefined && (
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          {paths.map(([path, isFull]) => (
            <path key={path} d={path} class={isFull ? "full" : undefined} />
          ))}
        </svg>
      )}
      <span class={isQuiet && paths !== undefined ? "vh" : "word"}>{word}</span>
    </span>
  );
}

/** What the marks mean. */
export function UseLegend() {
  return (
    <p class="soft small uses">
      {Object.keys(MARKS).map((word) => (
        <Use key={word} word={word} />
      ))}
    </p>
  );
}
