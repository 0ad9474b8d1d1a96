import { definitionKey } from "../../access/access-parts.ts";
import type { AccessChange, CustomerChange } from "../../review/access-change.ts";
import { definitionIdsOf } from "../../review/definition-ids.ts";
import type { ReportContext, Source } from "./context.ts";

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
