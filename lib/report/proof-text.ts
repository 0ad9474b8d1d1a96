import { forTerminal } from "./escape.ts";
import { count } from "./phrases.ts";

/** What Terraform plans for one customer, as a report shows it. */
export interface ReportedProof {
  readonly customer: string;
  readonly imported: readonly string[];
  readonly changed: readonly { readonly address: string; readonly action: string }[];
}

/** Most changes that are listed; `--json` has all. */
const MOST = 20;

/** Whether a plan does more than import, or imports nothing: then it proves nothing. */
export function changesSomething({ imported, changed }: ReportedProof): boolean {
  return changed.length > 0 || imported.length === 0;
}

/** A proof in words: what real Terraform would do. */
export function proofText(proof: readonly ReportedProof[]): string {
  const imports = proof.reduce((sum, { imported }) => sum + imported.length, 0);
  const wrong = proof.flatMap(({ customer, changed }) =>
    changed.map(({ address, action }) => `  ${customer}: ${address}: ${action}`),
  );
  const empty = proof.filter(({ imported }) => imported.length === 0).map(({ customer }) => customer);
  const counted = `${count(imports, "import")} for ${count(proof.length, "customer")}`;
  const head =
    wrong.length + empty.length === 0
      ? `proved with Terraform in the sandbox: ${counted}; nothing is created, changed, replaced or destroyed`
      : `not proved: Terraform plans ${counted}, and ${count(wrong.length, "change")}`;
  const more = wrong.length > MOST ? [`  and ${wrong.length - MOST} more`] : [];
  const none = empty.map((customer) => `  ${customer}: nothing is imported`);
  return `${[head, ...[...wrong.slice(0, MOST), ...more, ...none].map(forTerminal)].join("\n")}\n`;
}
