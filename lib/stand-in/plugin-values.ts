import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";

/*
 * Values of Terraform's plugin protocol 5: MessagePack, with an extension for unknown values.
 */

/** A value that becomes known only after apply. */
export class Unknown {
  /** The single instance. */
  static readonly value: Unknown = new Unknown();

  private constructor() {}
}

/** Value of an attribute. */
export type PluginValue = null | boolean | number | string | Unknown | readonly PluginValue[] | PluginObject;

/** A block: attributes and nested blocks by name. */
export interface PluginObject {
  readonly [name: string]: PluginValue;
}

/** The protocol's DynamicValue: MessagePack, or JSON for saved state. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

const codec = new ExtensionCodec();
codec.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => Unknown.value,
});
const encoder = new Encoder({ extensionCodec: codec });
const decoder = new Decoder({ extensionCodec: codec });

/** Encodes a value for Terraform. */
export function packed(value: PluginValue): DynamicValue {
  return { msgpack: Buffer.from(encoder.encode(value)) };
}

/** Decodes a block from Terraform. `null` where it is missing, as for a resource that does not exist yet. */
export function unpacked(value: DynamicValue | null | undefined): PluginObject | null {
  if (value?.msgpack !== undefined && value.msgpack.length > 0)
    return decoder.decode(value.msgpack) as PluginObject | null;
  if (value?.json !== undefined && value.json.length > 0)
    return JSON.parse(Buffer.from(value.json).toString("utf8"));
  return null;
}

/** The text of a known text value; undefined for any other value. */
export function textOf(value: PluginValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The blocks of a list or set; none where it is null or unknown. */
export function blocksOf(value: PluginValue | undefined): readonly PluginObject[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "object" && each !== null) : [];
}
