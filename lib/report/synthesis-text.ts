import type { AccessGrant } from "../access/access-grant.ts";
import type { State } from "../delegation/estate-defaults.ts";
import type { RegisteredCustomer } from "../delegation/register.ts";
import { accessText } from "./access-text.ts";
import { count, firstOf, NO_CUSTOMER } from "./phrases.ts";
import { streamLines } from "./review/wrap.ts";
import { stateMoveText } from "./state-move.ts";

/** Most files that a line names. */
const MOST_FILES = 5;

/** What a synthesis wrote. */
export interface WrittenSynthesis {
  readonly customers: readonly RegisteredCustomer[];
  /** By customer id. */
  readonly grants: ReadonlyMap<string, readonly AccessGrant[]>;
  /** The output's marker. It has the ids of customers with written stacks, and of those with kept stacks. */
  readonly marker: { readonly customers: readonly string[]; readonly kept: readonly string[] };
  /** The output folder, relative to the estate's root. */
  readonly outputName: string;
  readonly state: State;
  readonly lockChanged: boolean;
  readonly recordChanged: readonly string[];
}

/**
 * Who gets which access from the written stacks, and what to do next.
 *
 * @param columns of the terminal. @default - it is none, and every row has one line
 */
export function synthesisText(written: WrittenSynthesis, columns?: number): string {
  const { customers, marker, outputName, lockChanged, recordChanged } = written;
  const kept = marker.kept.length === 0 ? "" : `; ${count(marker.kept.length, "other stack")} kept`;
  return [
    accessText(customers, columns),
    stateMovesText(written),
    marker.customers.length + marker.kept.length === 0 ? `${NO_CUSTOMER}.\n` : "",
    `\n${count(marker.customers.length, "stack")} written to ${outputName}${kept}\n`,
    lockChanged ? "estate.lock.json changed: commit it with the definitions\n" : "",
    recordChanged.length === 0
      ? ""
      : streamLines(
          `the record of what customers have changed, ${firstOf(recordChanged, MOST_FILES).join(", ")}: commit it too`,
          columns,
        )
          .map((line) => `${line}\n`)
          .join(""),
  ].join("");
}

/** How to move the Terraform states of customers with new ids. Empty where there are none. */
export function stateMovesText({ customers, state }: WrittenSynthesis): string {
  return customers.map(({ customer }) => stateMoveText(customer, state)).join("");
}

/** What was written, as `--json` prints it. */
export function synthesisJson({ customers, marker, grants }: WrittenSynthesis): object {
  return {
    written: marker,
    customers: customers.map(({ customer: { id } }) => ({ id, access: grants.get(id) ?? [] })),
  };
}
