import { forComment } from "./escape.ts";

/** What shows that a subscription's delegations are gone. */
export type ShownEvidence =
  | {
      readonly kind: "read-back";
      readonly at: string;
      readonly resources: readonly {
        readonly id: string;
        readonly before: boolean;
        readonly after: boolean;
      }[];
    }
  | { readonly kind: "customer-snapshot"; readonly at: string }
  | { readonly kind: "not-visible"; readonly at: string }
  | { readonly kind: "local-state" }
  | { readonly kind: "present"; readonly at: string };

/** What a certificate is about. */
export interface CertifiedLeaving {
  readonly customer: string;
  readonly subscriptions: readonly {
    readonly name: string;
    readonly id: string;
    readonly evidence: ShownEvidence | undefined;
  }[];
}

const NOT_ENDED = "not ended";

/** Title where all subscriptions have evidence of this kind. It says no more than what was read. */
const TITLES: Readonly<Record<ShownEvidence["kind"], string>> = {
  "read-back": "ended, as read in the customer's tenant",
  "customer-snapshot": "ended, as read in the customer's tenant",
  "not-visible": "no longer visible to us",
  "local-state": "no longer in Terraform's state of our deployment; Azure was not read",
  present: NOT_ENDED,
};

/**
 * A certificate as Markdown. It says that delegations ended only where the customer's own tenant was read. From the
 * provider's side it says that nothing is visible any more, or what was not read. Its title says so too.
 */
export function leavingCertificate({ customer, subscriptions }: CertifiedLeaving): string {
  const lines = [
    `# ${forComment(`Delegations of ${customer}: ${titleOf(subscriptions)}`)}`,
    ...subscriptions.flatMap(({ name, id, evidence }) => [
      "",
      `## ${forComment(name)} (${id})`,
      "",
      evidenceLine(evidence),
      ...resourceLines(evidence),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Where subscriptions differ, the title claims an end for none of them. */
function titleOf(subscriptions: CertifiedLeaving["subscriptions"]): string {
  const titles = new Set(
    subscriptions.map(({ evidence }) => (evidence === undefined ? undefined : TITLES[evidence.kind])),
  );
  if (titles.has(NOT_ENDED)) return NOT_ENDED;
  const [title, ...others] = titles;
  return title === undefined || others.length > 0 ? "not shown to have ended everywhere" : title;
}

function evidenceLine(evidence: ShownEvidence | undefined): string {
  switch (evidence?.kind) {
    case "read-back":
      return `The customer's removal script read back at ${evidence.at} that none of these is left.`;
    case "customer-snapshot":
      return `A snapshot of the customer's tenant of ${evidence.at} has no delegation here.`;
    case "not-visible":
      return `No longer visible to us since ${evidence.at}. What the customer's tenant still has is not known to us.`;
    case "local-state":
      return "Terraform's state of our deployment has nothing left. Azure was not read.";
    case "present":
      return `At ${evidence.at} a delegation was still there.`;
    case undefined:
      return "Nothing shows what is left.";
  }
}

function resourceLines(evidence: ShownEvidence | undefined): string[] {
  if (evidence?.kind !== "read-back") return [];
  const words = (isThere: boolean) => (isThere ? "there" : "not there");
  return [
    "",
    "| resource | before | after |",
    "| --- | --- | --- |",
    ...evidence.resources.map(
      ({ id, before, after }) => `| ${forComment(id)} | ${words(before)} | ${words(after)} |`,
    ),
  ];
}
