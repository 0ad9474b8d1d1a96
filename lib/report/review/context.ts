import { definitionKey } from "../../access/access-parts.ts";
import { type AccessChange, type CustomerChange, definitionIdsOf } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { shorten } from "../phrases.ts";

/** Where a customer or a plan's version is defined. */
export interface Source {
  /** Relative to the estate's root. */
  readonly file: string;
  /** From 1; undefined where nobody looked. */
  readonly line: number | undefined;
}

/** A place in words. */
export function sourceText({ file, line }: Source): string {
  return line === undefined ? shorten(file) : `${shorten(file)}:${line}`;
}

/** What a report is given beside the review. */
export interface ReportContext {
  /** Base's names. */
  readonly directory: NameDirectory;
  /** How the two sides are called. */
  readonly called: { readonly before: string; readonly after: string };
  /** What is to be said beside the changes, a line each. @default - nothing */
  readonly notes?: readonly string[];
  /** Where a customer is defined; nobody knows where no checkout was given. */
  readonly sourceOf: (customer: string) => Source | undefined;
  /** Where a version of a plan is defined, by `offer/plan@n.n.n`. */
  readonly sourceOfPlan: (source: string) => Source | undefined;
}

/**
 * Where the plan versions are defined by which something changes for a customer, each once: for a fleet that is the one
 * place that somebody edited. Which version it is, a definition says itself: it leads nowhere but to a file of the estate.
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
