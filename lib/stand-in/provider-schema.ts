import type { PluginObject, PluginValue } from "./plugin-values.ts";

/*
 * azurerm's schema: from the output of `terraform providers schema -json` to the plugin protocol.
 */

/** A block of the printed schema. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

interface SchemaAttribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

interface NestedBlock {
  readonly block: SchemaBlock;
  readonly nesting_mode: "single" | "list" | "set";
  readonly min_items?: number;
  readonly max_items?: number;
}

interface VersionedSchema {
  readonly version: number;
  readonly block: SchemaBlock;
}

/** The provider's whole printed schema. */
export interface ProviderSchema {
  readonly provider: VersionedSchema;
  readonly resource_schemas: Readonly<Record<string, VersionedSchema>>;
  readonly data_source_schemas: Readonly<Record<string, VersionedSchema>>;
}

/** The protocol's numbers of nesting modes. */
const NESTING = { single: 1, list: 2, set: 3 } satisfies Record<NestedBlock["nesting_mode"], number>;

/** The answer to GetSchema. */
export function schemaAnswer({ provider, resource_schemas, data_source_schemas }: ProviderSchema): object {
  return {
    provider: versioned(provider),
    resource_schemas: mapped(resource_schemas, versioned),
    data_source_schemas: mapped(data_source_schemas, versioned),
    server_capabilities: {},
  };
}

/** A block without values: every attribute null, every list empty. */
export function emptyBlock({ attributes = {}, block_types = {} }: SchemaBlock): PluginObject {
  return {
    ...mapped(attributes, (): PluginValue => null),
    ...mapped(block_types, ({ nesting_mode }): PluginValue => (nesting_mode === "single" ? null : [])),
  };
}

function versioned({ version, block }: VersionedSchema): object {
  return { version, block: protocolBlock(block) };
}

function protocolBlock({ attributes = {}, block_types = {} }: SchemaBlock): object {
  return {
    attributes: Object.entries(attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
      required: attribute.required === true,
      optional: attribute.optional === true,
      computed: attribute.computed === true,
      sensitive: attribute.sensitive === true,
    })),
    block_types: Object.entries(block_types).map(([type_name, nested]) => ({
      type_name,
      block: protocolBlock(nested.block),
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
