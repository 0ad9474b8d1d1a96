import type {
  AccessPageData,
  GrantKind,
  GrantPlace,
  TextNumber,
} from "../../lib/report/access/access-data.ts";
import { PageState } from "../shared/page-state.ts";

/** A grant: its place and its kind. Tens of thousands are one number each. */
export type GrantRow = number;

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
  #all: readonly GrantRow[] | undefined;

  constructor(data: AccessPageData) {
    super(data, NOTHING);
  }

  /** What a row stands for. */
  grant(row: GrantRow): { readonly kind: GrantKind; readonly place: GrantPlace } | undefined {
    const { kinds, places } = this.data;
    const [kind, place] = [kinds[row % kinds.length], places[Math.floor(row / kinds.length)]];
    return kind === undefined || place === undefined ? undefined : { kind, place };
  }

  /** The grants that the search leaves, in the chosen order. */
  rows(): readonly GrantRow[] {
    const { sort, isDescending } = this.choice;
    this.#all ??= worstFirst(this.data);
    const found = this.#all.filter(this.#search());
    if (sort === "severity") return isDescending ? found.reverse() : found;
    // most readers never sort: the order of all texts is worked out at the first time
    this.#ranks ??= ranksOf(this.data.texts);
    const rankOf = this.#rankOf(sort, this.#ranks);
    const sign = isDescending ? -1 : 1;
    return found.sort((a, b) => sign * (rankOf(a) - rankOf(b)));
  }

  /** The place of a row in the order of the texts that it is sorted by. */
  #rankOf(key: Exclude<SortKey, "severity">, ranks: readonly number[]): (row: GrantRow) => number {
    const { kinds, places, principals, customers } = this.data;
    const ofKind = (text: (kind: GrantKind) => TextNumber | undefined) => {
      const own = kinds.map((kind) => ranks[text(kind) ?? -1] ?? 0);
      return (row: GrantRow) => own[row % kinds.length] ?? 0;
    };
    const ofPlace = (text: (place: GrantPlace) => TextNumber | undefined) => {
      const own = places.map((place) => ranks[text(place) ?? -1] ?? 0);
      return (row: GrantRow) => own[Math.floor(row / kinds.length)] ?? 0;
    };
    const sorted = {
      principal: () => ofKind(([principal]) => principals[principal]?.name),
      role: () => ofKind(([, role]) => role),
      customer: () => ofPlace(([customer]) => customers[customer]?.[0]),
      scope: () => ofPlace(([, scope]) => scope),
      terms: () => ofKind(([, , , terms]) => terms),
      source: () => ofKind((kind) => kind[6]),
    };
    return sorted[key]();
  }

  /** Whether a row is of the chosen terms, and has every word of the search in one of its texts. */
  #search(): (row: GrantRow) => boolean {
    const { kinds, places, principals, customers } = this.data;
    const { standing } = this.choice;
    const isChosen = kinds.map((kind) => standing === undefined || kind[4] === standing);
    const tests = this.hits().map(({ word, has }) => ({
      byKind: kinds.map(([principal, role, roleId, terms, , severity, source]) => {
        const { name = -1, id = -1, type = -1 } = principals[principal] ?? {};
        const texts = [name, id, type, role, roleId, terms, source];
        return texts.some((number) => has[number] === 1) || SEVERITIES[severity]?.includes(word) === true;
      }),
      byPlace: places.map(([customer, scope]) =>
        [...(customers[customer] ?? []), scope].some((number) => has[number] === 1),
      ),
    }));
    return (row) => {
      const [kind, place] = [row % kinds.length, Math.floor(row / kinds.length)];
      return isChosen[kind] === true && tests.every(({ byKind, byPlace }) => byKind[kind] || byPlace[place]);
    };
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

/** Every grant, the worst first; places keep their order. */
function worstFirst({ kinds, shapes, places }: AccessPageData): readonly GrantRow[] {
  const bySeverity: GrantRow[][] = [...SEVERITIES.map(() => []), []];
  places.forEach(([, , shape], place) => {
    for (const kind of shapes[shape] ?? []) {
      const severity = kinds[kind]?.[5] ?? -1;
      bySeverity.at(severity)?.push(place * kinds.length + kind);
    }
  });
  return bySeverity.flat();
}

/** The place of each text in the order of texts, whatever the case of their letters. */
function ranksOf(all: readonly string[]): readonly number[] {
  const texts = all.map((text) => text.toLowerCase());
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
