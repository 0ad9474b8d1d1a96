import type { AskedSubscription, FoundBy } from "../formats/snapshot/snapshot.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { TenantAnswer } from "./ask-tenants.ts";
import type { VisibleSubscription } from "./subscriptions.ts";

/** A subscription that is wanted, whether Azure's lists name it or not. */
export interface WantedSubscription {
  readonly id: Guid;
  readonly foundBy: Extract<FoundBy, "named" | "definitions">;
  /** The customer's tenant. @default - not known */
  readonly tenantId?: Guid;
  /** Managing tenants that the definitions delegate it to. They are asked first. */
  readonly managingTenantIds: readonly Guid[];
}

/** A subscription to ask, and the tenants that may answer, the likeliest first. */
export interface SubscriptionToAsk {
  readonly subscription: Omit<AskedSubscription, "notRead" | "at" | "askedBy">;
  readonly tenants: readonly TenantAnswer[];
}

/**
 * Subscriptions to query, sorted by id: the wanted ones. Where none were named, those that Azure's lists or Resource
 * Graph show as delegated are added.
 *
 * @param onlyWanted whether the command named its subscriptions
 */
export function subscriptionsToAsk(
  wanted: readonly WantedSubscription[],
  answers: readonly TenantAnswer[],
  onlyWanted: boolean,
): readonly SubscriptionToAsk[] {
  const known = new Map(wanted.map((each) => [each.id, each]));
  const found = new Map<Guid, Set<FoundBy>>();
  const add = (id: Guid, by: FoundBy) => {
    if (onlyWanted && !known.has(id)) return;
    found.set(id, (found.get(id) ?? new Set<FoundBy>()).add(by));
  };
  for (const { id, foundBy } of wanted) add(id, foundBy);
  for (const answer of answers) {
    for (const each of answer.visible)
      if (known.has(each.id) || isDelegated(each, answer)) add(each.id, "subscriptions");
    for (const { subscriptionId } of answer.graph?.assignments ?? []) add(subscriptionId, "resource-graph");
  }
  const byTenant = answers.map((answer) => ({
    answer,
    visible: new Map(answer.visible.map((each) => [each.id, each])),
  }));
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, foundBy]) => {
      const seen = byTenant.flatMap(({ visible }) => visible.get(id) ?? []);
      const tenantId = seen[0]?.tenantId ?? known.get(id)?.tenantId;
      const rank = ({ answer, visible }: (typeof byTenant)[number]) =>
        visible.has(id) ? 0 : known.get(id)?.managingTenantIds.includes(answer.asked.id) ? 1 : 2;
      return {
        subscription: {
          id,
          ...(seen[0] === undefined ? {} : { name: seen[0].name }),
          ...(tenantId === undefined ? {} : { tenantId }),
          managedByTenantIds: [...new Set(seen.flatMap((each) => each.managedByTenantIds))].sort(),
          foundBy: [...foundBy].sort(),
        },
        tenants: byTenant
          .filter(({ answer }) => answer.arm !== undefined || mayAnswer(answer, known.get(id)))
          .sort((a, b) => rank(a) - rank(b))
          .map(({ answer }) => answer),
      };
    });
}

/** Whether a tenant without sign-in may be the one that sees a subscription. */
function mayAnswer({ asked }: TenantAnswer, wanted: WantedSubscription | undefined): boolean {
  const { managingTenantIds = [], tenantId } = wanted ?? {};
  return managingTenantIds.length === 0 || managingTenantIds.includes(asked.id) || tenantId === asked.id;
}

/** Whether a visible subscription may hold delegations. Always true by the customer's own tenant, which sees all. */
function isDelegated(
  { tenantId, managedByTenantIds }: VisibleSubscription,
  { asked }: TenantAnswer,
): boolean {
  return asked.route === "customer-tenant" || tenantId !== asked.id || managedByTenantIds.length > 0;
}
