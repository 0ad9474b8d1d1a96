/*
 * What the script of the status page is given. Every text is stored once and is ready to show.
 */

/** Number of a text in `texts`. */
export type TextNumber = number;

/** The states of a cell or a customer, the worst first. */
export const CELL_KINDS = [
  "failed",
  "unreadable",
  "refused",
  "differs",
  "not-deployed",
  "far-behind",
  "behind",
  "not-read",
  "nothing-delegated",
  "current",
] as const;

/** The state of a cell, from the closed list of {@link CELL_KINDS}. */
export type CellKind = (typeof CELL_KINDS)[number];

/** What a customer takes of one offer. */
export interface StatusCell {
  readonly kind: CellKind;
  readonly plan: TextNumber;
  /** The version that the definition takes. */
  readonly version: TextNumber;
  /** What differs from the newest version in place, in words. */
  readonly about: TextNumber;
}

/** An offer: a column of the map. */
export interface StatusOffer {
  readonly id: TextNumber;
  /** The newest version, in words; by plan where plans that customers take differ. */
  readonly newest: TextNumber;
}

/** Customers in the same situation. */
export interface StatusGroup {
  /** The worst of its cells. */
  readonly kind: CellKind;
  /** Indices of cells for each offer; more than one where several plans are taken. */
  readonly cells: readonly (readonly number[])[];
}

/** A customer, and the group that it is in. */
export interface StatusCustomer {
  readonly id: TextNumber;
  readonly name: TextNumber;
  readonly group: number;
}

/** All data of a status page. */
export interface StatusPageData {
  readonly texts: readonly string[];
  readonly offers: readonly StatusOffer[];
  readonly cells: readonly StatusCell[];
  /** The worst first; among equals the largest. */
  readonly groups: readonly StatusGroup[];
  /** In the order of the groups, then by id. */
  readonly customers: readonly StatusCustomer[];
  /** The name and sign of each kind that occurs or that the legend explains. */
  readonly kinds: readonly {
    readonly kind: CellKind;
    readonly word: TextNumber;
    readonly sign: TextNumber;
  }[];
}
