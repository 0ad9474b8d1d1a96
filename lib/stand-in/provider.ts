import { applyChange } from "./apply.ts";
import { ArmFailure } from "./arm-failure.ts";
import { checkFeatures, validateProvider } from "./configuration.ts";
import { readClientConfig, readSubscription } from "./data-sources.ts";
import { planResource } from "./plan.ts";
import { type DynamicValue, type PluginObject, packed, textOf, unpacked } from "./plugin-values.ts";
import { emptyBlock, type ProviderSchema, schemaAnswer } from "./provider-schema.ts";
import { ProviderSession, type SessionOptions } from "./provider-session.ts";
import { read } from "./resource-calls.ts";
import { isIdOf } from "./resource-ids.ts";
import { RESOURCES, type ResourceType } from "./resource-types.ts";
import { importedPrivate, keptTimeouts, plannedPrivate, timeoutsOf } from "./timeouts.ts";
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
    PrepareProviderConfig: ({ config }) => ({
      prepared_config: config,
      diagnostics: validateProvider(unpacked(config) ?? {}).map(failed),
    }),
    ValidateResourceTypeConfig: ({ type_name, config }) => ({
      diagnostics: validateResource(typeOf(type_name), unpacked(config) ?? {}).map(failed),
    }),
    ValidateDataSourceConfig: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: packed(unpacked(raw_state)) }),
    Configure: async ({ config }, connection) => {
      const configuration = unpacked(config) ?? {};
      const problems = checkFeatures(configuration);
      if (problems.length > 0) return { diagnostics: problems.map(failed) };
      const configured = new ProviderSession(configuration, options);
      sessions.set(connection, configured);
      await configured.configure();
      return {};
    },
    ReadResource: (request, connection) => readCall(request, session(connection), empty),
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
    Stop: (_, connection) => {
      sessions.get(connection)?.stop();
      return { Error: "" };
    },
  };
}

type EmptyBlock = (type: ResourceType) => PluginObject;

async function readCall(
  request: PluginRequest,
  session: ProviderSession,
  empty: EmptyBlock,
): Promise<object> {
  const type = typeOf(request.type_name);
  const current = unpacked(request.current_state) ?? {};
  const id = textOf(current["id"]) ?? "";
  const patience = session.patience(keptTimeouts(request.private).read);
  const found = await read({ client: session.client, type, id, patience });
  const state = found && { ...empty(type), ...found, timeouts: current["timeouts"] ?? null };
  return { new_state: packed(state ?? null), private: request.private };
}

function planCall({ type_name, prior_state, proposed_new_state, prior_private }: PluginRequest): object {
  const proposed = unpacked(proposed_new_state);
  if (proposed === null)
    return { planned_private: prior_private, legacy_type_system: true, planned_state: packed(null) };
  const type = typeOf(type_name);
  const { planned, replaces } = planResource(type, unpacked(prior_state), proposed);
  return {
    planned_private: plannedPrivate(type, timeoutsOf(planned["timeouts"])),
    legacy_type_system: true,
    planned_state: packed(planned),
    requires_replace: replaces.map((attribute_name) => ({ steps: [{ attribute_name }] })),
  };
}

async function applyCall(request: PluginRequest, session: ProviderSession): Promise<object> {
  const { state, problem } = await applyChange(
    session,
    typeOf(request.type_name),
    unpacked(request.prior_state),
    unpacked(request.planned_state),
    keptTimeouts(request.planned_private),
  );
  return {
    private: request.planned_private,
    legacy_type_system: true,
    new_state: packed(state),
    ...(problem === undefined ? {} : { diagnostics: [failed(problem)] }),
  };
}

function importCall(type: ResourceType, id: string, empty: EmptyBlock): object {
  if (!isIdOf(type, id))
    return { diagnostics: [failed(`parsing ${JSON.stringify(id)}: it is not the id of an ${type}`)] };
  const state = packed({ ...empty(type), id });
  return { imported_resources: [{ type_name: type, state, private: importedPrivate(type) }] };
}

function typeOf(name: string): ResourceType {
  if (Object.hasOwn(RESOURCES, name)) return name as ResourceType;
  throw new ArmFailure(`the stand-in does not serve ${name}`);
}
