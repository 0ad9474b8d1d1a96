import { forTerminal } from "./escape.ts";
import { count, firstOf } from "./phrases.ts";

/** A published version as a report shows it. */
export interface ReportedPublication {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  readonly file: string;
  readonly isKnown: boolean;
  readonly alsoRecorded: readonly string[];
  readonly grants: readonly string[];
  readonly customers: readonly string[];
}

/** Most customers of one line. */
const MOST = 5;

/** A published version in words. It says what it grants, who takes it, and what to do next. */
export function publishText(published: ReportedPublication): string {
  const { offer, plan, version, file, isKnown, alsoRecorded, grants, customers } = published;
  const name = `${offer}/${plan}@${version}`;
  const lines = [
    isKnown ? `${name} is in ${file} already: nothing changed` : `${name} is published: ${file} records`,
    ...(isKnown ? [] : grants.map((each) => `  ${each}`)),
    customers.length === 0
      ? "no customer takes it yet"
      : `${count(customers.length, "customer")} ${customers.length === 1 ? "takes" : "take"} it: ${firstOf(customers, MOST).join(", ")}`,
    ...(alsoRecorded.length === 0
      ? []
      : [`also recorded, because customers have them: ${firstOf(alsoRecorded, MOST).join(", ")}`]),
    ...(isKnown ? [] : [`commit ${file}: from now on, other access under this number is an error`]),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}
