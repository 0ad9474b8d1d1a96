import type { CellKind, StatusCustomer, StatusPageData } from "../../lib/report/status/status-data.ts";
import { PageState } from "../shared/page-state.ts";
import type { Hits } from "../shared/text-search.ts";

/** What the reader chose. */
export interface Choice {
  readonly query: string;
  readonly kind: CellKind | undefined;
  /** Whether each customer has a row of its own. */
  readonly isSingle: boolean;
  /** The opened group. */
  readonly group: number | undefined;
}

const NOTHING: Choice = { query: "", kind: undefined, isSingle: false, group: undefined };

/** The data of a status, and the reader's choice. A chosen kind stands in the address. */
export class StatusState extends PageState<StatusPageData, Choice> {
  constructor(data: StatusPageData) {
    super(data, NOTHING);
  }

  /** Customers that the search and the kind leave, the worst first. */
  matching(): readonly StatusCustomer[] {
    const { groups, customers } = this.data;
    const { kind } = this.choice;
    const hits = this.hits().map(({ has }) => this.#hit(has));
    return customers.filter(
      (each) =>
        (kind === undefined || groups[each.group]?.kind === kind) && hits.every((isHit) => isHit(each)),
    );
  }

  /** Whether a customer has a word in its name, its offers, plans and versions, or what is said of them. */
  #hit(hit: Hits): (customer: StatusCustomer) => boolean {
    const { groups, cells, offers, kinds } = this.data;
    const byCell = cells.map(({ plan, version, about }) => hit[plan] || hit[version] || hit[about]);
    const byKind = new Map(kinds.map((each) => [each.kind, hit[each.word] === 1]));
    const byGroup = groups.map(
      (group) =>
        byKind.get(group.kind) === true ||
        group.cells.some((own, offer) => own.some((at) => byCell[at] || hit[offers[offer]?.id ?? -1])),
    );
    return ({ id, name, group }) => hit[id] === 1 || hit[name] === 1 || byGroup[group] === true;
  }

  protected addressAfter(): string {
    return this.choice.kind ?? "";
  }

  protected chosenBy(address: string): Partial<Choice> {
    return { kind: this.data.kinds.find(({ kind }) => kind === address)?.kind };
  }
}
