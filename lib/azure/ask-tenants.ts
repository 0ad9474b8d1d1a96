import type { Cloud } from "../delegation/cloud.ts";
import { type NotRead, notRead } from "../formats/snapshot/not-read.ts";
import type { AskedTenant, DelegationRemoval, Route } from "../formats/snapshot/snapshot.ts";
import type { Guid } from "../values/guid.ts";
import { delegationRemovals } from "./activity-log.ts";
import { Budgets, QUERIES } from "./budget.ts";
import type { Connection } from "./connection.ts";
import type { Identity } from "./identity.ts";
import { type GraphAnswer, queryAssignments } from "./resource-graph.ts";
import { ResourceManager } from "./resource-manager.ts";
import { listVisibleSubscriptions, type VisibleSubscription } from "./subscriptions.ts";
import { TenantTokens } from "./tenant-tokens.ts";

/** A tenant to sign in to. */
export interface TenantToAsk {
  readonly id: Guid;
  /** @default - not known: what the tenant sees shows it */
  readonly route?: Route;
  /** @default - not known: the cloud that is signed in to */
  readonly cloud?: Cloud;
}

/** What a tenant's identity sees. */
export interface TenantAnswer {
  readonly asked: AskedTenant;
  /** Reads as the tenant's identity; undefined where it could not sign in. */
  readonly arm: ResourceManager | undefined;
  readonly visible: readonly VisibleSubscription[];
  /** Undefined where Resource Graph could not be read. */
  readonly graph: GraphAnswer | undefined;
  /** Undefined where the activity log was not asked for, or could not be read. */
  readonly removals?: readonly DelegationRemoval[];
}

/** Signs in to each tenant, lists its visible subscriptions, and queries Resource Graph. */
export async function askTenants(
  tenants: readonly TenantToAsk[],
  { endpoints, signIn }: Identity,
  connection: Connection,
  reads: Budgets,
  withActivityLog: boolean = false,
): Promise<readonly TenantAnswer[]> {
  const tokens = new TenantTokens(signIn, () => connection.now());
  const queries = new Budgets(QUERIES, connection);
  const answers: TenantAnswer[] = [];
  for (const tenant of tenants) {
    const isElsewhere = tenant.cloud !== undefined && tenant.cloud !== endpoints.cloud;
    if (isElsewhere) {
      answers.push(unasked(tenant, notRead("sign-in", "other-cloud")));
      continue;
    }
    const token = await tokens.token(tenant.id);
    if (!token.ok) answers.push(unasked(tenant, notRead("sign-in", token.error)));
    else {
      const arm = new ResourceManager(connection, endpoints.resourceManager, tokens, tenant.id);
      const answer = await askTenant(tenant, arm, reads, queries);
      answers.push(withActivityLog ? await withRemovals(answer, arm, reads, connection.now()) : answer);
    }
  }
  return withActivityLog ? answers.map((each) => withoutRemovals(each, answers)) : answers;
}

function unasked(tenant: TenantToAsk, problem: NotRead): TenantAnswer {
  // a tenant that was not seen is not taken for the provider's own
  const asked = { route: "customer-tenant" as const, ...tenant, notRead: [problem], resourceGraphCut: false };
  return { asked, arm: undefined, visible: [], graph: undefined };
}

/**
 * The route of a tenant that no definition names. A managing tenant sees subscriptions of others, a customer's only its
 * own. A tenant that sees nothing may have lost every delegation.
 */
function routeOf(id: Guid, visible: readonly VisibleSubscription[]): Route {
  const manages = visible.some(
    ({ tenantId, managedByTenantIds }) => tenantId !== id || managedByTenantIds.includes(id),
  );
  return manages || visible.length === 0 ? "managing-tenant" : "customer-tenant";
}

/** Names the activity log as not read where no tenant has one that shows removals. */
function withoutRemovals(answer: TenantAnswer, answers: readonly TenantAnswer[]): TenantAnswer {
  const { asked, arm } = answer;
  const isNamed = arm === undefined || answers.some((each) => each.asked.route === "managing-tenant");
  if (isNamed) return answer;
  const missing = [...asked.notRead, notRead("activity-log", "no-managing-tenant")];
  return { ...answer, asked: { ...asked, notRead: missing } };
}

/** Adds what the activity log of a managing tenant says; a customer's has other events. */
async function withRemovals(
  answer: TenantAnswer,
  arm: ResourceManager,
  reads: Budgets,
  now: number,
): Promise<TenantAnswer> {
  if (answer.asked.route !== "managing-tenant") return answer;
  const read = await delegationRemovals(arm, reads, now);
  if (read.ok) return { ...answer, removals: read.value };
  const missing = [...answer.asked.notRead, notRead("activity-log", read.error)];
  return { ...answer, asked: { ...answer.asked, notRead: missing } };
}

async function askTenant(
  tenant: TenantToAsk,
  arm: ResourceManager,
  reads: Budgets,
  queries: Budgets,
): Promise<TenantAnswer> {
  const visible = await listVisibleSubscriptions(arm, reads);
  const graph = await queryAssignments(arm, queries);
  const route = tenant.route ?? (visible.ok ? routeOf(tenant.id, visible.value) : "customer-tenant");
  return {
    asked: {
      ...tenant,
      route,
      notRead: [
        ...(visible.ok ? [] : [notRead("subscriptions", visible.error)]),
        ...(graph.ok ? [] : [notRead("resource-graph", graph.error)]),
      ],
      resourceGraphCut: graph.ok && graph.value.isCut,
    },
    arm,
    visible: visible.ok ? visible.value : [],
    graph: graph.ok ? graph.value : undefined,
  };
}
