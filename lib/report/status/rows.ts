import type { CustomerStatus, EstateStatus } from "../../status/estate-status.ts";
import { groupBy } from "../../values/group-by.ts";
import { listed } from "../../values/listed.ts";
import { acceptanceWords, STATE_WORDS, scopesText, versionText } from "./words.ts";

/** A table: its head, and rows of as many cells. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Larger estates get a row for all customers that are in the same situation. */
const MOST_SINGLE = 20;

/** Customers that a row names one by one. */
const MOST_NAMES = 3;

/**
 * The table of customers, with a row for each delegation. In a large estate, equal customers share a row. Who deploys
 * has a column where it is not the provider everywhere.
 */
export function customerTable({ customers }: EstateStatus): Table {
  const showsDeployer = customers.some(({ deployedBy }) => deployedBy === "customer");
  // without any record and any demand, the numbers above the table say it
  const showsAcceptance = customers.some(
    ({ acceptance }) => acceptance.recordedOn !== undefined || acceptance.isRequired,
  );
  const shown = { showsDeployer, showsAcceptance };
  const cellsOf = (customer: CustomerStatus, name: string) => rowsOf(customer, name, shown);
  return {
    head: [
      "customer",
      "offer/plan",
      "version",
      "delegated",
      ...(showsDeployer ? ["deployed by"] : []),
      ...(showsAcceptance ? ["acceptance"] : []),
      "state",
    ],
    rows:
      customers.length <= MOST_SINGLE
        ? customers.flatMap((each) => cellsOf(each, each.id))
        : groupedRows(customers, cellsOf),
  };
}

function groupedRows(
  customers: readonly CustomerStatus[],
  cellsOf: (customer: CustomerStatus, name: string) => string[][],
): string[][] {
  return [...groupBy(customers, (each) => JSON.stringify(cellsOf(each, ""))).values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const ids = own.map(({ id }) => id);
      return cellsOf(first, own.length === 1 ? first.id : `${own.length}: ${listed(ids, MOST_NAMES)}`);
    });
}

function rowsOf(
  { delegations, deployedBy, acceptance }: CustomerStatus,
  name: string,
  { showsDeployer, showsAcceptance }: { readonly showsDeployer: boolean; readonly showsAcceptance: boolean },
): string[][] {
  const ofCustomer = (isFirst: boolean) => [
    ...(showsDeployer ? [isFirst ? deployedBy : ""] : []),
    ...(showsAcceptance ? [isFirst ? acceptanceWords(acceptance) : ""] : []),
  ];
  if (delegations.length === 0) return [[name, "none taken", "", "", ...ofCustomer(true), ""]];
  return delegations.map((each, index) => [
    index === 0 ? name : "",
    `${each.offer}/${each.plan}`,
    versionText(each),
    scopesText(each),
    ...ofCustomer(index === 0),
    STATE_WORDS[each.state].word,
  ]);
}
