/** What a published JSON Schema describes. */
export type SchemaName = "advice" | "customer" | "fleet" | "offer" | "policy" | "review" | "waves";

/**
 * The id of a published JSON Schema, in the form of JSON Schema Store. The store demands this form of schemas that it
 * hosts.
 *
 * @see https://github.com/SchemaStore/schemastore/blob/master/CONTRIBUTING.md
 */
export function schemaId(name: SchemaName): string {
  return `https://json.schemastore.org/lighthouse-keeper-${name}.json`;
}
