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

/** Kinds that were read in the customer's own tenant. */
const OF_CUSTOMER: readonly ShownEvidence["kind"][] = ["read-back", "customer-snapshot"];

/**
 * A certificate as Markdown. It says that delegations ended only where the customer's own tenant was read. From the
 * provider's side it says that nothing is visible any more, and is titled so.
 */
export function leavingCertificate({ customer, subscriptions }: CertifiedLeaving): string {
  const isOfCustomer = subscriptions.every(({ evidence }) =>
    OF_CUSTOMER.some((kind) => kind === evidence?.kind),
  );
  const isLeft = subscriptions.some(({ evidence }) => evidence?.kind === "present");
  const title = isLeft
    ? `Delegations of ${customer}: not ended`
    : isOfCustomer
      ? `Delegations of ${customer}: ended, as read in the customer's tenant`
      : `Delegations of ${customer}: no longer visible to us`;
  const lines = [
    `# ${forComment(title)}`,
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
