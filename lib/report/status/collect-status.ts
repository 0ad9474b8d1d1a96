import type { CustomerStatus, DelegationStatus, EstateStatus } from "../../status/estate-status.ts";
import { compareText } from "../../values/compare-text.ts";
import { groupBy } from "../../values/group-by.ts";
import { listed } from "../../values/listed.ts";
import { NumberedTexts } from "../page/numbered-texts.ts";
import { shorten } from "../phrases.ts";
import { cellText, KIND_WORDS, kindOf } from "./cell-words.ts";
import {
  CELL_KINDS,
  type CellKind,
  type StatusCell,
  type StatusPageData,
  type TextNumber,
} from "./status-data.ts";

/** Numbers of texts, in the order of their first use. */
type NumberOf = (text: string) => TextNumber;

/** A customer with the worst that is to be said of it. */
export interface JudgedCustomer {
  readonly customer: CustomerStatus;
  readonly kind: CellKind;
}

/** The worst of a customer's delegations; one that takes nothing has nothing delegated. */
export function judge(customer: CustomerStatus): JudgedCustomer {
  const kinds = new Set(customer.delegations.map(kindOf));
  const kind = CELL_KINDS.find((each) => kinds.has(each)) ?? "nothing-delegated";
  return { customer, kind };
}

/** Everything that the script of the status page searches and draws. */
export function collectStatus({ customers }: EstateStatus): StatusPageData {
  const texts = new NumberedTexts();
  const { numberOf } = texts;
  const all = customers.flatMap(({ delegations }) => delegations);
  const offers = [...new Set(all.map(({ offer }) => offer))].sort(compareText);
  const cells = new Cells(numberOf);
  const rows = customers.map((customer) => ({
    judged: judge(customer),
    cells: offers.map((offer) =>
      customer.delegations.filter((each) => each.offer === offer).map((each) => cells.of(each)),
    ),
  }));
  const groups = [...groupBy(rows, (row) => JSON.stringify([row.judged.kind, row.cells])).values()];
  const ordered = CELL_KINDS.flatMap((kind) =>
    groups.filter(([first]) => first?.judged.kind === kind).sort((a, b) => b.length - a.length),
  );
  return {
    offers: offers.map((offer) => ({
      id: numberOf(shorten(offer)),
      newest: numberOf(newestText(all.filter((each) => each.offer === offer))),
    })),
    cells: cells.all,
    groups: ordered.flatMap(([first]) =>
      first === undefined ? [] : [{ kind: first.judged.kind, cells: first.cells }],
    ),
    customers: ordered.flatMap((own, group) =>
      own.map(({ judged: { customer } }) => ({
        id: numberOf(shorten(customer.id)),
        name: numberOf(shorten(customer.name)),
        group,
      })),
    ),
    kinds: CELL_KINDS.map((kind) => ({
      kind,
      word: numberOf(KIND_WORDS[kind].word),
      sign: numberOf(KIND_WORDS[kind].sign),
    })),
    texts: texts.all(),
  };
}

/** Plans that the head of a column names one by one. */
const MOST_PLANS = 3;

/** The newest version of an offer. By plan where the plans that are taken have different ones. */
function newestText(delegations: readonly DelegationStatus[]): string {
  const byPlan = new Map(delegations.map(({ plan, update, version }) => [plan, update ?? version]));
  const [first, ...others] = new Set(byPlan.values());
  if (first !== undefined && others.length === 0) return `newest ${shorten(first)}`;
  const plans = [...byPlan]
    .sort(([a], [b]) => compareText(a, b))
    .map(([plan, version]) => `${shorten(plan)} ${shorten(version)}`);
  return `newest by plan: ${listed(plans, MOST_PLANS)}`;
}

/** Cells, each once: fleets repeat them. */
class Cells {
  readonly all: StatusCell[] = [];
  readonly #known = new Map<string, number>();
  readonly #numberOf: NumberOf;

  constructor(numberOf: NumberOf) {
    this.#numberOf = numberOf;
  }

  of(delegation: DelegationStatus): number {
    const [kind, about] = [kindOf(delegation), cellText(delegation)];
    const key = JSON.stringify([kind, delegation.plan, delegation.version, about]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const numberOf = this.#numberOf;
    const cell = {
      kind,
      plan: numberOf(shorten(delegation.plan)),
      version: numberOf(shorten(delegation.version)),
      about: numberOf(about),
    };
    const index = this.all.push(cell) - 1;
    this.#known.set(key, index);
    return index;
  }
}
