import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";

/*
 * Values as Terraform's plugin protocol 5 carries them: MessagePack, with an extension for what is not known yet.
 */

/** A value that is known only after apply. */
export class Unknown {
  /** The only one. */
  static readonly value: Unknown = new Unknown();

  private constructor() {}
}

/** An attribute's value. */
export type PluginValue = null | boolean | number | string | Unknown | readonly PluginValue[] | PluginObject;

/** A block: attributes and nested blocks by name. */
export interface PluginObject {
  readonly [name: string]: PluginValue;
}

/** What the protocol calls a DynamicValue: MessagePack, or JSON where saved state is handed over. */
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

/** Writes a value for Terraform. */
export function packed(value: PluginValue): DynamicValue {
  return { msgpack: Buffer.from(encoder.encode(value)) };
}

/** Reads a block that Terraform sent; `null` where there is none, as of a resource that does not exist yet. */
export function unpacked(value: DynamicValue | null | undefined): PluginObject | null {
  if (value?.msgpack !== undefined && value.msgpack.length > 0)
    return decoder.decode(value.msgpack) as PluginObject | null;
  if (value?.json !== undefined && value.json.length > 0)
    return JSON.parse(Buffer.from(value.json).toString("utf8"));
  return null;
}

/** Text, where a value is known text; undefined otherwise. */
export function textOf(value: PluginValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The blocks in a list or set; none where it is null or not known yet. */
export function blocksOf(value: PluginValue | undefined): readonly PluginObject[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "object" && each !== null) : [];
}
