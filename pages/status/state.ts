import type {
  CellKind,
  StatusCustomer,
  StatusPageData,
  TextNumber,
} from "../../lib/report/status/status-data.ts";

/** What the reader chose. */
export interface Choice {
  readonly query: string;
  readonly kind: CellKind | undefined;
  /** Whether each customer has a row of its own. */
  readonly isSingle: boolean;
  /** The opened group. */
  readonly group: number | undefined;
}

/** The page's data, and the reader's choice. */
export class StatusState {
  readonly data: StatusPageData;
  #choice: Choice = { query: "", kind: undefined, isSingle: false, group: undefined };
  readonly #lower: readonly string[];
  readonly #listeners: (() => void)[] = [];

  constructor(data: StatusPageData) {
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

  /** Changes the choice; a chosen kind stands in the address. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    history.replaceState(null, "", `#${this.#choice.kind ?? ""}`);
    this.#tell();
  }

  /** Customers that the search and the kind leave, the worst first. */
  matching(): readonly StatusCustomer[] {
    const { groups, customers } = this.data;
    const { kind, query } = this.#choice;
    const words = query
      .toLowerCase()
      .split(" ")
      .filter((word) => word !== "");
    const hits = words.map((word) => this.#hit(word));
    return customers.filter(
      (each) =>
        (kind === undefined || groups[each.group]?.kind === kind) && hits.every((isHit) => isHit(each)),
    );
  }

  /** Whether a customer has a word in its name, its offers, plans and versions, or what is said of them. */
  #hit(word: string): (customer: StatusCustomer) => boolean {
    const { groups, cells, offers, kinds } = this.data;
    const hit = this.#lower.map((text) => text.includes(word));
    const byCell = cells.map(({ plan, version, about }) => hit[plan] || hit[version] || hit[about]);
    const byKind = new Map(kinds.map((each) => [each.kind, hit[each.word] === true]));
    const byGroup = groups.map(
      (group) =>
        byKind.get(group.kind) === true ||
        group.cells.some((own, offer) => own.some((at) => byCell[at] || hit[offers[offer]?.id ?? -1])),
    );
    return ({ id, name, group }) => hit[id] === true || hit[name] === true || byGroup[group] === true;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #read(): void {
    const kind = this.data.kinds.find((each) => each.kind === location.hash.slice(1))?.kind;
    this.#choice = { ...this.#choice, kind };
  }
}
