import { definitionKey } from "../../access/access-parts.ts";
import { type AccessChange, type CustomerChange, definitionIdsOf } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { shorten } from "../phrases.ts";

/** Where a customer or a plan's version is defined. */
export interface Source {
  /** Relative to the estate's root. */
  readonly file: string;
  /** From 1; undefined where it was not looked up. */
  readonly line: number | undefined;
}

/** A place in words. */
export function sourceText({ file, line }: Source): string {
  return line === undefined ? shorten(file) : `${shorten(file)}:${line}`;
}

/** Names that a change claims. They are shown quoted and marked, and only where base has none. */
export interface ClaimedNames {
  readonly customer: (id: string) => string | undefined;
  readonly subscription: (id: string) => string | undefined;
}

/** Everything beside the review that a report needs. */
export interface ReportContext {
  /** Base's names. */
  readonly directory: NameDirectory;
  /** Names of the two sides. */
  readonly called: { readonly before: string; readonly after: string };
  /** Notes beside the changes, a line each. @default - none */
  readonly notes?: readonly string[];
  /** Names that the change gives to customers and subscriptions. @default - none */
  readonly claimed?: ClaimedNames;
  /** Where a customer is defined; undefined without a checkout. */
  readonly sourceOf: (customer: string) => Source | undefined;
  /** Where a version of a plan is defined, by `offer/plan@n.n.n`. */
  readonly sourceOfPlan: (source: string) => Source | undefined;
}

/**
 * Places of the plan versions that change a customer's access, each once. In a fleet this is the one edited place. A
 * definition claims its version itself; the claim can only lead to a file of the estate.
 */
export function planSources(
  changes: readonly AccessChange[],
  { after }: Pick<CustomerChange, "after">,
  { sourceOfPlan }: ReportContext,
): Source[] {
  const ids = new Set(
    changes.flatMap((change) =>
      definitionIdsOf(change).map((id) => definitionKey(change.subscriptionId, id)),
    ),
  );
  const claimed = (after?.definitions ?? [])
    .filter((each) => ids.has(definitionKey(each.subscriptionId, each.registrationDefinitionId)))
    .flatMap(({ claimedSource }) => claimedSource ?? []);
  return [...new Set(claimed)].sort().flatMap((source) => sourceOfPlan(source) ?? []);
}
