/**
 * Whether a pattern of a role covers an action. `*` matches any characters, slashes included, and case is ignored
 * (Microsoft page "Understand Azure role definitions"). Uses no regular expression: no pattern can make it slow.
 */
export function coversAction(pattern: string, action: string): boolean {
  const text = action.toLowerCase();
  const [first = "", ...others] = pattern.toLowerCase().split("*");
  const last = others.pop();
  if (last === undefined) return first === text;
  if (!text.startsWith(first)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= end && text.endsWith(last);
}
