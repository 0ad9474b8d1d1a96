import { forHtml } from "../escape.ts";

/**
 * A box of a page: what its reader is asked to do or decide. It is calm where nothing is asked.
 *
 * @param questions plain text; one line each
 * @param below HTML below the questions
 */
export function askedBox(questions: readonly string[], below = ""): string {
  if (questions.length === 0) return `<div class="asked none"><h2>Asked of you</h2><p>Nothing.</p></div>`;
  const items = questions.map((text) => `<li>☐ ${forHtml(text)}</li>`).join("");
  return `<div class="asked"><h2>Asked of you</h2>\n<ul>${items}</ul>${below}</div>`;
}
