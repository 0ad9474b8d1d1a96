import { type Hits, TextSearch } from "./text-search.ts";

/** Data of a page: texts stand once, and everything else names them by number. */
interface NumberedData {
  readonly texts: readonly string[];
}

/** What every page lets a reader choose. */
interface Searched {
  readonly query: string;
}

/** A page's data, and the reader's choice. A page says which choices its address (`#…`) holds. */
export abstract class PageState<Data extends NumberedData, Choice extends Searched> {
  readonly data: Data;
  readonly #search: TextSearch;
  #choice: Choice;
  readonly #listeners: (() => void)[] = [];

  constructor(data: Data, choice: Choice) {
    this.data = data;
    this.#search = new TextSearch(data.texts);
    this.#choice = { ...choice, ...this.chosenBy(safelyDecoded(location.hash.slice(1))) };
    addEventListener("hashchange", () => {
      this.#choice = { ...this.#choice, ...this.chosenBy(safelyDecoded(location.hash.slice(1))) };
      this.#tell();
    });
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** The text of a number. */
  text(number: number): string {
    return this.data.texts[number] ?? "";
  }

  /** Calls a function after every change of the choice. */
  listen(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Changes the choice, and the address with it. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    const address = this.addressAfter(change);
    if (address !== undefined) history.replaceState(null, "", `#${address}`);
    this.#tell();
  }

  /** The choices that an address names, in its decoded form. */
  protected abstract chosenBy(address: string): Partial<Choice>;

  /** The address after a change, encoded; undefined where it stays. */
  protected abstract addressAfter(change: Partial<Choice>): string | undefined;

  /** For each word of the search, which texts have it. */
  protected hits(): readonly { readonly word: string; readonly has: Hits }[] {
    return this.#choice.query
      .toLowerCase()
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => ({ word, has: this.#search.find(word) }));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
