/**
 * Joins texts into one line of limited length: `a, b and 3 more`.
 *
 * @param most number of texts that are shown
 * @param separator text between two of them. @default - a comma and a space
 */
export function listed(texts: readonly string[], most: number, separator = ", "): string {
  const more = texts.length - most;
  return `${texts.slice(0, most).join(separator)}${more > 0 ? ` and ${more} more` : ""}`;
}
