import { PERMISSIONS_VERSION } from "../delegation/deployment-needs.ts";
import type { Account, Answer, DescribedSubscription, SubscriptionAnswers } from "../preflight/answers.ts";
import type { PermissionBlock } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";
import { failed, success } from "../values/result.ts";
import { appliedPolicies } from "./ask-policies.ts";
import { Budgets, READS } from "./budget.ts";
import type { Connection } from "./connection.ts";
import { type ReadDelegations, readDelegations } from "./delegations.ts";
import type { Identity } from "./identity.ts";
import { ResourceManager } from "./resource-manager.ts";
import { describedSubscription, SUBSCRIPTIONS_VERSION } from "./subscriptions.ts";
import { TenantTokens } from "./tenant-tokens.ts";

/** API version of resource providers. */
const PROVIDERS_VERSION = "2021-04-01";

/** What was asked of a subscription; its delegations as Azure lists them. */
export interface AskedForPreflight extends Omit<SubscriptionAnswers, "delegations"> {
  readonly delegations: ReadDelegations;
}

/** What a customer's tenant answers. */
export interface AskedCustomer {
  readonly account: Answer<Account>;
  /** Empty where the sign-in failed. */
  readonly subscriptions: readonly AskedForPreflight[];
}

/** Signs in to a customer's tenant, and asks about each of its subscriptions. Nothing is changed. */
export async function askCustomer(
  tenantId: Guid,
  subscriptionIds: readonly Guid[],
  { endpoints, signIn }: Identity,
  connection: Connection,
): Promise<AskedCustomer> {
  const tokens = new TenantTokens(signIn, () => connection.now());
  const token = await tokens.token(tenantId);
  if (!token.ok) return { account: token, subscriptions: [] };
  const arm = new ResourceManager(connection, endpoints.resourceManager, tokens, tenantId);
  const reads = new Budgets(READS, connection);
  const subscriptions: AskedForPreflight[] = [];
  for (const id of subscriptionIds) subscriptions.push(await askSubscription(id, arm, reads));
  return { account: success(token.value.account), subscriptions };
}

async function askSubscription(id: Guid, arm: ResourceManager, reads: Budgets): Promise<AskedForPreflight> {
  const scope = `/subscriptions/${id}`;
  return {
    id,
    subscription: await subscriptionOf(scope, arm),
    permissions: await permissionsOf(scope, arm, reads, id),
    resourceProvider: await registrationStateOf(scope, arm),
    delegations: await readDelegations(arm, id, reads),
    policies: await appliedPolicies(id, arm, reads),
  };
}

async function subscriptionOf(scope: string, arm: ResourceManager): Promise<Answer<DescribedSubscription>> {
  const read = await arm.get(`${scope}?api-version=${SUBSCRIPTIONS_VERSION}`);
  if (!read.ok) return read;
  const described = describedSubscription(read.value.body);
  return described === undefined ? failed("answer-unexpected") : success(described);
}

async function permissionsOf(
  scope: string,
  arm: ResourceManager,
  reads: Budgets,
  key: string,
): Promise<Answer<readonly PermissionBlock[]>> {
  const path = `${scope}/providers/Microsoft.Authorization/permissions?api-version=${PERMISSIONS_VERSION}`;
  const listed = await arm.values(path, reads, key);
  if (!listed.ok) return listed;
  const blocks = listed.value.map(permissionBlock);
  const known = blocks.filter((each) => each !== undefined);
  return known.length === blocks.length ? success(known) : failed("answer-unexpected");
}

function permissionBlock(value: JsonObject): PermissionBlock | undefined {
  const [actions, notActions, dataActions, notDataActions] = [
    value["actions"],
    value["notActions"],
    value["dataActions"],
    value["notDataActions"],
  ].map(texts);
  const condition = value["condition"] ?? null;
  if (!actions || !notActions || !dataActions || !notDataActions) return undefined;
  if (condition !== null && typeof condition !== "string") return undefined;
  return { actions, notActions, dataActions, notDataActions, condition: condition === "" ? null : condition };
}

function texts(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : undefined;
}

async function registrationStateOf(scope: string, arm: ResourceManager): Promise<Answer<string>> {
  const read = await arm.get(`${scope}/providers/Microsoft.ManagedServices?api-version=${PROVIDERS_VERSION}`);
  if (!read.ok) return read;
  const state = isObject(read.value.body) ? read.value.body["registrationState"] : undefined;
  return typeof state === "string" ? success(state) : failed("answer-unexpected");
}
