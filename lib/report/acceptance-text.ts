import { type AcceptanceRecord, acceptancePath } from "../acceptance/acceptance-record.ts";
import { linesForTerminal } from "./escape.ts";
import { count } from "./phrases.ts";

/** What `keeper accept` recorded, and what it is worth. */
export function acceptanceText(record: AcceptanceRecord, replaced: AcceptanceRecord | undefined): string {
  const { customer, recordedOn, document, delegations } = record;
  const file = acceptancePath(customer);
  const lines = [
    `${file}: ${recordedWords(record)}, on ${recordedOn}`,
    ...(replaced === undefined ? [] : [`It replaces the record of ${replaced.recordedOn}.`]),
    "",
    ...delegations.map(
      ({ plan, scopes, authorizations }) =>
        `  ${plan}: ${count(authorizations.length, "authorization")} on ${count(scopes.length, "scope")}`,
    ),
    "",
    document === undefined
      ? "It documents what you were told."
      : `It documents what you were told, and names ${document.name} by its SHA-256: keep that file.`,
    "Merge the record in a change of its own, before the change that adds access: the gate reads it from the base.",
  ];
  return linesForTerminal(`${lines.join("\n")}\n`);
}

/** Who recorded an acceptance, in words that claim nothing more. */
export function recordedWords({
  recordedBy,
  reference,
}: Pick<AcceptanceRecord, "recordedBy" | "reference">): string {
  return `recorded by ${recordedBy}, reference: ${reference}`;
}
