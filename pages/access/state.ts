import type { AccessPageData, GrantRow, TextNumber } from "../../lib/report/access/access-data.ts";

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

/** The page's data, and the reader's choice. */
export class AccessState {
  readonly data: AccessPageData;
  #choice: Choice = { query: "", standing: undefined, sort: "severity", isDescending: false, principal: 0 };
  readonly #lower: readonly string[];
  #ranks: readonly number[] | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(data: AccessPageData) {
    this.data = data;
    this.#lower = data.texts.map((text) => text.toLowerCase());
    this.#read();
    addEventListener("hashchange", () => {
      this.#read();
      for (const listener of this.#listeners) listener();
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

  /** Changes the choice; the chosen principal stands in the address. */
  choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    if (change.principal !== undefined) {
      const id = this.data.principals[change.principal]?.id ?? -1;
      history.replaceState(null, "", `#${encodeURIComponent(this.text(id))}`);
    }
    for (const listener of this.#listeners) listener();
  }

  /** The grants that the search leaves, in the chosen order. */
  rows(): readonly GrantRow[] {
    const { standing, sort, isDescending } = this.#choice;
    const isHit = this.#search();
    const found = this.data.grants.filter(
      (row) => (standing === undefined || row[6] === standing) && isHit(row),
    );
    // the data are worst first already
    if (sort === "severity") return isDescending ? found.reverse() : found;
    // most readers never sort: the order of all texts is worked out at the first time
    this.#ranks ??= ranksOf(this.#lower);
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
    const words = this.#choice.query
      .toLowerCase()
      .split(" ")
      .filter((word) => word !== "");
    if (words.length === 0) return () => true;
    const { principals, customers } = this.data;
    const tests = words.map((word) => {
      const hit = this.#lower.map((text) => text.includes(word));
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

  #read(): void {
    const id = safelyDecoded(location.hash.slice(1));
    const found = this.data.reaches.findIndex(
      (_, at) => this.text(this.data.principals[at]?.id ?? -1) === id,
    );
    if (found >= 0) this.#choice = { ...this.#choice, principal: found };
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

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
