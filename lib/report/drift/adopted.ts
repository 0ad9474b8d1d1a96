import type { AdoptionProblem } from "../../drift/allowance.ts";
import { forTerminal } from "../escape.ts";
import { ALLOWANCE_WORDS, type Delegation, delegationPlace } from "./allowed.ts";

/** What came of a request to define what Azure has. */
export interface ReportedAdoption {
  readonly adopted: readonly {
    readonly customer: string;
    readonly offer: string;
    readonly plan: string;
    readonly version: string;
    readonly to: string;
    /** The offer's file, where the version was written. */
    readonly written: string | undefined;
  }[];
  readonly refused: readonly (Delegation & { readonly why: AdoptionProblem })[];
  readonly notRead: readonly Delegation[];
}

/** Why a difference is not adopted, as a sentence without final period. */
export const ADOPTION_WORDS = {
  ...ALLOWANCE_WORDS,
  "fewer-scopes": "Azure lacks an assignment; take that scope out of the customer, or deploy it again",
  "subscriptions-differ":
    "Azure has another set on another subscription of the same delegation; write a delegation for each in the customer first",
  "other-subscription":
    "another subscription of the same delegation is not adopted, or was not read; write a delegation for each in the customer first",
  deviation: "a deviation holds the difference; remove its file first",
  "principal-unknown":
    "the managing tenant of the offer lacks one of its principals; add it there, or remove the grant in Azure",
  "no-literal":
    "the version of the customer or the plan is not a literal, or a comment is in the way; write it by hand",
} as const satisfies Record<AdoptionProblem, string>;

/** What was adopted, for a terminal: versions, moved customers, what is left and why. */
export function adoptedText({ adopted, refused, notRead }: ReportedAdoption): string {
  const written = new Set(
    adopted.flatMap(({ written: file, offer, plan, to }) =>
      file === undefined
        ? []
        : [`${file}: version ${to} of ${offer}/${plan} written: it grants what Azure has`],
    ),
  );
  const lines = [
    ...written,
    ...adopted.map(
      ({ customer, offer, plan, version, to }) => `${customer}: ${offer}/${plan} ${version} → ${to}`,
    ),
    ...refused.map((each) => `not adopted: ${delegationPlace(each)}: ${ADOPTION_WORDS[each.why]}`),
    ...notRead.map((each) => `not read: ${delegationPlace(each)}: run keeper fetch again`),
    ...(adopted.length + refused.length + notRead.length === 0
      ? ["nothing to adopt: Azure has what is defined"]
      : []),
    ...(adopted.length === 0 ? [] : ["Run keeper synth, and commit the files with the reviewed output."]),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}
