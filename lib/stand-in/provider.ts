import { ArmFailure } from "./arm-client.ts";
import { readClientConfig, readSubscription } from "./data-sources.ts";

import { planResource, RESOURCES, type ResourceType } from "./plan.ts";
import {
  type DynamicValue,
  type PluginObject,
  type PluginValue,
  packed,
  textOf,
  Unknown,
  unpacked,
} from "./plugin-values.ts";
import { emptyBlock, type ProviderSchema, schemaAnswer } from "./provider-schema.ts";
import { ProviderSession, type SessionOptions } from "./provider-session.ts";
import { create, destroy, read, update } from "./resource-calls.ts";
import { validateResource } from "./validate.ts";

/** A diagnostic that Terraform shows. `severity` 1 is an error. */
interface Diagnostic {
  readonly severity: 1;
  readonly summary: string;
  readonly detail: string;
}

/** Makes an error diagnostic. */
export function failed(summary: string): Diagnostic {
  return { severity: 1, summary, detail: "" };
}

/** Fields of all calls of the plugin protocol; each call has only some of them. */
export interface PluginRequest {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue | null;
  readonly raw_state: { readonly json: Uint8Array } | null;
  readonly current_state: DynamicValue | null;
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly private: Uint8Array;
  readonly prior_private: Uint8Array;
  readonly planned_private: Uint8Array;
}

/** Handler of one call. `connection` identifies the provider configuration within a Terraform run. */
export type PluginCall = (request: PluginRequest, connection: string) => object | Promise<object>;

/** Handlers of the plugin protocol calls that Terraform makes for the supported types. */
export function providerCalls(
  schema: ProviderSchema,
  options: SessionOptions,
): Readonly<Record<string, PluginCall>> {
  const sessions = new Map<string, ProviderSession>();
  const session = (connection: string): ProviderSession => {
    const found = sessions.get(connection);
    if (found === undefined) throw new ArmFailure("the provider was not configured");
    return found;
  };
  const empty = (type: ResourceType) => emptyBlock(schema.resource_schemas[type]?.block ?? {});
  return {
    GetSchema: () => schemaAnswer(schema),
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: ({ type_name, config }) => ({
      diagnostics: validateResource(typeOf(type_name), unpacked(config) ?? {}).map(failed),
    }),
    ValidateDataSourceConfig: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: packed(unpacked(raw_state)) }),
    Configure: async ({ config }, connection) => {
      const configuration = unpacked(config) ?? {};
      const problem = checkConfiguration(configuration);
      if (problem !== undefined) return { diagnostics: [problem] };
      const configured = new ProviderSession(configuration, options);
      sessions.set(connection, configured);
      await configured.register();
      return {};
    },
    ReadResource: async (request, connection) => {
      const type = typeOf(request.type_name);
      const current = unpacked(request.current_state) ?? {};
      const found = await read(session(connection).client, type, textOf(current["id"]) ?? "");
      const state = found && { ...empty(type), ...found, timeouts: current["timeouts"] ?? null };
      return { new_state: packed(state ?? null), private: request.private };
    },
    PlanResourceChange: planCall,
    ApplyResourceChange: (request, connection) => applyCall(request, session(connection)),
    ImportResourceState: ({ type_name, id }) => importCall(typeOf(type_name), id, empty),
    ReadDataSource: async ({ type_name, config }, connection) => {
      const configuration = unpacked(config) ?? {};
      const state =
        type_name === "azurerm_subscription"
          ? await readSubscription(session(connection), configuration)
          : readClientConfig(session(connection), configuration);
      return { state: packed(state) };
    },
    Stop: () => ({ Error: "" }),
  };
}

function planCall({ type_name, prior_state, proposed_new_state, prior_private }: PluginRequest): object {
  const proposed = unpacked(proposed_new_state);
  const base = { planned_private: prior_private, legacy_type_system: true };
  if (proposed === null) return { ...base, planned_state: packed(null) };
  const { planned, replaces } = planResource(typeOf(type_name), unpacked(prior_state), proposed);
  return {
    ...base,
    planned_state: packed(planned),
    requires_replace: replaces.map((attribute_name) => ({ steps: [{ attribute_name }] })),
  };
}

async function applyCall(request: PluginRequest, { client }: ProviderSession): Promise<object> {
  const type = typeOf(request.type_name);
  const [prior, planned] = [unpacked(request.prior_state), unpacked(request.planned_state)];
  const base = { private: request.planned_private, legacy_type_system: true };
  try {
    if (planned === null) {
      await destroy(client, type, textOf(prior?.["id"]) ?? "");
      return { ...base, new_state: packed(null) };
    }
    const made = prior === null ? await create(client, type, planned) : await update(client, type, planned);
    return { ...base, new_state: packed({ ...known(planned), ...made }) };
  } catch (error) {
    if (!(error instanceof ArmFailure)) throw error;
    // an existing resource stays in state; a failed create leaves none
    return { ...base, new_state: packed(prior), diagnostics: [failed(error.message)] };
  }
}

function importCall(type: ResourceType, id: string, empty: (type: ResourceType) => PluginObject): object {
  const kind =
    type === "azurerm_lighthouse_definition" ? "registrationDefinitions" : "registrationAssignments";
  const pattern = new RegExp(
    `^/subscriptions/[^/]+(?:/resourceGroups/[^/]+)?/providers/Microsoft\\.ManagedServices/${kind}/[^/]+$`,
  );
  if (!pattern.test(id))
    return { diagnostics: [failed(`parsing ${JSON.stringify(id)}: it is not the id of one of ${kind}`)] };
  return { imported_resources: [{ type_name: type, state: packed({ ...empty(type), id }) }] };
}

function checkConfiguration(configuration: PluginObject): Diagnostic | undefined {
  const features = configuration["features"];
  if (Array.isArray(features) && features.length === 0)
    return failed("Insufficient features blocks: at least 1 is required.");
  if (
    configuration["skip_provider_registration"] != null &&
    configuration["resource_provider_registrations"] != null
  )
    return failed('"skip_provider_registration" conflicts with "resource_provider_registrations"');
  return undefined;
}

/** Planned values, with unknown ones as null. */
function known(value: PluginObject): PluginObject {
  const entries = Object.entries(value).map(([name, each]): [string, PluginValue] => [
    name,
    each instanceof Unknown ? null : each,
  ]);
  return Object.fromEntries(entries);
}

function typeOf(name: string): ResourceType {
  if (Object.hasOwn(RESOURCES, name)) return name as ResourceType;
  throw new ArmFailure(`the stand-in does not serve ${name}`);
}
