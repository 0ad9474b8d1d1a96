import type { PageCustomer, PageData, TextNumber } from "../../lib/report/page/page-data.ts";
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

/** The data of a review with what is found in it, and the reader's choice. */
export class ReviewState extends PageState<PageData, Choice> {
  constructor(data: PageData) {
    super(data, NOTHING);
  }

  /** Indices of the customers that the search and the grade leave, the riskiest first. */
  matching(): readonly number[] {
    const { grade } = this.choice;
    const hits = this.hits();
    return this.data.customers.flatMap((customer, index) => {
      if (grade !== undefined && customer.grade !== grade) return [];
      return hits.every(({ has }) => this.#numbersOf(customer).some((number) => has[number])) ? [index] : [];
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

  /** `fabrikam`, `fabrikam/2.5` for a cell, `mixed` for a grade. */
  protected addressAfter(): string {
    const { customer, cell, grade } = this.choice;
    const chosen = customer === undefined ? undefined : this.data.customers[customer];
    if (chosen === undefined) return grade ?? "";
    const id = encodeURIComponent(this.text(chosen.id));
    return cell === undefined ? id : `${id}/${cell.join(".")}`;
  }

  protected chosenBy(address: string): Partial<Choice> {
    const [id = "", cell = ""] = address.split("/");
    const found = this.data.customers.findIndex((each) => this.text(each.id) === id);
    const [row, column] = cell.split(".").map(Number);
    if (found >= 0) {
      const opened = /^\d+\.\d+$/.test(cell) ? ([row ?? 0, column ?? 0] as const) : undefined;
      return { customer: found, cell: opened };
    }
    return GRADES.includes(id) ? { grade: id as Grade, customer: undefined, cell: undefined } : {};
  }
}
