/** The first of some texts in one line, and how many more there are: `a, b and 3 more`. */
export function enumerate(texts: readonly string[], limit: number): string {
  const shown = texts.slice(0, limit).join(", ");
  return texts.length > limit ? `${shown} and ${texts.length - limit} more` : shown;
}
