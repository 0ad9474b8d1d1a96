/** A word for something that is let pass, or is recorded, beside the definitions. */
export interface ExceptionWord {
  readonly word: "accepts" | "keep" | "deviation" | "acceptance";
  /** Where it is written; Markdown. */
  readonly where: string;
  /** What it lets pass, as a noun phrase. */
  readonly lets: string;
  /** When it ends, as a clause after "until". */
  readonly until: string;
}

/** The four words that are easily confused. `docs/deviations.md` shows them as a table. */
export const EXCEPTION_WORDS: readonly ExceptionWord[] = [
  {
    word: "accepts",
    where: "an offer or a customer",
    lets: "a warning of a rule",
    until: "it no longer occurs",
  },
  {
    word: "keep",
    where: "a role of an offer",
    lets: "a role that Azure refuses by now, where it stands already",
    until: "the definition drops it",
  },
  {
    word: "deviation",
    where: "`deviations/`",
    lets: "a difference between definition and Azure, of one offer on one subscription",
    until: "its day",
  },
  {
    word: "acceptance",
    where: "`acceptances/`",
    lets: "nothing: it records what the customer was told and agreed to",
    until: "the customer is told anew",
  },
];
