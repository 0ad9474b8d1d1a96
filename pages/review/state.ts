import type { PageCustomer, PageData, TextNumber } from "../../lib/report/page/page-data.ts";
import type { Grade } from "../../lib/review/grade.ts";

/** What the reader chose: a search, a grade, a customer, a cell of its matrix. */
export interface Choice {
  readonly query: string;
  readonly grade: Grade | undefined;
  /** Index of a customer. */
  readonly customer: number | undefined;
  /** Row and column of the opened cell. */
  readonly cell: readonly [row: number, column: number] | undefined;
}

const NOTHING: Choice = { query: "", grade: undefined, customer: undefined, cell: undefined };

const GRADES: readonly string[] = ["mixed", "broadening", "narrowing", "cosmetic", "none"];

/** The page's data with what is found in it, and the reader's choice. */
export class PageState {
  readonly data: PageData;
  #choice: Choice = NOTHING;
  readonly #lower: readonly string[];
  readonly #listeners: (() => void)[] = [];

  constructor(data: PageData) {
    this.data = data;
    this.#lower = data.texts.map((text) => text.toLowerCase());
    this.#read();
    addEventListener("hashchange", () => {
      this.#read();
      this.#tell();
    });
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** The text of a number. */
  text(number: TextNumber): string {
    return this.data.texts[number] ?? "";
  }

  /** Calls a function after every change of the choice. */
  listen(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Changes the choice, and the address with it. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    history.replaceState(null, "", this.#address() || "#");
    this.#tell();
  }

  /** Indices of the customers that the search and the grade leave, the riskiest first. */
  matching(): readonly number[] {
    const { query, grade } = this.#choice;
    const words = query
      .toLowerCase()
      .split(" ")
      .filter((word) => word !== "");
    const hits = words.map((word) => this.#lower.map((text) => text.includes(word)));
    return this.data.customers.flatMap((customer, index) => {
      if (grade !== undefined && customer.grade !== grade) return [];
      return hits.every((hit) => this.#numbersOf(customer).some((number) => hit[number])) ? [index] : [];
    });
  }

  #numbersOf({ called, title, about, lines, matrix, scopes }: PageCustomer): readonly TextNumber[] {
    const rows = this.data.matrices[matrix]?.rows ?? [];
    return [
      called,
      title,
      about,
      ...scopes,
      ...lines.flatMap((line) => this.data.lines[line - 1] ?? []),
      ...rows.flatMap(({ who, roles }) => [who, roles]),
    ];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** `#fabrikam`, `#fabrikam/2.5` for a cell, `#mixed` for a grade. */
  #address(): string {
    const { customer, cell, grade } = this.#choice;
    const chosen = customer === undefined ? undefined : this.data.customers[customer];
    if (chosen !== undefined) {
      const id = encodeURIComponent(this.text(chosen.id));
      return cell === undefined ? `#${id}` : `#${id}/${cell.join(".")}`;
    }
    return grade === undefined ? "" : `#${grade}`;
  }

  #read(): void {
    const [id = "", cell = ""] = safelyDecoded(location.hash.slice(1)).split("/");
    const found = this.data.customers.findIndex((each) => this.text(each.id) === id);
    const [row, column] = cell.split(".").map(Number);
    if (found >= 0) {
      const opened = /^\d+\.\d+$/.test(cell) ? ([row ?? 0, column ?? 0] as const) : undefined;
      this.#choice = { ...this.#choice, customer: found, cell: opened };
    } else if (GRADES.includes(id))
      this.#choice = { ...this.#choice, grade: id as Grade, customer: undefined, cell: undefined };
  }
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
