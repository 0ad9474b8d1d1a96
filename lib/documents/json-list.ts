import { failed, type Result, success } from "../values/result.ts";
import { reasonOfText } from "./decode-text.ts";
import { parseJson } from "./json.ts";

/** Most characters of one element, and of a document that is not a list. */
const [LARGEST_ELEMENT, LARGEST_OTHER] = [16 * 2 ** 20, 256 * 2 ** 20];

const [QUOTE, COMMA, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  34, 44, 92, 91, 93, 123, 125,
];

/**
 * Reads a JSON list whose text comes in pieces, element by element. The whole of it is never in memory. Each element is
 * parsed as strictly as a document. A document that is not a list is parsed as a whole.
 */
export class JsonListReader {
  readonly #take: (element: unknown) => void;
  /** Text from the current element on, or of a document that is not a list. */
  #text = "";
  #at = 0;
  #depth = 0;
  #isInString = false;
  #state: "before" | "inside" | "after" | "other" = "before";
  #elements = 0;
  #problem: string | undefined;

  /** @param take gets each element of the list */
  constructor(take: (element: unknown) => void) {
    this.#take = take;
  }

  /** Reads on. @returns false where the rest makes no difference: a problem was found */
  add(piece: string): boolean {
    this.#text += piece;
    if (this.#state === "before") this.#begin();
    if (this.#state === "inside") this.#scan();
    if (this.#state === "after") this.#skipBlank();
    const most = this.#state === "other" ? LARGEST_OTHER : LARGEST_ELEMENT;
    if (this.#text.length > most)
      this.#problem ??= `has a part of more than ${most / 2 ** 20} MiB that is not a list`;
    return this.#problem === undefined;
  }

  /**
   * Ends the text.
   *
   * @returns the document where it is not a list; undefined for a list. As failure, the problem as a clause without subject
   */
  end(): Result<unknown, string> {
    if (this.#problem !== undefined) return failed(this.#problem);
    if (this.#state === "after") return success(undefined);
    if (this.#state === "inside") return failed("is not JSON: its list does not end");
    const read = parseJson(this.#text);
    return read.ok ? success(read.value) : failed(reasonOfText(read.error));
  }

  /** Looks whether it is a list. */
  #begin(): void {
    this.#text = this.#text.replace(/^[ \t\r\n]+/, "");
    if (this.#text === "") return;
    this.#state = this.#text.startsWith("[") ? "inside" : "other";
    if (this.#state === "inside") this.#text = this.#text.slice(1);
  }

  /** Nothing but white space follows a list. */
  #skipBlank(): void {
    this.#text = this.#text.replace(/^[ \t\r\n]+/, "");
    if (this.#text !== "") this.#problem ??= "is not JSON: more follows its list";
  }

  /** Takes every element that ends in the text. The beginning of the next one is kept. */
  #scan(): void {
    const text = this.#text;
    let [start, at] = [0, this.#at];
    for (; at < text.length && this.#state === "inside" && this.#problem === undefined; at++) {
      if (this.#isInString) {
        const end = endOfString(text, at);
        this.#isInString = end < 0;
        at = end < 0 ? text.length : end;
      } else if (this.#endsElement(text.charCodeAt(at))) {
        this.#element(text.slice(start, at));
        start = at + 1;
      }
    }
    this.#text = text.slice(start);
    this.#at = Math.max(0, Math.min(at, text.length) - start);
  }

  /** Counts what opens and closes outside of strings. @returns whether an element ends before this character */
  #endsElement(code: number): boolean {
    if (code === QUOTE) this.#isInString = true;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) this.#depth++;
    else if (this.#depth > 0) this.#depth -= code === CLOSE_OBJECT || code === CLOSE_LIST ? 1 : 0;
    else if (code === CLOSE_LIST) this.#state = "after";
    else return code === COMMA;
    return this.#state === "after";
  }

  /** Takes one element. An empty list has none. */
  #element(text: string): void {
    if (this.#state === "after" && this.#elements === 0 && text.trim() === "") return;
    const read = parseJson(text);
    if (!read.ok) {
      this.#problem = `[${this.#elements}]: ${reasonOfText(read.error)}`;
      return;
    }
    this.#elements++;
    this.#take(read.value);
  }
}

/** Index of the quote that ends a string; -1 where the text ends before. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = at;
    while (text.charCodeAt(slashes - 1) === BACKSLASH) slashes--;
    if ((at - slashes) % 2 === 0) return at;
  }
  return -1;
}
