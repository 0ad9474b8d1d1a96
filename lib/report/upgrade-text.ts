import { forTerminal } from "./escape.ts";
import { count, firstOf } from "./phrases.ts";

/** A delegation that was moved, or is to be. */
export interface ReportedMove {
  readonly customer: string;
  readonly file: string;
  readonly index: number;
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
}

/** An upgrade as a report shows it. */
export interface ReportedUpgrade {
  readonly to: string;
  readonly moved: readonly ReportedMove[];
  readonly unedited: readonly ReportedMove[];
  readonly current: readonly string[];
}

/** Most customers of one line. */
const MOST = 5;

/** Moved customers in words, and what a person has to write. The difference of access follows it. */
export function upgradeText({ to, moved, unedited, current }: ReportedUpgrade): string {
  const lines = [
    ...groupLines(moved, to),
    ...(current.length === 0 ? [] : [`has ${to} already: ${firstOf(current, MOST).join(", ")}`]),
    ...unedited.map(
      ({ file, index, version }) =>
        `${file} is left as it is, because its version is not a literal: write version: "${to}" for ${version} in delegations[${index}]`,
    ),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

/** One line for each version that customers come from. */
function groupLines(moved: readonly ReportedMove[], to: string): string[] {
  const byVersion = new Map<string, string[]>();
  for (const { offer, plan, version, customer } of moved) {
    const key = `${offer}/${plan}: ${version} → ${to}`;
    byVersion.set(key, [...(byVersion.get(key) ?? []), customer]);
  }
  return [...byVersion].map(
    ([key, customers]) =>
      `${key}, ${count(customers.length, "customer")}: ${firstOf(customers, MOST).join(", ")}`,
  );
}
