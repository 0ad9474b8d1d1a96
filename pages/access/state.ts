import type { AccessPageData, GrantRow, TextNumber } from "../../lib/report/access/access-data.ts";
import { PageState } from "../shared/page-state.ts";

/** Columns of the table of grants, by what they are sorted by. */
export type SortKey = "severity" | "principal" | "role" | "customer" | "scope" | "terms" | "source";

/** What the reader chose. */
export interface Choice {
  readonly query: string;
  /** 1 shows standing grants alone, 0 those on request; undefined both. */
  readonly standing: 0 | 1 | undefined;
  readonly sort: SortKey;
  readonly isDescending: boolean;
  /** Index of the principal whose reach is shown. */
  readonly principal: number;
}

const NOTHING: Choice = {
  query: "",
  standing: undefined,
  sort: "severity",
  isDescending: false,
  principal: 0,
};

/** The data of access, and the reader's choice. The chosen principal stands in the address. */
export class AccessState extends PageState<AccessPageData, Choice> {
  #ranks: readonly number[] | undefined;

  constructor(data: AccessPageData) {
    super(data, NOTHING);
  }

  /** The grants that the search leaves, in the chosen order. */
  rows(): readonly GrantRow[] {
    const { standing, sort, isDescending } = this.choice;
    const isHit = this.#search();
    const found = this.data.grants.filter(
      (row) => (standing === undefined || row[6] === standing) && isHit(row),
    );
    // the data are worst first already
    if (sort === "severity") return isDescending ? found.reverse() : found;
    // most readers never sort: the order of all texts is worked out at the first time
    this.#ranks ??= ranksOf(this.lower);
    const ranks = this.#ranks;
    const rank = (row: GrantRow) => ranks[this.#sortedText(row, sort)] ?? 0;
    const sign = isDescending ? -1 : 1;
    return found.sort((a, b) => sign * (rank(a) - rank(b)));
  }

  #sortedText(row: GrantRow, key: Exclude<SortKey, "severity">): TextNumber {
    const { principals, customers } = this.data;
    const texts = {
      principal: () => principals[row[0]]?.name ?? -1,
      role: () => row[1],
      customer: () => customers[row[3]]?.name ?? -1,
      scope: () => row[4],
      terms: () => row[5],
      source: () => row[8],
    };
    return texts[key]();
  }

  /** Whether a row has every word of the search in one of its texts. */
  #search(): (row: GrantRow) => boolean {
    const hits = this.hits();
    if (hits.length === 0) return () => true;
    const { principals, customers } = this.data;
    const tests = hits.map(({ word, has: hit }) => {
      const byPrincipal = principals.map(({ name, id, type }) => hit[name] || hit[id] || hit[type]);
      const byCustomer = customers.map(({ name, id }) => hit[name] || hit[id]);
      const bySeverity = SEVERITIES.map((severity) => severity.includes(word));
      return ([principal, role, roleId, customer, scope, terms, , severity, source]: GrantRow) =>
        byPrincipal[principal] ||
        byCustomer[customer] ||
        bySeverity[severity] ||
        [role, roleId, scope, terms, source].some((number) => hit[number]);
    });
    return (row) => tests.every((test) => test(row));
  }

  protected addressAfter({ principal }: Partial<Choice>): string | undefined {
    if (principal === undefined) return undefined;
    return encodeURIComponent(this.text(this.data.principals[principal]?.id ?? -1));
  }

  protected chosenBy(address: string): Partial<Choice> {
    const found = this.data.reaches.findIndex(
      (_, at) => this.text(this.data.principals[at]?.id ?? -1) === address,
    );
    return found < 0 ? {} : { principal: found };
  }
}

/** Severities, the worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** The place of each text in the order of texts. */
function ranksOf(texts: readonly string[]): readonly number[] {
  const order = texts.map((_, at) => at).sort((a, b) => compare(texts[a] ?? "", texts[b] ?? ""));
  const ranks = new Array<number>(texts.length);
  order.forEach((at, rank) => {
    ranks[at] = rank;
  });
  return ranks;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
