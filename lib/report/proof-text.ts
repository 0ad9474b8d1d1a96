import { listed } from "../values/listed.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./phrases.ts";

/** What is proved of one customer, as a report shows it. */
export interface ReportedProof {
  readonly customer: string;
  readonly imported: readonly string[];
  readonly changed: readonly { readonly address: string; readonly action: string }[];
  /** Number of definitions that are exactly as the sources show them. */
  readonly unchanged: number;
  readonly differing: readonly (ReportedDefinition & { readonly file: string; readonly parts: string })[];
  readonly notShown: readonly ReportedDefinition[];
}

interface ReportedDefinition {
  readonly registrationDefinitionId: string;
  readonly subscriptionId: string;
}

/** Most lines of differences; `--json` has all. */
const MOST = 20;

/** Whether a customer's plan imports, and does nothing else. Everything must be as the sources show it. */
export function isProved({ imported, changed, differing, notShown }: ReportedProof): boolean {
  return imported.length > 0 && changed.length + differing.length + notShown.length === 0;
}

/** A proof in words: what real Terraform would do. Also whether access and names are as the sources show them. */
export function proofText({
  customers,
  otherCustomers,
}: {
  readonly customers: readonly ReportedProof[];
  readonly otherCustomers: readonly string[];
}): string {
  const sum = (numberOf: (each: ReportedProof) => number) =>
    customers.reduce((all, each) => all + numberOf(each), 0);
  const counted = `${count(
    sum(({ imported }) => imported.length),
    "import",
  )} for ${count(customers.length, "customer")}`;
  const unchanged = count(
    sum((each) => each.unchanged),
    "registration definition",
  );
  const changes = count(
    sum(({ changed }) => changed.length),
    "change",
  );
  const head = customers.every(isProved)
    ? [
        `proved with Terraform in the sandbox: ${counted}; nothing is created, changed, replaced or destroyed`,
        `access unchanged, names and GUIDs included: ${unchanged} as the sources show`,
      ]
    : [`not proved: Terraform plans ${counted}, and ${changes}; unchanged access: ${unchanged}`];
  const wrong = customers.flatMap(wrongLines);
  const more = wrong.length > MOST ? [`  and ${wrong.length - MOST} more`] : [];
  const lines = [...head, ...wrong.slice(0, MOST), ...more, ...otherLines(otherCustomers)];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function wrongLines({ customer, imported, changed, differing, notShown }: ReportedProof): string[] {
  const definition = ({ registrationDefinitionId, subscriptionId }: ReportedDefinition) =>
    `definition ${registrationDefinitionId} on subscription ${subscriptionId}`;
  return [
    ...changed.map(({ address, action }) => `  ${customer}: ${address}: ${action}`),
    ...differing.map(
      (each) => `  ${customer}: ${definition(each)}: ${each.parts} differ from what ${each.file} shows`,
    ),
    ...notShown.map(
      (each) => `  ${customer}: ${definition(each)} is imported, and no source shows it: not planned`,
    ),
    ...(imported.length === 0 && notShown.length === 0 ? [`  ${customer}: nothing is imported`] : []),
  ];
}

function otherLines(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  return [`not part of this proof, because no source shows what they import: ${listed(others, 5)}`];
}
