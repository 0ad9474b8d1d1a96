import type { Grade } from "../../review/grade.ts";

/*
 * What the page's script is given. Every text is stored once, because fleets repeat them, and is ready to show.
 */

/** Number of a text in `texts`. */
export type TextNumber = number;

/** A power that a cell gains or loses. It has what completes "can", and the operations that decide it. */
export type PagePower = readonly [text: TextNumber, operations: TextNumber];

/** Powers of one category that a principal has on a scope, before and after. */
export interface PageCell {
  /** Empty where nothing changes. */
  readonly sign: "" | "+" | "-" | "±";
  /** How the powers are used: none, on request, standing. */
  readonly before: TextNumber;
  readonly after: TextNumber;
  readonly gains: readonly PagePower[];
  readonly losses: readonly PagePower[];
  /** Worst severity of what is gained or lost. A text number, or -1 where nothing changes. */
  readonly severity: TextNumber;
}

/** One principal on one scope. */
export interface PageRow {
  readonly who: TextNumber;
  /** Index into the customer's scopes. */
  readonly scope: number;
  readonly roles: TextNumber;
  readonly isChanged: boolean;
  readonly cells: readonly PageCell[];
}

/** Who can do what before and after; equal for all customers of the same access. */
export interface PageMatrix {
  /** Names of categories. */
  readonly columns: readonly TextNumber[];
  readonly rows: readonly PageRow[];
}

/** What changes at a customer, without its names. Fleets repeat few of them at thousands of customers. */
export interface PageChange {
  readonly grade: Grade;
  /** Grade and flags in words. */
  readonly title: TextNumber;
  /** Numbers of the changes, as the page shows them. */
  readonly lines: readonly number[];
  readonly matrix: number;
}

/** One changed customer. */
export type PageCustomer = readonly [
  /** Index into `changes`. */
  change: number,
  id: TextNumber,
  /** Name and id. */
  called: TextNumber,
  /** File and line, subscriptions. */
  about: TextNumber,
  ...scopes: TextNumber[],
];

/** All data of a page. */
export interface PageData {
  readonly texts: readonly string[];
  readonly compared: number;
  /** Texts that a search finds a change by, in the order of the changes. */
  readonly lines: readonly (readonly TextNumber[])[];
  readonly changes: readonly PageChange[];
  /** The riskiest first. */
  readonly customers: readonly PageCustomer[];
  readonly matrices: readonly PageMatrix[];
  /** The review as a comment, to be copied. */
  readonly markdown: string;
}
