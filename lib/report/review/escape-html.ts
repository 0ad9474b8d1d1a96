import { forTerminal } from "../escape.ts";

/** Text inside HTML, in an element or a quoted attribute; what cannot be seen is shown as its code point. */
export function forHtml(text: string): string {
  return forTerminal(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON inside a script element: nothing in it can end the element or open a comment. */
export function forScriptElement(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
