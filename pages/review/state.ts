import type { PageChange, PageCustomer, PageData, TextNumber } from "../../lib/report/page/page-data.ts";
import type { Grade } from "../../lib/review/grade.ts";
import { PageState } from "../shared/page-state.ts";

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

/** A customer with what changes at it. */
export interface FoundCustomer extends PageChange {
  readonly id: TextNumber;
  readonly called: TextNumber;
  readonly about: TextNumber;
  readonly scopes: readonly TextNumber[];
}

/** The data of a review with what is found in it, and the reader's choice. */
export class ReviewState extends PageState<PageData, Choice> {
  #found:
    | { readonly query: string; readonly grade: Grade | undefined; readonly customers: readonly number[] }
    | undefined;

  constructor(data: PageData) {
    super(data, NOTHING);
  }

  /** A customer with what changes at it. */
  customer(index: number | undefined): FoundCustomer | undefined {
    const found = index === undefined ? undefined : this.data.customers[index];
    const change = found === undefined ? undefined : this.data.changes[found[0]];
    if (found === undefined || change === undefined) return undefined;
    const [, id, called, about, ...scopes] = found;
    return { ...change, id, called, about, scopes };
  }

  /** Indices of the customers that the search and the grade leave, the riskiest first. */
  matching(): readonly number[] {
    const { query, grade } = this.choice;
    // every part of the page needs them
    if (this.#found?.query !== query || this.#found.grade !== grade)
      this.#found = { query, grade, customers: this.#search() };
    return this.#found.customers;
  }

  #search(): readonly number[] {
    const { changes, customers } = this.data;
    const { grade } = this.choice;
    const isChosen = changes.map((change) => grade === undefined || change.grade === grade);
    const tests = this.hits().map(({ has }) => {
      const byChange = changes.map((change) => this.#numbersOf(change).some((number) => has[number] === 1));
      return ([change, ...own]: PageCustomer) =>
        byChange[change] === true || own.some((number) => has[number] === 1);
    });
    const found: number[] = [];
    customers.forEach((customer, index) => {
      if (isChosen[customer[0]] === true && tests.every((test) => test(customer))) found.push(index);
    });
    return found;
  }

  #numbersOf({ title, lines, matrix }: PageChange): readonly TextNumber[] {
    const rows = this.data.matrices[matrix]?.rows ?? [];
    return [
      title,
      ...lines.flatMap((line) => this.data.lines[line - 1] ?? []),
      ...rows.flatMap(({ who, roles }) => [who, roles]),
    ];
  }

  /** `fabrikam`, `fabrikam/2.5` for a cell, `mixed` for a grade. */
  protected addressAfter(): string {
    const { customer, cell, grade } = this.choice;
    const chosen = this.customer(customer);
    if (chosen === undefined) return grade ?? "";
    const id = encodeURIComponent(this.text(chosen.id));
    return cell === undefined ? id : `${id}/${cell.join(".")}`;
  }

  protected chosenBy(address: string): Partial<Choice> {
    const [id = "", cell = ""] = address.split("/");
    const found = this.data.customers.findIndex(([, own]) => this.text(own) === id);
    const [row, column] = cell.split(".").map(Number);
    if (found >= 0) {
      const opened = /^\d+\.\d+$/.test(cell) ? ([row ?? 0, column ?? 0] as const) : undefined;
      return { customer: found, cell: opened };
    }
    return GRADES.includes(id) ? { grade: id as Grade, customer: undefined, cell: undefined } : {};
  }
}
