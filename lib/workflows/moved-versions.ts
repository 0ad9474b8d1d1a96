import type { Customer } from "../delegation/customer.ts";
import { withOtherText } from "../estate/replace-text.ts";
import type { Estate } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import type { DraftedEdits } from "./drafted-edits.ts";

/** A delegation of a customer, its place in the file, and the version to name. */
export interface VersionMove {
  readonly customer: string;
  readonly file: string;
  /** Position among the customer's delegations, from 0. */
  readonly index: number;
  /** The version that it names now. */
  readonly version: string;
  readonly to: string;
}

/** Drafts another version in the definition of a customer. False where the version is not a literal. */
export function draftMove(drafts: DraftedEdits, { file, index, version, to }: VersionMove): boolean {
  const path = ["delegations", index, "version"];
  return drafts.add(file, (text) => withOtherText(text, file, path, { from: version, to }));
}

/** Whether customers differ in nothing but the versions that were moved. */
export function areMovedCustomers(
  before: Estate["customers"],
  after: Estate["customers"],
  moves: readonly VersionMove[],
): boolean {
  const meant = before.map(({ value, file }) => ({ value: movedCustomer(value, moves), file }));
  return JSON.stringify(byFile(meant)) === JSON.stringify(byFile(after));
}

function byFile(customers: Estate["customers"]): Estate["customers"] {
  return [...customers].sort((a, b) => compareText(a.file, b.file));
}

function movedCustomer(customer: Customer, moves: readonly VersionMove[]): Customer {
  const own = new Map(
    moves.flatMap((each) => (each.customer === customer.id ? [[each.index, each.to] as const] : [])),
  );
  if (own.size === 0) return customer;
  const delegations = customer.delegations.map((each, index) => {
    const to = own.get(index);
    return to === undefined ? each : { ...each, version: to };
  });
  return { ...customer, delegations };
}
