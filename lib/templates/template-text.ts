/*
 * Texts of ARM templates. A text that begins with `[` and ends with `]` is an expression, and one that begins with `[[`
 * and ends with `]` is a text with one bracket less. Every other text is itself, whatever it begins with.
 * Source: Azure's reference of template expressions, "Escape characters".
 */

/** The string of a template whose value is exactly this text. */
export function templateLiteral(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? `[${text}` : text;
}

/** The expression of a string in a template, without its brackets. Undefined where the string is a text. */
export function expressionOf(string: string): string | undefined {
  if (!string.startsWith("[") || !string.endsWith("]") || string.startsWith("[[")) return undefined;
  return string.slice(1, -1);
}

/** The text of a string in a template that is not an expression. */
export function literalOf(string: string): string {
  return string.startsWith("[[") && string.endsWith("]") ? string.slice(1) : string;
}

/** A text inside an expression: quoted, with its quotes doubled. */
export function quotedInExpression(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
