import type { Disagreement } from "../formats/snapshot/snapshot.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { SubscriptionAnswer } from "./ask-subscriptions.ts";
import type { TenantAnswer } from "./ask-tenants.ts";

/**
 * Compares REST's lists with Resource Graph, tenant by tenant, in the order of their ids. Subscriptions that were not
 * queried, or not read completely, are left out: REST has no answer to compare.
 */
export function findDisagreements(
  tenants: readonly TenantAnswer[],
  answers: readonly SubscriptionAnswer[],
): Disagreement[] {
  const read = answers.filter(({ asked }) => asked.notRead.length === 0);
  return tenants.flatMap(({ asked, graph, visible }) => {
    if (graph === undefined) return [];
    const tenantId = asked.id;
    const inGraph = new Set(graph.assignments.map(({ id }) => id));
    const own = new Set(visible.map(({ id }) => id));
    // beyond its limit Resource Graph looks at no subscription
    const comparable = graph.isCut ? [] : read.filter((each) => own.has(each.asked.id));
    const onlyInRest = comparable.flatMap((each) =>
      each.assignments
        .map(({ id }) => asciiLowerCase(id))
        .filter((id) => !inGraph.has(id))
        .map(
          (id): Disagreement => ({
            onlyIn: "rest",
            tenantId,
            subscriptionId: each.asked.id,
            assignmentId: id,
          }),
        ),
    );
    const inRest = new Map(
      read.map((each) => [each.asked.id, new Set(each.assignments.map(({ id }) => asciiLowerCase(id)))]),
    );
    const onlyInGraph = graph.assignments
      .filter(({ id, subscriptionId }) => inRest.get(subscriptionId)?.has(id) === false)
      .map(
        ({ id, subscriptionId }): Disagreement => ({
          onlyIn: "resource-graph",
          tenantId,
          subscriptionId,
          assignmentId: id,
        }),
      );
    return [...onlyInRest, ...onlyInGraph];
  });
}
