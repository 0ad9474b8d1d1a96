import type { DelegatedForm } from "../../delegation/deviation.ts";
import type { AllowanceProblem } from "../../drift/allowance.ts";
import { forTerminal } from "../escape.ts";
import { count } from "../phrases.ts";

/** A delegation, by its names and ids. */
export interface Delegation {
  readonly customer: string;
  readonly subscriptionId: string;
  readonly offer: string;
}

/** What came of a request to allow differences from Azure. */
export interface ReportedAllowance {
  readonly written: readonly (Delegation & {
    readonly file: string;
    readonly defined: DelegatedForm;
    readonly azure: DelegatedForm;
  })[];
  readonly refused: readonly (Delegation & { readonly why: AllowanceProblem })[];
  readonly notRead: readonly Delegation[];
  readonly unneeded: readonly string[];
}

/** Why no deviation can hold a difference, as a sentence without final period. */
export const ALLOWANCE_WORDS = {
  "another-managing-tenant": "Azure has it for another managing tenant; ask the customer who changed it",
  failed: "Azure could not create it; deploy it again first",
  "more-scopes": "it is assigned to more than the definition delegates; define that, or remove it in Azure",
  "duration-unreadable":
    "an activation lasts for a time that is not a whole number of minutes; correct it in Azure",
} as const satisfies Record<AllowanceProblem, string>;

/** What was allowed, for a terminal. Each file, what Azure has more and fewer, and what to do next. */
export function allowedText({ written, refused, notRead, unneeded }: ReportedAllowance): string {
  const lines = [
    ...written.map(
      ({ file, defined, azure }) =>
        `${file} written: ${sizeText(azure)} in Azure, ${sizeText(defined)} in the definition`,
    ),
    ...refused.map((each) => `not allowed: ${delegationPlace(each)}: ${ALLOWANCE_WORDS[each.why]}`),
    ...notRead.map((each) => `not read: ${delegationPlace(each)}: run keeper fetch again`),
    ...unneeded.map((file) => `no longer needed: ${file}: Azure has what is defined; remove the file`),
    ...(written.length + refused.length + notRead.length + unneeded.length === 0
      ? ["nothing to allow: Azure has what is defined"]
      : []),
    ...(written.length === 0 ? [] : ["Run keeper synth, and commit the files with the reviewed output."]),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

/** A delegation in words. */
export function delegationPlace({ customer, offer, subscriptionId }: Delegation): string {
  return `${offer} of ${customer} on ${subscriptionId}`;
}

function sizeText({ authorizations, eligibleAuthorizations, scopes }: DelegatedForm): string {
  return `${count(authorizations.length + eligibleAuthorizations.length, "authorization")} on ${count(scopes.length, "scope")}`;
}
