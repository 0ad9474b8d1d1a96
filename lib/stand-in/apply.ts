import { v4 } from "uuid";
import { ArmFailure, during } from "./arm-failure.ts";
import { type PluginObject, type PluginValue, textOf, Unknown } from "./plugin-values.ts";
import type { ProviderSession } from "./provider-session.ts";
import { checkMissing, destroy, put, type ResourceCall, read } from "./resource-calls.ts";
import { describeId, idOf } from "./resource-ids.ts";
import { RESOURCES, type ResourceType } from "./resource-types.ts";
import type { Timeouts } from "./timeouts.ts";

/** The result of an apply: the state to keep, and what went wrong, if anything. */
export interface Applied {
  /** `null` where the resource does not exist, or is not known to exist. */
  readonly state: PluginObject | null;
  /** A message in azurerm's words. With a created resource's state, Terraform marks it tainted. */
  readonly problem?: string;
}

/** Creates, updates or deletes a resource, as azurerm does, failures included. `null` is a missing resource. */
export function applyChange(
  session: ProviderSession,
  type: ResourceType,
  prior: PluginObject | null,
  planned: PluginObject | null,
  timeouts: Timeouts,
): Promise<Applied> {
  if (planned === null) return remove(session, type, prior ?? {}, timeouts);
  return prior === null ? create(session, type, planned, timeouts) : update(session, type, planned, timeouts);
}

/** Creates a resource. azurerm records it in state only after the last poll. What fails before that is not in state. */
async function create(
  session: ProviderSession,
  type: ResourceType,
  planned: PluginObject,
  timeouts: Timeouts,
): Promise<Applied> {
  const { name } = RESOURCES[type];
  const attributes = { ...known(planned), [name]: textOf(planned[name]) ?? v4() };
  const id = idOf(type, attributes);
  const call = callOf(session, type, id, timeouts.create);
  const failed = await problemOf(async () => {
    await checkMissing(call);
    await during(`creating ${describeId(type, id)}`, () => put(call, attributes));
  });
  if (failed !== undefined) return { state: null, problem: failed };
  return readBack(session, type, { ...attributes, id }, timeouts);
}

/** Where an update fails, the planned values stay in state. */
async function update(
  session: ProviderSession,
  type: ResourceType,
  planned: PluginObject,
  timeouts: Timeouts,
): Promise<Applied> {
  const attributes = known(planned);
  const id = textOf(attributes["id"]) ?? "";
  const call = callOf(session, type, id, timeouts.update);
  const failed = await problemOf(() =>
    during(`updating ${describeId(type, id)}`, () => put(call, attributes)),
  );
  if (failed !== undefined) return { state: attributes, problem: failed };
  return readBack(session, type, attributes, timeouts);
}

async function readBack(
  session: ProviderSession,
  type: ResourceType,
  attributes: PluginObject,
  timeouts: Timeouts,
): Promise<Applied> {
  let found: PluginObject | undefined;
  const failed = await problemOf(async () => {
    found = await read(callOf(session, type, textOf(attributes["id"]) ?? "", timeouts.read));
  });
  if (failed !== undefined) return { state: attributes, problem: failed };
  return { state: found === undefined ? null : { ...attributes, ...found } };
}

async function remove(
  session: ProviderSession,
  type: ResourceType,
  prior: PluginObject,
  timeouts: Timeouts,
): Promise<Applied> {
  const id = textOf(prior["id"]) ?? "";
  const failed = await problemOf(() => destroy(callOf(session, type, id, timeouts.delete)));
  return failed === undefined ? { state: null } : { state: prior, problem: failed };
}

function callOf(session: ProviderSession, type: ResourceType, id: string, limit: number): ResourceCall {
  return { client: session.client, type, id, patience: session.patience(limit) };
}

/** The message of an expected failure of some work; undefined where it succeeds. */
async function problemOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ArmFailure) return error.message;
    throw error;
  }
}

/** Planned values, with unknown ones as null. */
function known(value: PluginObject): PluginObject {
  const entries = Object.entries(value).map(([name, each]): [string, PluginValue] => [
    name,
    each instanceof Unknown ? null : each,
  ]);
  return Object.fromEntries(entries);
}
