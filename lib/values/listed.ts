/**
 * Texts in one line, the first of many and how many more: `a, b and 3 more`. No value pushes the rest of a line out of
 * sight.
 *
 * @param separator between them. @default - a comma
 */
export function listed(texts: readonly string[], most: number, separator = ", "): string {
  const more = texts.length - most;
  return `${texts.slice(0, most).join(separator)}${more > 0 ? ` and ${more} more` : ""}`;
}
